import type { DurableCalls } from '../ledger/durable/durable-calls.js';
import type { RecordChange } from '../ledger/store/record-store-options.js';

/** One work of an app that has a store, as its dispatch sees it. */
export interface DurableWork {
  /** Its calls in the store; `undefined` where the work stays in memory. */
  readonly calls: DurableCalls | undefined;
  /** Why the work stays in memory, where it does: sentences. */
  readonly notKept: readonly string[];
  /**
   * Gives the fields of the work that the store does not have yet, as they are now, and counts them as saved.
   *
   * @throws {FieldValueError} where one cannot be stored; then nothing counts as saved.
   */
  takeUnsaved(): readonly RecordChange[];
  /** Makes changes, all or none, and resolves when they are durable. A failure is told to the app as well. */
  commit(changes: readonly RecordChange[]): Promise<void>;
}
