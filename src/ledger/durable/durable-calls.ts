import type { Clock } from '../../clock.js';
import type { CallKey } from '../../identity/call-key.js';
import type { FailureReason } from '../call.js';
import type { RecordStore } from '../store/record-store.js';
import type { RecordChange } from '../store/record-store-options.js';
import type { Answer } from '../store/store.js';
import type { Provenance } from '../why/explanation.js';
import type { Cause, Redact } from '../why/reason.js';
import type { Code } from './code.js';
import type { WorkEntries } from './work-entries.js';

/** What the calls of a work in a store are opened with. */
export interface DurableCallsOptions {
  readonly records: RecordStore;
  readonly entries: WorkEntries;
  readonly uid: string;
  readonly classId: string;
  /** What messages call the work. */
  readonly label: () => string;
  readonly code: Code;
  /** Positions of the arguments that do not count. */
  readonly ignored: readonly number[];
  /** Which run of an app on the store this is, from 1. */
  readonly run: number;
  readonly clock: Pick<Clock, 'now'>;
  readonly bounds: () => { readonly maxEntries: number; readonly ttlMs: number };
  readonly redact: () => Redact | undefined;
  /** Takes what the user should know, as sentences. */
  readonly warn: (message: string) => void;
}

/** What the store knows of a call. */
export type Found =
  | {
      readonly kind: 'hit';
      readonly value: unknown;
      /** Whether `run` returned a promise of the value. */
      readonly isAsync: boolean;
      readonly provenance: Provenance;
    }
  | {
      readonly kind: 'miss';
      /** `undefined` where the store knows nothing of the call, nor of its work. */
      readonly cause: Cause | undefined;
    };

/** A call that has ended, to be recorded. */
export interface EndedCall {
  readonly key: CallKey;
  readonly args: readonly unknown[];
  readonly outcome:
    | { readonly kind: 'succeeded'; readonly value: unknown; readonly isAsync: boolean }
    | { readonly kind: 'failed'; readonly error: unknown; readonly reason: FailureReason };
  /** Which execution of its work in this run, from 1. */
  readonly call: number;
  readonly attempt: number;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  /** Why it executed; `undefined` where nobody knows. */
  readonly cause: Cause | undefined;
}

/** What came of opening the calls of a work. */
export interface OpenedCalls {
  readonly calls: DurableCalls;
  /** Whether the store knows the work with this very code; else its state is not to be restored. */
  readonly isSameCode: boolean;
  /** To commit, before or with anything else of the work. */
  readonly changes: RecordChange[];
}

/** The calls of one work in the store. */
export class DurableCalls {
  private constructor(readonly options: DurableCallsOptions) {}

  static open(options: DurableCallsOptions): OpenedCalls {
    return { calls: new DurableCalls(options), isSameCode: false, changes: [] };
  }

  /**
   * What the store knows of a call; noted as a use. At once, unless the store cannot or the value is in a file.
   *
   * @param args Tells more of the reason where other arguments are ignored than before.
   */
  find(_key: CallKey, _args?: readonly unknown[]): Answer<Found> {
    return { kind: 'miss', cause: undefined };
  }

  /** The same for who only wants to know: not noted as a use. */
  peek(key: CallKey, args?: readonly unknown[]): Answer<Found> {
    return this.find(key, args);
  }

  /** Notes that a record was used, for who has its value. */
  noteUse(_key: CallKey): void {}

  /** What records a call that has ended, and gives up what is too much by `maxEntries`. */
  changesFor(_ended: EndedCall): RecordChange[] {
    return [];
  }

  /** Makes the store forget one call; no changes where it knows nothing of it. */
  forget(_key: CallKey, _by: 'invalidated' | 'forced', _atMs: number): RecordChange[] {
    return [];
  }

  forgetAll(_by: 'invalidated' | 'deleted', _atMs: number): RecordChange[] {
    return [];
  }

  /** The component has left the tree. */
  remove(): RecordChange[] {
    return [];
  }

  /** What tells the next run of the last call. */
  takeUnsavedLast(): RecordChange[] {
    return [];
  }
}
