import * as fc from 'fast-check';
import { MemoryStore } from '../../../src/ledger/store/memory-store.js';
import { describeReason } from '../../../src/ledger/why/reason.js';
import { lasting, late, openRecords } from './lasting.js';
import { fingerprint, RunOfWork, version } from './run-of-work.js';

const TTL_MS = 1_000;
const codes = [
  version('1'),
  version('2'),
  fingerprint({ 'a#f': '1', 'b#g': '1' }),
  fingerprint({ 'a#f': '2', 'b#g': '1' }),
];
/** From the code before to the code after, as it is to be said. */
const CHANGES = [
  ['', "version '1' → '2'", "version '1' → none", "version '1' → none"],
  ["version '2' → '1'", '', "version '2' → none", "version '2' → none"],
  ["version none → '1'", "version none → '2'", '', 'code: a#f changed'],
  ["version none → '1'", "version none → '2'", 'code: a#f changed', ''],
];

/** A call as it is known: the value with its time, and why it is to execute in spite of it. */
interface Known {
  value?: { readonly is: number; readonly atMs: number } | undefined;
  gone?: string | undefined;
}

interface Generation {
  readonly code: number;
  readonly calls: Map<number, Known>;
  hasCalls: boolean;
  ended?: string;
}

/** What the ledger is to do, in the simplest way. */
class Model {
  nowMs = 1_000_000;
  current: Generation = { code: 0, calls: new Map(), hasCalls: false };
  before: Generation | undefined;
  /** What this process knows beside the store. */
  process = new Map<number, string | undefined>();
  last: number | undefined;
  /** What this process has made the store forget. */
  readonly #forgotten = new Set<number>();

  /** @param isLate The store does not answer at once: what may be known is forgotten, and no piece of code is named. */
  constructor(private readonly isLate: boolean) {}

  /** The value of a hit, or why the call executes. */
  expected(arg: number): number | string {
    const known = this.current.calls.get(arg);
    const isExpired = known?.value !== undefined && this.nowMs >= known.value.atMs + TTL_MS;
    if (known?.value !== undefined && !isExpired) return known.value.is;
    const own = this.process.get(arg);
    if (own !== undefined) return own;
    if (known?.gone !== undefined) return known.gone;
    if (isExpired) return 'expired';
    if (this.before?.calls.has(arg) === true) return this.before.ended ?? '';
    if (this.last === undefined) return 'first';
    return this.last === arg ? 'other arguments' : `args[0] ${this.last} → ${arg}`;
  }

  succeed(arg: number, value: number): void {
    this.current.calls.set(arg, { value: { is: value, atMs: this.nowMs } });
    this.process.set(arg, undefined);
    this.#forgotten.delete(arg);
    this.last = arg;
    this.current.hasCalls = true;
  }

  fail(arg: number): void {
    const gone = 'previous attempt failed';
    this.current.calls.set(arg, { value: this.current.calls.get(arg)?.value, gone });
    this.process.set(arg, gone);
    this.#forgotten.delete(arg);
    this.last = arg;
    this.current.hasCalls = true;
  }

