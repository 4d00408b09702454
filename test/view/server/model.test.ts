import type { CallInfo, CallState } from '../../../src/view/api.js';
import { LIMITS } from '../../../src/view/server/limits.js';
import { isWithin } from '../../../src/view/server/model/is-within.js';
import { Model } from '../../../src/view/server/model/model.js';
import { SortedTail } from '../../../src/view/server/model/sorted-tail.js';
import { emptySnapshot } from './fake-app.js';

const call = (id: number, state: CallState = 'succeeded'): CallInfo => ({
  id,
  path: `root.work${id % 10}`,
  call: id,
  state,
  queuedAtMs: id,
  attempt: 1,
  args: `(${id})`,
  why: { text: 'first call', kind: 'first', changes: [] },
});

it('says nothing of older hits where there are none', () => {
  const model = new Model(emptySnapshot);
  model.apply({ hits: [{ path: 'root.a', atMs: 1, count: 7 }] });

  expect(model.snapshot()).not.toHaveProperty('hitsFromMs');
});

describe('a model of 100,000 calls', () => {
  const model = new Model(emptySnapshot);
  const last = LIMITS.model.calls + 5_000;

  beforeAll(() => {
    model.apply({ calls: [call(1, 'running'), call(2, 'queued'), call(3)] });
    for (let id = 4; id <= last; id++)
      model.apply({ calls: [call(id, id % 100 === 0 ? 'failed' : 'succeeded')] });
  });

  it('keeps the last ones, and those that have not ended', () => {
    expect(model.calls.page({ limit: 3 })).toEqual({
      calls: [call(last, 'failed'), call(last - 1), call(last - 2)],
      next: last - 2,
      total: LIMITS.model.calls + 2,
    });
    const unfinished = new Set<CallState>(['queued', 'running']);
    expect(model.calls.page({ limit: 3, states: unfinished })).toMatchObject({
      calls: [{ id: 2 }, { id: 1 }],
      total: 2,
    });
    expect(model.snapshot().calls.slice(0, 2)).toEqual([call(1, 'running'), call(2, 'queued')]);
  });

  it('counts whatever the filters let through', () => {
    const failed = new Set<CallState>(['failed']);

    expect(model.calls.page({ limit: 1, states: failed }).total).toBe(LIMITS.model.calls / 100);
    expect(model.calls.page({ limit: 1, path: 'root.work3' }).total).toBe(LIMITS.model.calls / 10);
    expect(model.calls.page({ limit: 1, path: 'root' }).total).toBe(LIMITS.model.calls + 2);
  });

  it('leads through all of them by pages, each once', () => {
    const seen: number[] = [];
    for (let before: number | undefined = last + 1; before !== undefined; ) {
      const page = model.calls.page({ limit: 1_000, before });
      seen.push(...page.calls.map(({ id }) => id));
      before = page.next;
    }

    expect(seen).toEqual([...Array.from({ length: LIMITS.model.calls }, (_, index) => last - index), 2, 1]);
  });

  it('forgets an old one when it ends', () => {
    model.apply({ calls: [call(1, 'retrying')] });
    expect(model.snapshot().calls[0]).toMatchObject({ id: 1, state: 'retrying' });

    model.apply({ calls: [call(1), call(2, 'failed')] });

    expect(model.calls.page({ limit: 1 }).total).toBe(LIMITS.model.calls);
  });
});

it('keeps the limits of everything else', () => {
  const model = new Model(emptySnapshot);
  const numbers = Array.from({ length: 1_000 }, (_, index) => index + 1);
  for (let round = 0; round < 25; round++) {
    const of = numbers.map((number) => round * 1_000 + number);
    model.apply({
      hits: of.map((atMs) => ({ path: 'root.a', atMs, count: 1 })),
      logs: of.map((id) => ({ id, atMs: id, level: 'info', text: '' })),
      changes: of.map((id) => ({ id, atMs: id, pass: 1, path: 'root', field: 'a' })),
      passes: of.map((pass) => ({ pass, startedAtMs: 1, suspendedBy: [] })),
      series: of.map((atMs) => ({
        atMs,
        executions: 1,
        hits: 1,
        failures: 0,
        heapBytes: 1,
        residentBytes: 1,
      })),
    });
  }
  const snapshot = model.snapshot();

  expect(model.series).toHaveLength(LIMITS.model.series);
  expect(snapshot.hits.at(-1)!.atMs).toBe(25_000);
  expect(snapshot.hitsFromMs).toBe(snapshot.hits[0]!.atMs);
  for (const name of ['hits', 'logs', 'changes', 'passes'] as const) {
    expect(snapshot[name]).toHaveLength(LIMITS.snapshot[name]);
  }
  let lines = 0;
  for (let before: number | undefined = 1e9; before !== undefined; ) {
    const page = model.logs.page({ limit: 1_000, before });
    lines += page.lines.length;
    before = page.next;
  }
  expect(lines).toBe(LIMITS.model.logs);
});

describe('a sorted tail', () => {
  it('sorts in what comes late, replaces what is there, and leaves the oldest behind for good', () => {
    const left: number[] = [];
    const tail = new SortedTail<{ key: number; text?: string }>(
      ({ key }) => key,
      3,
      ({ key }) => left.push(key),
    );
    for (const key of [5, 1, 3]) tail.put({ key });
    tail.put({ key: 3, text: 'new' });
    expect(tail.last(9)).toEqual([{ key: 1 }, { key: 3, text: 'new' }, { key: 5 }]);

    expect(tail.put({ key: 4 })).toBe('kept');
    expect(tail.put({ key: 1 })).toBe('leftBehind');
    expect(tail.put({ key: 2 })).toBe('leftBehind');

    expect(tail.last(2)).toEqual([{ key: 4 }, { key: 5 }]);
    expect([...tail.newestFirst(5)].map(({ key }) => key)).toEqual([4, 3]);
    expect(left).toEqual([1, 2]);
  });
});

it('knows what is below a component', () => {
  expect(isWithin('root.jobs.0', 'root.jobs')).toBe(true);
  expect(isWithin('root.jobs[0]', 'root.jobs')).toBe(true);
  expect(isWithin('root.jobs2', 'root.jobs')).toBe(false);
  expect(isWithin('root', 'root.jobs')).toBe(false);
});
