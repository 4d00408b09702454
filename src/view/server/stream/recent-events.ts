/** An event that was sent. */
interface Sent {
  readonly id: number;
  readonly bytes: Buffer;
}

/** The last events, each with the number after the one before, so that a connection can go on where it was. */
export class RecentEvents {
  private events: Sent[] = [];
  private sizeBytes = 0;
  private newest: number;

  /** @param lastId What counts as sent already. */
  constructor(
    lastId: number,
    private readonly limits: { readonly recentEvents: number; readonly recentBytes: number },
  ) {
    this.newest = lastId;
  }

  /** Of the newest event. */
  get lastId(): number {
    return this.newest;
  }

  add(id: number, bytes: Buffer): void {
    this.newest = id;
    this.events.push({ id, bytes });
    this.sizeBytes += bytes.length;
    while (this.events.length > this.limits.recentEvents || this.sizeBytes > this.limits.recentBytes) {
      this.sizeBytes -= this.events.shift()!.bytes.length;
    }
  }

  /** What was sent after the event of this id, oldest first; `undefined` where that is not known any more, or never was. */
  since(id: number): readonly Buffer[] | undefined {
    const oldest = this.newest - this.events.length;
    if (id < oldest || id > this.newest) return undefined;
    return this.events.slice(id - oldest).map(({ bytes }) => bytes);
  }
}
