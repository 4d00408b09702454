import type { Call, Outcome } from '../ledger/call.js';
import type { RecordChange } from '../ledger/store/record-store-options.js';
import type { DurableWork } from './durable-work.js';
import type { KnownCalls } from './known-calls.js';

/** Makes an outcome known to everybody; `isRemembered` unless everything was forgotten since it was written down. */
export type Publish = (call: Call, outcome: Outcome, endedAtMs: number, isRemembered: boolean) => void;

/**
 * The way of outcomes from the end of a body to everybody's knowledge: where the app has a store, they are written down
 * first, together with the state of the work. The next body need not wait for that, so calls that end one after the other
 * are committed together.
 */
export class Settlement {
  /** Calls whose bodies have ended and whose outcomes are on their way to the store. */
  readonly #inCommit = new Map<Call, Promise<void>>();

  constructor(
    private readonly known: KnownCalls,
    private readonly publish: Publish,
  ) {}

  get isBusy(): boolean {
    return this.#inCommit.size > 0;
  }

  /** Whether a call has come to its end, and only its outcome is being written down. */
  isCommitting(call: Call): boolean {
    return this.#inCommit.has(call);
  }

  /** Resolves when no outcome is on its way. */
  async whenFree(): Promise<void> {
    while (this.#inCommit.size > 0) await Promise.all(this.#inCommit.values());
  }

  /** @param endedAtMs When its body ended: what the store takes to write is no part of how long the call took. */
  settle(call: Call, outcome: Outcome, endedAtMs: number): void {
    const durable = this.known.host?.durable;
    if (durable === undefined || outcome.kind === 'stopped') {
      this.publish(call, outcome, endedAtMs, true);
      return;
    }
    const { changes, outcome: final } = this.#write(call, outcome, endedAtMs, durable);
    if (changes.length === 0) this.publish(call, final, endedAtMs, true);
    else this.#commit(call, final, endedAtMs, durable.commit(changes));
  }

  #commit(call: Call, outcome: Outcome, endedAtMs: number, committing: Promise<void>): void {
    const { dropped } = this.known;
    const published = committing.then(
      () => {
        this.#inCommit.delete(call);
        this.publish(call, outcome, endedAtMs, dropped === this.known.dropped);
      },
      // The app has been told of the error, and ends.
      () => {
        this.#inCommit.delete(call);
        this.publish(call, { kind: 'stopped', message: 'its outcome could not be stored' }, endedAtMs, false);
      },
    );
    this.#inCommit.set(call, published);
  }

  /** What cannot be written down is no result. */
  #write(call: Call, outcome: Outcome, endedAtMs: number, durable: DurableWork): Written {
    try {
      // The state comes last, because it counts as saved from then on.
      return { outcome, changes: [...this.#record(call, outcome, endedAtMs), ...durable.takeUnsaved()] };
    } catch (error) {
      const failed: Outcome = { kind: 'failed', reason: 'invalidResult', error };
      return { outcome: failed, changes: this.#record(call, failed, endedAtMs) };
    }
  }

  #record(call: Call, outcome: Outcome, endedAtMs: number): readonly RecordChange[] {
    const { host, stored } = this.known;
    if (host === undefined || stored === undefined || !call.isKept || outcome.kind === 'stopped') return [];
    return stored.changesFor({
      key: call.key,
      args: call.args,
      outcome:
        outcome.kind === 'failed'
          ? outcome
          : { kind: 'succeeded', value: outcome.record.value, isAsync: outcome.record.isAsync },
      call: call.number,
      attempt: call.attempt,
      startedAtMs: call.startedAtMs,
      endedAtMs,
      cause: call.cause,
    });
  }
}

interface Written {
  readonly outcome: Outcome;
  readonly changes: readonly RecordChange[];
}
