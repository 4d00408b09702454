/** The folder of the store where none is named. */
export function defaultStore(): string {
  return process.env.WORKLOOP_STORE || './.workloop';
}
