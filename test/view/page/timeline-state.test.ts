import type { AppInfo, CallInfo, CallPage, Snapshot } from '../../../src/view/api.js';
import { OlderCalls } from '../../../src/view/page/data/older-calls.js';
import { Store } from '../../../src/view/page/data/store.js';
import { callDuration } from '../../../src/view/page/format/call-duration.js';
import { describeUnknown, knownFrom } from '../../../src/view/page/timeline/known-from.js';
import { spanOf } from '../../../src/view/page/timeline/range.js';
import { TimelineState } from '../../../src/view/page/timeline/timeline-state.js';
import { MockApp } from './mock-app.js';

const START = 1_700_000_000_000;

function storeOf(more: Partial<Snapshot> = {}): { readonly store: Store; readonly app: AppInfo } {
  const mock = new MockApp(START);
  const { app } = mock.update(START + 3_600_000);
  const store = new Store();
  store.reset({ ...mock.snapshot(), app: app!, ...more });
  return { store, app: app! };
}

const call = (id: number, more: Partial<CallInfo> = {}): CallInfo => ({
  id,
  path: 'root.report',
  call: id,
  state: 'succeeded',
  queuedAtMs: START + id * 10,
  startedAtMs: START + id * 10,
  endedAtMs: START + id * 10 + 5,
  attempt: 1,
  args: '()',
  why: { kind: 'first', text: 'first', changes: [] },
  ...more,
});
const running = (id: number): CallInfo => {
  const { endedAtMs: _, ...rest } = call(id, { state: 'running' });
  return rest;
};

describe('the part of time that is shown', () => {
  it('stays as it was chosen where the stream begins anew', () => {
    const { store, app } = storeOf();
    const state = new TimelineState(store);
    state.zoom(4);
    const chosen = state.spanMs.peek();

    store.reset({ ...new MockApp(START).snapshot(), app });

    expect(state.spanMs.peek()).toBe(chosen);
  });

  it('goes on being followed when it is zoomed out, and when it is zoomed in at now', () => {
    const state = new TimelineState(storeOf().store);
    const span = spanOf(state.range());

    state.zoom(2, state.range().startMs);
    state.zoom(1 / 4);
    state.zoom(0.5, state.range().endMs - 1);

    expect(state.isFollowing.value).toBe(true);
    expect(spanOf(state.range())).toBeCloseTo(span / 4);
  });

  it('stays with what somebody looks at closer', () => {
    const state = new TimelineState(storeOf().store);
    const { startMs } = state.range();
    const atMs = startMs + 10_000;

    state.zoom(0.5, atMs);

    expect(state.isFollowing.value).toBe(false);
    expect(state.range().startMs).toBeCloseTo(startMs + 5_000, -2);
  });

  it('is not followed any more when the app has ended, and goes to the end of time when it is asked to', () => {
    const { store, app } = storeOf();
    const state = new TimelineState(store);
    const end = { ...app, end: { exitCode: 0, reason: '' } };

    store.end(end);
    const atEnd = state.range();
    state.pan(-100_000);
    state.follow();

    expect(state.isFollowing.value).toBe(false);
    expect(state.range()).toEqual(atEnd);
    expect(atEnd.endMs).toBeGreaterThan(end.atMs);
  });
});

describe('what is not known of it', () => {
  it('is nothing, where all came with the snapshot', () => {
    const { store } = storeOf({ calls: [call(1), call(2), running(3)] });

    expect(describeUnknown(knownFrom(store), START)).toBe('');
  });

  it('are calls, hits and passes from before those that came', () => {
    const { store } = storeOf({
      calls: [running(1), call(7), call(8)],
      hitsFromMs: START + 40,
      passes: [{ pass: 9, startedAtMs: START + 20, endedAtMs: START + 30, suspendedBy: [] }],
    });

    expect(knownFrom(store)).toEqual({
      callsMs: START + 70,
      hitsMs: START + 40,
      passesMs: START + 20,
      missingCalls: 0,
    });
    expect(describeUnknown(knownFrom(store), START)).toMatch(
      /^Not known here: calls before .+, hits before .+, passes before .+\.$/,
    );
    expect(describeUnknown(knownFrom(store), START + 50)).toMatch(/^Not known here: calls before [^,]+\.$/);
  });

  it('are calls in between that came too fast', () => {
    const { store } = storeOf({ calls: [call(1), call(2), call(1_203)] });

    expect(describeUnknown(knownFrom(store), START)).toBe('Not known here: 1,200 calls that came too fast.');
  });
});

describe('older calls', () => {
  const answering = (answer: CallPage) => {
    const asked: number[] = [];
    const ask = async (before: number): Promise<CallPage> => {
      asked.push(before);
      return answer;
    };
    return { ask, asked };
  };

  it('are those before the newest ones, also where one from long before is still running', async () => {
    const { store } = storeOf({ calls: [running(2), call(8), call(9)] });
    const { ask, asked } = answering({ calls: [call(7), call(3), running(2), call(1)], total: 6 });

    await new OlderCalls(ask, store).load();

    expect(asked).toEqual([8]);
    expect(store.calls.all.map(({ id }) => id)).toEqual([1, 2, 3, 7, 8, 9]);
    expect(store.calls.knownFromId).toBe(1);
  });

  it('are not asked for where all are known, nor while the connection is lost', async () => {
    const known = storeOf({ calls: [call(1), call(2)] }).store;
    const lost = storeOf({ calls: [call(8)] }).store;
    lost.isHeardOf.value = false;
    const { ask, asked } = answering({ calls: [], total: 0 });

    const older = new OlderCalls(ask, known);
    await older.load();
    await new OlderCalls(ask, lost).load();

    expect(asked).toEqual([]);
    expect(older.hasMore.value).toBe(false);
  });
});

describe('the duration of a call', () => {
  it('stops, and is a least one, where its end was not seen', () => {
    const { store, app } = storeOf();
    const underWay: CallInfo = { ...running(1), startedAtMs: app.atMs - 2_000 };

    store.isHeardOf.value = false;

    expect(callDuration(underWay, store)).toBe('≥ 2.00 s');
    expect(callDuration(call(1), store)).toBe('5 ms');
    store.isHeardOf.value = true;
    expect(callDuration(underWay, store)).toMatch(/^\d/);
  });

  it('is none before it begins', () => {
    const { startedAtMs: _, ...queued } = running(1);

    expect(callDuration(queued, storeOf().store)).toBeUndefined();
  });
});
