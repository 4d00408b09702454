import type { DurableWork } from '../../src/call/durable-work.js';
import type { CallKey } from '../../src/identity/call-key.js';
import type { DurableCalls, EndedCall, Found } from '../../src/ledger/durable/durable-calls.js';
import type { RecordChange } from '../../src/ledger/store/record-store-options.js';
import type { Provenance } from '../../src/ledger/why/explanation.js';
import { Deferred } from '../loop/deferred.js';

const provenance: Provenance = {
  run: 3,
  call: 7,
  startedAtMs: 1,
  recordedAtMs: 2,
  attempt: 1,
  reason: { kind: 'first' },
};

/** What the store of a test says of a call that it has. */
export function hit(value: unknown): Found {
  return {
    kind: 'hit',
    decoded: { value, isFrozen: false },
    isAsync: true,
    startedAtMs: provenance.startedAtMs,
    recordedAtMs: provenance.recordedAtMs,
    provenance: () => provenance,
  };
}

/** The store of one work that does what its test says; a commit ends when the test ends it. */
export class FakeStore implements DurableWork {
  readonly notKept = [];
  readonly calls = this as unknown as DurableCalls;
  readonly found = new Map<CallKey, Found | Promise<Found>>();
  /** Keys of the changes of each commit that is under way or has been. */
  readonly commits: string[][] = [];
  readonly uses: CallKey[] = [];
  readonly ended: EndedCall[] = [];
  unsaved: RecordChange[] = [];
  readonly #under: Deferred[] = [];

  takeUnsaved(): readonly RecordChange[] {
    const { unsaved } = this;
    this.unsaved = [];
    return unsaved;
  }

  commit(changes: readonly RecordChange[]): Promise<void> {
    if (changes.length === 0) return Promise.resolve();
    const committing = new Deferred();
    this.commits.push(changes.map(({ key }) => key));
    this.#under.push(committing);
    return committing.promise;
  }

  /** Ends the commit that was asked for first. */
  async endCommit(error?: Error): Promise<void> {
    const committing = this.#under.shift();
    if (error === undefined) committing?.resolve();
    else committing?.reject(error);
    await new Promise((resolve) => setImmediate(resolve));
  }

  find(key: CallKey): Found | Promise<Found> {
    return this.found.get(key) ?? { kind: 'miss', cause: undefined };
  }

  peek(key: CallKey): Found | Promise<Found> {
    return this.find(key);
  }

  noteUse(key: CallKey): void {
    this.uses.push(key);
  }

  changesFor(ended: EndedCall): RecordChange[] {
    this.ended.push(ended);
    return [{ key: `${ended.outcome.kind} ${String(ended.key)}`, value: new Uint8Array() }];
  }

  forget(key: CallKey, by: string): RecordChange[] {
    return this.found.delete(key) ? [{ key: `${by} ${String(key)}`, value: undefined }] : [];
  }

  forgetAll(by: string): RecordChange[] {
    this.found.clear();
    return [{ key: `${by} all`, value: undefined }];
  }
}
