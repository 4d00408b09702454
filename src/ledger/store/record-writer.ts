import { BatchQueue } from './batch-queue.js';
import type { RecordBatch } from './record-batch.js';
import { infoIn, type RecordInfo, readInfo } from './record-info.js';
import { type Answer, isPromise, type Store } from './store.js';
import type { Facts } from './store-facts.js';
import { infoKey, recordKey } from './store-keys.js';

/** So many keys are remembered under which nothing was found. */
const MOST_MISSING = 10_000;

/** Puts changes into a batch; given what the batch's records were before, in the order of their keys. */
export type Fill = (batch: RecordBatch, olds: readonly (RecordInfo | undefined)[]) => void;

/**
 * Changes records of a store one after the other, each change knowing what the ones before have left. Where the store
 * answers at once and nothing is in the way, a change is in its batch when the call returns.
 */
export class RecordWriter {
  readonly #queue: BatchQueue;
  /** Changes that wait for an answer, and those that were asked for after them. */
  #waiting = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #isAtOnce = true;
  /** Keys under which nothing is: who looks for a record in vain mostly writes it next, and need not look again. */
  readonly #missing = new Set<string>();

  constructor(
    private readonly store: Store,
    private readonly name: string,
    private readonly facts: Facts,
    onEnd: (batch: RecordBatch, isWritten: boolean) => void,
  ) {
    this.#queue = new BatchQueue(store, facts, onEnd);
  }

  /**
   * Changes the records under `keys`, and resolves when that is durable.
   *
   * @param fill Does all or throws before it does anything.
   * @param prepare What has to be over before.
   */
  change(keys: readonly string[], fill: Fill, prepare?: () => Promise<void>): Promise<void> {
    return this.#inOrder(keys, fill, this.#infoOf, prepare);
  }

  /** The same for changes of the order of use, which look at no value if they can. */
  changeUses(keys: readonly string[], fill: Fill): Promise<void> {
    return this.#inOrder(keys, fill, this.#useOf, undefined);
  }

  /** Notes that the store has nothing under a key; until something is written there, it is not asked again. */
  noteMissing(key: string): void {
    if (this.#queue.infoOf(key) !== undefined) return;
    if (this.#missing.size >= MOST_MISSING) this.#missing.clear();
    this.#missing.add(key);
  }

  /**
   * Has `fill` called whenever changes are about to be written: what it asks for goes with them, as far as they have room.
   * Where it throws, none of them is written, and who asked for them is told.
   */
  set onBeforeWrite(fill: () => void) {
    this.#queue.onBeforeWrite = fill;
  }

  /** What the records will take once all changes are written. */
  get costBytes(): number {
    return this.#queue.costBytes;
  }

  nextSequence(): number {
    return ++this.facts.sequence;
  }

  /** Resolves when nothing is on its way. */
  async settled(): Promise<void> {
    await this.#turn;
    await this.#queue.settled();
  }

  #inOrder(
    keys: readonly string[],
    fill: Fill,
    find: (key: string) => Answer<RecordInfo | undefined>,
    prepare: (() => Promise<void>) | undefined,
  ): Promise<void> {
    if (this.#waiting === 0 && this.#isAtOnce && prepare === undefined) {
      try {
        const olds = this.#findAtOnce(keys, find);
        if (olds !== undefined) return this.#fill(keys, fill, olds).done;
      } catch (error) {
        return Promise.reject(error);
      }
    }
    return this.#inTurn(async () => {
      await prepare?.();
      return this.#fill(keys, fill, await Promise.all(keys.map(find)));
    });
  }

  async #inTurn(filling: () => Promise<RecordBatch>): Promise<void> {
    this.#waiting++;
    const filled = this.#turn.then(filling).finally(() => {
      this.#waiting--;
    });
    this.#turn = filled.catch(() => undefined);
    await (await filled).done;
  }

  #fill(keys: readonly string[], fill: Fill, olds: readonly (RecordInfo | undefined)[]): RecordBatch {
    for (const key of keys) this.#missing.delete(key);
    const batch = this.#queue.open;
    fill(batch, olds);
    return batch;
  }

  #findAtOnce(
    keys: readonly string[],
    find: (key: string) => Answer<RecordInfo | undefined>,
  ): readonly (RecordInfo | undefined)[] | undefined {
    const olds: (RecordInfo | undefined)[] = [];
    for (const key of keys) {
      const old = find(key);
      if (isPromise(old)) {
        this.#isAtOnce = false;
        // Asked again in its turn, and then its failure is told.
        old.catch(() => undefined);
        return undefined;
      }
      olds.push(old);
    }
    return olds;
  }

  /** What is known of a record by its value: of one that is not there, with one question. */
  readonly #infoOf = (key: string): Answer<RecordInfo | undefined> => {
    const coming = this.#queue.infoOf(key);
    if (coming !== undefined) return coming.info;
    if (this.#missing.has(key)) return undefined;
    return after(this.store.get(recordKey(key)), (sealed) => {
      if (sealed === undefined) return undefined;
      const info = infoIn(this.name, key, sealed);
      return info.isApart ? after(this.#apartOf(key), (apart) => apart ?? info) : info;
    });
  };

  /** What is known of a record by what was written of it apart, if anything was. */
  readonly #useOf = (key: string): Answer<RecordInfo | undefined> => {
    const coming = this.#queue.infoOf(key);
    if (coming !== undefined) return coming.info;
    return after(this.#apartOf(key), (apart) => {
      if (apart !== undefined) return apart;
      return after(this.store.get(recordKey(key)), (sealed) =>
        sealed === undefined ? undefined : infoIn(this.name, key, sealed),
      );
    });
  };

  #apartOf(key: string): Answer<RecordInfo | undefined> {
    return after(this.store.get(infoKey(key)), (sealed) => readInfo(this.name, key, sealed));
  }
}

/** What comes of an answer: at once if the answer is there. */
function after<T, U>(answer: Answer<T>, use: (value: T) => Answer<U>): Answer<U> {
  return isPromise(answer) ? answer.then(use) : use(answer);
}
