/** Somebody who needs a worker at times. */
export interface PoolMember {
  /** A place is the member's now, until it is released. */
  onPlace(): void;
  /** Others wait for the place of this idle member: it is to end its worker and release the place. */
  giveUp(): void;
}

/**
 * Counts workers, so that there are never more than some at a time. A member that idles keeps its place until another one
 * needs it; the one that idled longest gives its place up first. Where nobody idles, members wait first in first out.
 *
 * The pools that one would take from a package (piscina, tinypool) hand any task to any thread and keep the threads. Here a
 * thread belongs to one instance of a work, with its state, and ends alone and wherever it stands.
 */
export class WorkerPool {
  readonly #holders = new Set<PoolMember>();
  /** Of the holders, the one that idles longest first. */
  readonly #idle = new Set<PoolMember>();
  /** Of the holders, those that were asked to give up. */
  readonly #leaving = new Set<PoolMember>();
  readonly #waiting = new Set<PoolMember>();

  /** @param maxWorkers From 1 up; Infinity for no limit. */
  constructor(private readonly maxWorkers: number) {}

  /** Gives the member a place, at once or when there is one. */
  request(member: PoolMember): void {
    this.#waiting.add(member);
    this.#assign();
  }

  /** The member waits no more. */
  cancel(member: PoolMember): void {
    this.#waiting.delete(member);
  }

  /** Takes a place if there is a free one; takes none from others. */
  tryTake(member: PoolMember): boolean {
    if (this.#waiting.size > 0 || this.#holders.size >= this.maxWorkers) return false;
    this.#holders.add(member);
    return true;
  }

  /** The worker of a holder has nothing to do. May lead to {@link PoolMember.giveUp} at once. */
  noteIdle(member: PoolMember): void {
    this.#idle.add(member);
    this.#assign();
  }

  /** The worker of a holder has something to do. */
  noteBusy(member: PoolMember): void {
    this.#idle.delete(member);
  }

  /** The worker of a holder is gone. */
  release(member: PoolMember): void {
    this.#holders.delete(member);
    this.#idle.delete(member);
    this.#leaving.delete(member);
    this.#assign();
  }

  #assign(): void {
    for (const member of this.#waiting) {
      if (this.#holders.size >= this.maxWorkers) break;
      this.#waiting.delete(member);
      this.#holders.add(member);
      member.onPlace();
    }
    for (const member of this.#idle) {
      if (this.#leaving.size >= this.#waiting.size) break;
      this.#idle.delete(member);
      this.#leaving.add(member);
      member.giveUp();
    }
  }
}
