import type { CallInfo } from '../../../src/view/api.js';
import { fitting, panned, scaleOf, spanOf, zoomed } from '../../../src/view/page/timeline/range.js';
import { spansOf } from '../../../src/view/page/timeline/spans.js';
import { ticksOf } from '../../../src/view/page/timeline/ticks.js';

const call = (id: number, queuedAtMs: number, startedAtMs: number, endedAtMs?: number): CallInfo => ({
  id,
  path: 'root.a',
  call: id,
  state: endedAtMs === undefined ? 'running' : 'succeeded',
  queuedAtMs,
  startedAtMs,
  ...(endedAtMs === undefined ? {} : { endedAtMs }),
  attempt: 1,
  args: '()',
  why: { kind: 'first', text: '', changes: [] },
});

describe('a range of time', () => {
  it('keeps what is anchored where it is, when it is zoomed', () => {
    const range = { startMs: 1_000, endMs: 2_000 };
    const closer = zoomed(range, 0.5, 1_250);

    expect(spanOf(closer)).toBe(500);
    expect(scaleOf(closer, 0, 100).x(1_250)).toBe(scaleOf(range, 0, 100).x(1_250));
    expect(scaleOf(range, 50, 100).timeAt(75)).toBe(1_250);
  });

  it('has bounds to how close it can be looked at', () => {
    expect(spanOf(zoomed({ startMs: 0, endMs: 10 }, 1e-9, 5))).toBeGreaterThan(1);
    expect(spanOf(fitting(7, 7))).toBeGreaterThan(1);
    expect(panned({ startMs: 0, endMs: 10 }, -5)).toEqual({ startMs: -5, endMs: 5 });
  });

  it('has so many ticks at most, at round times', () => {
    const range = { startMs: 1_700_000_000_123, endMs: 1_700_000_060_123 };
    const ticks = ticksOf(range, 7);

    expect(ticks.length).toBeLessThanOrEqual(7);
    expect(ticks.every(({ atMs }) => atMs % 10_000 === 0)).toBe(true);
    expect(ticks[0]?.label).toMatch(/^\d\d:\d\d:\d0$/);
  });
});

describe('the spans of a lane', () => {
  it('are those that touch what is looked at; what runs goes up to now', () => {
    const calls = [call(1, 0, 5, 10), call(2, 10, 20, 40), call(3, 40, 45)];

    const { spans } = spansOf(calls, 15, 100, 90, 0);

    expect(spans.map(({ call: { id }, queuedMs, startMs, endMs }) => [id, queuedMs, startMs, endMs])).toEqual(
      [
        [2, 10, 20, 40],
        [3, 40, 45, 90],
      ],
    );
  });

  it('lie below each other where calls run side by side', () => {
    const { spans, slots } = spansOf(
      [call(1, 0, 0, 50), call(2, 0, 10, 20), call(3, 0, 20, 60)],
      0,
      100,
      90,
      0,
    );

    expect(spans.map(({ slot }) => slot)).toEqual([0, 1, 1]);
    expect(slots).toBe(2);
  });

  it('are not drawn one over the other within a pixel, but where one has failed', () => {
    const many = Array.from({ length: 1_000 }, (_, i) => call(i + 1, i, i, i + 1));
    many[500] = { ...many[500]!, state: 'failed' };

    const { spans } = spansOf(many, 0, 1_000, 1_000, 100);

    expect(spans.length).toBeLessThan(20);
    expect(spans.some(({ call: { state } }) => state === 'failed')).toBe(true);
  });

  it('know when the first of several attempts began', () => {
    const retried = { ...call(1, 0, 50, 60), attempt: 2, firstStartedAtMs: 5 };

    expect(spansOf([retried], 0, 100, 90, 0).spans[0]?.firstStartMs).toBe(5);
  });

  it('keep their line from the first attempt on: nothing else is drawn where a call was tried before', () => {
    const retried = { ...call(1, 0, 50, 60), attempt: 2, firstStartedAtMs: 5 };

    const { spans, slots } = spansOf([retried, call(2, 0, 10, 40), call(3, 0, 45, 70)], 0, 100, 90, 0);

    expect(spans.map(({ slot }) => slot)).toEqual([0, 1, 1]);
    expect(slots).toBe(2);
  });
});
