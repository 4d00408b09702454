import type { CallInfo } from '../../../src/view/api.js';
import { CallLog } from '../../../src/view/page/data/call-log.js';

const call = (id: number, more: Partial<CallInfo> = {}): CallInfo => ({
  id,
  path: 'root.a',
  call: id,
  state: 'running',
  queuedAtMs: id * 10,
  startedAtMs: id * 10 + 1,
  attempt: 1,
  args: `(${id})`,
  why: { kind: 'first', text: 'first call', changes: [] },
  ...more,
});
const ended = (id: number, more: Partial<CallInfo> = {}): CallInfo =>
  call(id, { state: 'succeeded', endedAtMs: id * 10 + 5, ...more });

const idsOf = (calls: readonly CallInfo[]): number[] => calls.map(({ id }) => id);

describe('the calls that the page knows', () => {
  it('are in the order of their ids, each as it is now, in whichever order they came', () => {
    const log = new CallLog();

    log.put([call(1), call(3), call(2, { path: 'root.b' })]);
    log.put([call(1, { state: 'succeeded', endedAtMs: 30 })]);

    expect(idsOf(log.all)).toEqual([1, 2, 3]);
    expect(idsOf(log.of('root.a'))).toEqual([1, 3]);
    expect(log.get(1)?.state).toBe('succeeded');
    expect(log.of('root.a')[0]?.state).toBe('succeeded');
    expect(log.get(4)).toBeUndefined();
  });

  it('are bounded: the oldest go first, of their lanes as well', () => {
    const log = new CallLog(3);

    log.put([ended(1), ended(2, { path: 'root.b' }), ended(3), ended(4), ended(5, { path: 'root.b' })]);

    expect(idsOf(log.all)).toEqual([3, 4, 5]);
    expect(idsOf(log.of('root.a'))).toEqual([3, 4]);
    expect(idsOf(log.of('root.b'))).toEqual([5]);
    expect(log.knownFromId).toBe(3);
    expect(log.knownFromMs).toBe(30);
  });

  it('hold on to those that have not ended, however many come after them', () => {
    const log = new CallLog(3);

    log.put([ended(1), call(2), ended(3), ended(4), ended(5), ended(6)]);

    expect(idsOf(log.all)).toEqual([2, 5, 6]);
    expect(idsOf(log.of('root.a'))).toEqual([2, 5, 6]);
    expect(log.knownFromId).toBe(5);
  });

  it('can be continued to before those that came first, and to no more than there is room for', () => {
    const log = new CallLog(4);
    log.begin([ended(5), ended(6)]);

    log.putOlder([call(1), call(2, { path: 'root.b' }), call(3), call(4), call(5)]);

    expect(idsOf(log.all)).toEqual([3, 4, 5, 6]);
    expect(idsOf(log.of('root.a'))).toEqual([3, 4, 5, 6]);
    expect(log.of('root.b')).toEqual([]);
    expect(log.knownFromId).toBe(3);

    log.putOlder([call(1), call(2, { path: 'root.b' })]);

    expect(idsOf(log.all)).toEqual([3, 4, 5, 6]);
    expect(log.hasRoom).toBe(false);
  });
});
