import { setImmediate } from 'node:timers/promises';
import type { RecordStore } from '../store/record-store.js';

/** The calls of so many works are removed at once: each is a write of its own, and the store makes one of them. */
export const REMOVED_TOGETHER = 100;

/** Calls that count no more, by what their keys begin with, and how to see that the store knows that. */
interface Dead {
  readonly prefix: string;
  /** Whether by what is committed they count no more. */
  readonly isCertain: () => boolean | Promise<boolean>;
}

/**
 * Removes what counts no more, in the background. Not before the store knows that it counts no more: a process that
 * ends in between is not to have lost calls which the next one takes for its own.
 */
export class Purge {
  #dead: Dead[] = [];
  #purging: Promise<void> | undefined;
  /** Whether anything was added that has not been looked at. */
  #hasNew = false;

  constructor(private readonly records: RecordStore) {}

  add(prefix: string, isCertain: Dead['isCertain']): void {
    this.#dead.push({ prefix, isCertain });
    this.#hasNew = true;
    this.goOn();
  }

  /** Looks again whether something can be removed. */
  goOn(): void {
    if (this.#dead.length === 0 || this.#purging !== undefined) return;
    this.#purging = this.#purge()
      // What stays takes room, and is found when the store is opened again.
      .catch(() => undefined)
      .finally(() => {
        this.#purging = undefined;
        if (this.#hasNew) this.goOn();
      });
  }

  /** Resolves when nothing is being removed. */
  async settled(): Promise<void> {
    while (this.#purging !== undefined) await this.#purging;
  }

  async #purge(): Promise<void> {
    this.#hasNew = false;
    // Who made them dead is about to commit that.
    await setImmediate();
    await this.records.commit([]);
    const dead = this.#dead;
    this.#dead = [];
    for (let i = 0; i < dead.length; i += REMOVED_TOGETHER) {
      await Promise.all(dead.slice(i, i + REMOVED_TOGETHER).map((each) => this.#purgeOne(each)));
    }
  }

  async #purgeOne(each: Dead): Promise<void> {
    if (await each.isCertain()) await this.records.removeAll(each.prefix);
    else this.#dead.push(each);
  }
}
