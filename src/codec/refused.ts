/** What stops the writer of a graph at a part that cannot cross; never leaves the codec. */
export class Refused {
  /** @param reason What the part is, as a noun phrase: `a function`. */
  constructor(readonly reason: string) {}
}
