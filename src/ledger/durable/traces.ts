import { type Cause, causeFrom } from '../why/reason.js';
import type { StoredCall } from './call-format.js';
import { reasonOfTrace } from './call-records.js';

/** Of so many calls it is kept in memory that they left traces. */
const MOST_TRACES = 10_000;

/**
 * Traces of calls of one generation that stand in the store or are on their way there, as far as they were met: so that
 * one goes when its call succeeds, and that what was forgotten is not found while that is being written.
 */
export class Traces {
  /** By digest, for calls that were forgotten why they are to execute. */
  readonly #traces = new Map<string, Cause | undefined>();

  /** A call has failed, or was forgotten for a cause. */
  note(digest: string, forgotten?: Cause): void {
    this.#traces.delete(digest);
    this.#traces.set(digest, forgotten);
    if (this.#traces.size <= MOST_TRACES) return;
    const [oldest] = this.#traces.keys();
    this.#traces.delete(oldest as string);
  }

  /** A trace was met in the store. */
  readonly noteStored = (digest: string, trace: StoredCall): void => {
    if (this.#traces.has(digest)) return;
    this.note(digest, trace.kind === 'failed' ? undefined : causeFrom(reasonOfTrace(trace)));
  };

  has(digest: string): boolean {
    return this.#traces.has(digest);
  }

  /** Why a call is to execute that was forgotten. */
  forgottenFor(digest: string): Cause | undefined {
    return this.#traces.get(digest);
  }

  /** A call succeeds; true if a trace is to go. */
  delete(digest: string): boolean {
    return this.#traces.delete(digest);
  }

  clear(): void {
    this.#traces.clear();
  }
}
