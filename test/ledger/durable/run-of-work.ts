import { callKeyOf, partialCallKeyOf } from '../../../src/identity/call-key.js';
import type { Code } from '../../../src/ledger/durable/code.js';
import { DurableCalls, type Found } from '../../../src/ledger/durable/durable-calls.js';
import { WorkEntries } from '../../../src/ledger/durable/work-entries.js';
import type { RecordStore } from '../../../src/ledger/store/record-store.js';
import { CallHistory } from '../../../src/ledger/why/call-history.js';
import type { Provenance } from '../../../src/ledger/why/explanation.js';
import type { Reason, Redact } from '../../../src/ledger/why/reason.js';
import { shownMessageOf } from '../../../src/ledger/why/shown-text.js';

/** How a work is opened in one run of an app. */
export interface RunOptions {
  readonly code: Code;
  readonly run?: number;
  readonly ignored?: readonly number[];
  readonly maxEntries?: number;
  readonly ttlMs?: number;
  readonly redact?: Redact;
  readonly clock?: { now(): number };
  readonly warn?: (message: string) => void;
}

/** What became of one call. */
export type Became =
  | { readonly kind: 'hit'; readonly value: unknown; readonly provenance: Provenance }
  | { readonly kind: 'executed' | 'failed'; readonly reason: Reason };

export const uid = 'a-work-12345';

/** One work in one run of an app, which asks the store of each call and commits what becomes of it. */
export class RunOfWork {
  readonly history: CallHistory;
  #executions = 0;

  private constructor(
    readonly records: RecordStore,
    readonly entries: WorkEntries,
    readonly calls: DurableCalls,
    readonly isSameCode: boolean,
    private readonly options: RunOptions,
  ) {
    this.history = new CallHistory({ redact: () => options.redact, label: () => 'root.work', ignored: [] });
  }

  static async open(records: RecordStore, options: RunOptions): Promise<RunOfWork> {
    const entries = await WorkEntries.load(records);
    const { maxEntries = Number.POSITIVE_INFINITY, ttlMs = Number.POSITIVE_INFINITY } = options;
    const { calls, changes, isSameCode } = DurableCalls.open({
      ...{ records, entries, uid, classId: 'app#Work', label: () => 'root.work' },
      ...{ code: options.code, ignored: options.ignored ?? [], run: options.run ?? 1 },
      clock: options.clock ?? { now: () => 0 },
      bounds: () => ({ maxEntries, ttlMs }),
      redact: () => options.redact,
      warn: options.warn ?? (() => undefined),
    });
    await records.commit(changes);
    return new RunOfWork(records, entries, calls, isSameCode, options);
  }

  /** Calls the work: `execute` is its `run`. */
  async call(args: readonly unknown[], execute: () => unknown, isAsync = false): Promise<Became> {
    const key = this.keyOf(args);
    const found: Found = await this.calls.find(key, args);
    if (found.kind === 'hit') return { ...found, value: found.decoded.value, provenance: found.provenance() };
    const cause = this.history.causeOf(key, args, found.cause);
    this.history.noteBegun(args);
    const call = ++this.#executions;
    const startedAtMs = this.now;
    const about = { key, args, call, attempt: 1, startedAtMs, endedAtMs: startedAtMs, cause };
    try {
      const value = execute();
      const outcome = { kind: 'succeeded', value, isAsync } as const;
      await this.records.commit(this.calls.changesFor({ ...about, outcome }));
      const run = this.options.run ?? 1;
      this.history.noteRecorded(key, () => {
        return { run, call, startedAtMs, recordedAtMs: startedAtMs, attempt: 1, reason: cause.describe() };
      });
      return { kind: 'executed', reason: cause.describe() };
    } catch (error) {
      const outcome = { kind: 'failed', error, reason: 'userException' } as const;
      await this.records.commit(this.calls.changesFor({ ...about, outcome }));
      this.history.noteFailed(key, startedAtMs, shownMessageOf(error, this.options.redact, 'root.work'));
      return { kind: 'failed', reason: cause.describe() };
    }
  }

  async forget(args: readonly unknown[], by: 'invalidated' | 'forced'): Promise<boolean> {
    const changes = this.calls.forget(this.keyOf(args), by, this.now);
    // Not waited for: what was forgotten must not be found from here on.
    const committed = this.records.commit(changes);
    if (changes.length > 0) this.history.noteForgotten(this.keyOf(args), by, this.now);
    const found = await this.calls.find(this.keyOf(args), args);
    await committed;
    return found.kind === 'miss';
  }

  async forgetAll(by: 'invalidated' | 'deleted'): Promise<void> {
    this.history.noteAllForgotten(by, this.now);
    await this.records.commit(this.calls.forgetAll(by, this.now));
  }

  /** The app ends, as it should or killed. */
  async end(isKilled = false): Promise<void> {
    if (!isKilled) await this.records.commit(this.calls.takeUnsavedLast());
    await this.entries.settled();
    await this.records.close();
  }

  get now(): number {
    return this.options.clock?.now() ?? 0;
  }

  keyOf(args: readonly unknown[]) {
    const { ignored = [] } = this.options;
    return ignored.length === 0
      ? callKeyOf(args, undefined)
      : partialCallKeyOf(
          args.filter((_, position) => !ignored.includes(position)),
          ignored,
        );
  }
}

/** A version as code. */
export const version = (text: string): Code => ({ kind: 'version', version: text });

/** A fingerprint of code that reaches what is given, by name and digest. */
export const fingerprint = (reaches: Readonly<Record<string, string>>): Code => ({
  kind: 'fingerprint',
  digest: JSON.stringify(reaches).replace(/\W+/g, '-'),
  reaches: Object.entries(reaches).map(([name, digest]) => ({ name, digest })),
});
