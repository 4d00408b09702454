/** What every error of the framework has in common: a stable `code` to tell its kind by. */
export abstract class WorkloopError extends Error {
  /** Stable name of the kind of error; messages may change, codes do not. */
  abstract readonly code: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    Object.defineProperty(this, 'name', { value: new.target.name, configurable: true, writable: true });
  }
}

/** A value has no identity: what it holds cannot be observed from outside, so it cannot be the argument of a cached call. */
export class UnhashableArgumentError extends WorkloopError {
  readonly code = 'WORKLOOP_UNHASHABLE_ARGUMENT';

  /**
   * @param path Where the value is, from the root's name on: `args[0].client.socket`.
   * @param reason What the value is and why that has no identity, as a clause: `a function cannot be identified`.
   * @param remedy What to do about it, as a sentence.
   */
  constructor(
    readonly path: string,
    readonly reason: string,
    remedy: string,
    options?: ErrorOptions,
  ) {
    super(`Cannot identify \`${path}\`: ${reason}. ${remedy}`, options);
  }
}
