/** An arguments object of the given items. */
export function argumentsOf(..._: unknown[]): object {
  // biome-ignore lint/complexity/noArguments: this is the one way to make an arguments object
  return arguments;
}