  forget(arg: number, by: 'invalidated' | 'forced'): void {
    const known = this.current.calls.get(arg);
    const isFailed = known?.gone === 'previous attempt failed';
    const isKnown = known !== undefined && (known.value !== undefined || isFailed);
    if (!isKnown && (!this.isLate || this.#forgotten.has(arg))) return;
    this.#forgotten.add(arg);
    this.current.calls.set(arg, { gone: by });
    this.process.set(arg, by);
  }

  forgetAll(): void {
    for (const arg of this.process.keys()) this.process.set(arg, 'invalidated');
    this.#next(this.current.code, 'invalidated');
  }

  reopen(code: number): void {
    this.process.clear();
    this.#forgotten.clear();
    if (code === this.current.code) return;
    const last = this.current.hasCalls ? this.current : (this.before ?? this.current);
    const change = CHANGES[last.code]?.[code] || (last.ended ?? '');
    this.#next(code, this.isLate ? change.replace(/^code.*/, 'code changed') : change);
  }

  #next(code: number, ended: string): void {
    this.#forgotten.clear();
    if (this.current.hasCalls || this.before === undefined) this.before = this.current;
    if (this.before !== undefined) this.before.ended = ended;
    this.current = { code, calls: new Map(), hasCalls: false };
  }
}

type Deed =
  | { readonly kind: 'call' | 'fail' | 'invalidated' | 'forced'; readonly arg: number }
  | { readonly kind: 'forgetAll' }
  | { readonly kind: 'reopen'; readonly code: number }
  | { readonly kind: 'wait'; readonly ms: number };

const arg = fc.integer({ min: 1, max: 4 });
const deeds = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('call' as const), arg }) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constantFrom('fail' as const, 'invalidated', 'forced'), arg }),
    },
    { weight: 1, arbitrary: fc.constant({ kind: 'forgetAll' as const }) },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('reopen' as const), code: fc.nat(codes.length - 1) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('wait' as const),
        ms: fc.constantFrom(10, 600, 2_000, -5_000),
      }),
    },
  ),
  { maxLength: 40 },
);

describe('any sequence of calls, failures, forgetting, edits, restarts and times', () => {
  it.each([
    ['a store that answers at once', lasting],
    ['a store that never does', late],
  ])('gives the values and the reasons of a simple model, on %s', async (_, over) => {
    await fc.assert(
      fc.asyncProperty(deeds, async (sequence: readonly Deed[]) => {
        const memory = new MemoryStore();
        const model = new Model(over === late);
        const clock = { now: () => model.nowMs };
        const open = async (code: number) =>
          RunOfWork.open(await openRecords(over(memory)), { code: codes[code]!, clock, ttlMs: TTL_MS });
        let run = await open(0);
        let value = 0;
        for (const deed of sequence) {
          switch (deed.kind) {
            case 'call':
            case 'fail': {
              const expected = model.expected(deed.arg);
              const fresh = ++value;
              const became = await run.call([deed.arg], () => {
                if (deed.kind === 'fail') throw new Error('it fails');
                return fresh;
              });
              const what =
                became.kind === 'hit'
                  ? became.value
                  : describeReason(became.reason, model.nowMs).replace(/^expired .*/, 'expired');
              expect(what).toBe(expected);
              if (became.kind === 'executed') model.succeed(deed.arg, fresh);
              if (became.kind === 'failed') model.fail(deed.arg);
              break;
            }
            case 'invalidated':
            case 'forced':
              model.forget(deed.arg, deed.kind);
              await run.forget([deed.arg], deed.kind);
              break;
            case 'forgetAll':
              model.forgetAll();
              await run.forgetAll('invalidated');
              break;
            case 'reopen':
              model.reopen(deed.code);
              await run.end();
              run = await open(deed.code);
              break;
            case 'wait':
              model.nowMs += deed.ms;
          }
        }
        await run.end();
      }),
      { numRuns: 150 },
    );
  });

  it('keeps by `maxEntries` what was used last, over restarts', async () => {
    const step = fc.oneof(
      { weight: 8, arbitrary: fc.record({ arg: fc.integer({ min: 1, max: 6 }), isFailing: fc.boolean() }) },
      { weight: 1, arbitrary: fc.constant('restart' as const) },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 60 }),
        fc.integer({ min: 1, max: 4 }),
        async (steps, maxEntries) => {
          const memory = new MemoryStore();
          const open = async () =>
            RunOfWork.open(await openRecords(lasting(memory)), { code: version('1'), maxEntries });
          let run = await open();
          let kept: number[] = [];
          for (const each of steps) {
            if (each === 'restart') {
              await run.end();
              run = await open();
              continue;
            }
            const became = await run.call([each.arg], () => {
              if (each.isFailing) throw new Error('it fails');
              return each.arg;
            });
            expect(became.kind === 'hit').toBe(kept.includes(each.arg));
            if (became.kind !== 'failed') {
              kept = [...kept.filter((arg) => arg !== each.arg), each.arg].slice(-maxEntries);
            }
          }
          await run.end();
        },
      ),
      { numRuns: 150 },
    );
  });
});
