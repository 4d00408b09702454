/** What stops the writer of a graph at a part that cannot cross; never leaves the codec. */
export class Refused {
  readonly #brand = undefined;

  /** @param reason What the part is, as a noun phrase: `a function`. */
  constructor(readonly reason: string) {}

  /** Whether something that was thrown is one. Asks a Proxy nothing, as `instanceof` would: its traps may throw. */
  static is(thrown: unknown): thrown is Refused {
    return typeof thrown === 'object' && thrown !== null && #brand in thrown;
  }
}
