import type { CallKey } from '../../identity/call-key.js';
import type { Provenance } from './explanation.js';
import { type Cause, causeFrom, type Redact } from './reason.js';

/** What a history is told of the work whose calls it knows. */
export interface HistoryOptions {
  readonly redact: () => Redact | undefined;
  /** What messages call the work. */
  readonly label: () => string;
}

/** What one work in memory knows of its calls, so that it can say why one executes. Bounded. */
export class CallHistory {
  constructor(readonly options: HistoryOptions) {}

  /** A call executes: it becomes the last one. */
  noteBegun(_args: readonly unknown[]): void {}

  noteForgotten(_key: CallKey, _by: 'invalidated' | 'forced', _atMs: number): void {}

  noteAllForgotten(_by: 'invalidated' | 'deleted', _atMs: number): void {}

  noteExpired(_key: CallKey, _expiredAtMs: number): void {}

  noteFailed(_key: CallKey, _atMs: number, _message: string): void {}

  noteRecorded(_key: CallKey, _provenance: () => Provenance): void {}

  causeOf(_key: CallKey, _args: readonly unknown[], durable?: Cause): Cause {
    return durable ?? causeFrom({ kind: 'first' });
  }

  provenanceOf(_key: CallKey): Provenance | undefined {
    return undefined;
  }

  get lastArgs(): readonly unknown[] | undefined {
    return undefined;
  }
}
