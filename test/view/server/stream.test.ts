import type { Delta } from '../../../src/view/api.js';
import { LIMITS } from '../../../src/view/server/limits.js';
import { Model } from '../../../src/view/server/model/model.js';
import { Stream } from '../../../src/view/server/stream/stream.js';
import { appInfo, emptySnapshot } from './fake-app.js';
import { FakeLine, FakePage } from './fake-page.js';
import { ManualTiming } from './manual-timing.js';

const FIRST = 1_000;
const PIECE = 64 * 1024;
let timing: ManualTiming;
let stream: Stream;

beforeEach(() => {
  timing = new ManualTiming();
  stream = new Stream(new Model(emptySnapshot), timing, FIRST);
});

const log = (id: number, text = 'line'): Delta => ({ logs: [{ id, atMs: id, level: 'info', text }] });

function listen(after?: number): FakePage {
  const page = new FakePage();
  page.listenOn(new FakeLine());
  stream.connect(page.line!, after);
  return page;
}

it('begins with a snapshot and goes on with deltas, whose ids grow by one', () => {
  const page = listen();
  stream.update(log(1));
  timing.advance(100);
  stream.update(log(2));
  page.read();

  expect(page.events.map(({ event, id }) => [event, id])).toEqual([
    ['snapshot', FIRST],
    ['delta', FIRST + 1],
    ['delta', FIRST + 2],
  ]);
});

it('tells no more than ten updates a second, and everything in them', () => {
  const page = listen();
  for (let number = 1; number <= 1_000; number++) {
    stream.update(log(number));
    timing.advance(1);
  }
  timing.advance(100);
  page.read();

  expect(page.events.length).toBeGreaterThan(9);
  expect(page.events.length).toBeLessThanOrEqual(12);
  expect(page.state!.logs.map(({ id }) => id)).toEqual(
    Array.from({ length: 1_000 }, (_, index) => index + 1),
  );
});

it('does not tell the next update early where a timer is', () => {
  let nowMs = 0;
  const timers: { readonly delayMs: number; readonly run: () => void }[] = [];
  const early = new Stream(
    new Model(emptySnapshot),
    {
      now: () => nowMs,
      after: (delayMs, run) => {
        timers.push({ delayMs, run });
        return () => undefined;
      },
    },
    FIRST,
  );
  const page = new FakePage();
  page.listenOn(new FakeLine());
  early.connect(page.line!);
  early.update(log(1));
  nowMs = 0.5;
  early.update(log(2));
  const told = page.line!.parts.length;

  nowMs = 99.5;
  timers.at(-1)!.run();
  const toldEarly = page.line!.parts.length;
  nowMs = 100.5;
  timers.at(-1)!.run();

  expect([toldEarly, page.line!.parts.length]).toEqual([told, told + 1]);
  expect(timers.slice(1).map(({ delayMs }) => delayMs)).toEqual([100, 1]);
});

it('makes the bytes of an event once for all pages', () => {
  const pages = Array.from({ length: 50 }, () => listen());
  stream.update(log(1));

  for (const index of [-1, -2]) {
    expect(new Set(pages.map((page) => page.line!.parts.at(index))).size).toBe(1);
  }
});

it('goes on behind the last event that a page got', () => {
  const first = listen();
  stream.update(log(1));
  first.read();
  first.line!.destroy();
  timing.advance(100);
  stream.update(log(2));

  const second = listen(first.lastId);
  second.state = first.state;
  second.read();

  expect(second.events.map(({ event }) => event)).toEqual(['delta']);
  expect(second.state!.logs.map(({ id }) => id)).toEqual([1, 2]);
});

it.each([
  ['of an app before this one', FIRST - 1],
  ['that does not exist yet', FIRST + 10],
  ['that is not known any more', FIRST + 1],
])('begins anew with a page that had an id %s', (_name, after) => {
  for (let number = 1; number <= LIMITS.stream.recentEvents + 2; number++) {
    if (after > FIRST + 5 && number > 5) break;
    stream.update(log(number));
    timing.advance(100);
  }
  const page = listen(after);
  page.read();

  expect(page.events.map(({ event }) => event)).toEqual(['snapshot']);
});

it('shows every fifteen seconds that it is still there', () => {
  const page = listen();
  timing.advance(LIMITS.stream.heartbeatMs);

  expect(page.line!.parts.at(-1)!.toString()).toBe(': still here\n\n');
});

it('writes nothing more to a page that does not read, and brings it forward when it does', () => {
  const page = listen();
  page.line!.isStalled = true;
  stream.update(log(1, 'x'.repeat(2 * LIMITS.stream.unsentBytes)));
  const written = page.line!.parts.length;
  for (let number = 2; number < 50; number++) {
    timing.advance(100);
    stream.update(log(number));
  }
  expect(page.line!.parts).toHaveLength(written);

  page.line!.drain();
  page.read();

  expect(page.state!.logs).toHaveLength(49);

  timing.advance(100);
  stream.update(log(50));
  page.read();

  expect(page.state!.logs).toHaveLength(50);
});

it('keeps the order also for a page that has read a part of what is on its way', () => {
  const page = listen();
  page.line!.isStalled = true;
  page.line!.unreadBytes = 2 * LIMITS.stream.unsentBytes;
  stream.update(log(1));
  timing.advance(100);
  page.line!.unreadBytes = 1;
  stream.update(log(2));
  page.line!.drain();
  page.read();

  expect(page.events.map(({ id }) => id)).toEqual([FIRST, FIRST + 1, FIRST + 2]);
});

it('names the order of the tree where a component came that was not announced', () => {
  const page = listen();
  stream.update({ components: [{ path: 'root.a', kind: 'work', className: 'A', hasPanel: false }] });
  page.read();

  expect(page.events.at(-1)!.data).toMatchObject({ order: ['root.a'] });
});

it('gives a snapshot to a page that missed more than is kept', () => {
  const page = listen();
  page.line!.isStalled = true;
  page.line!.unreadBytes = 2 * LIMITS.stream.unsentBytes;
  for (let number = 1; number <= 20; number++) {
    stream.update(log(number, 'x'.repeat(LIMITS.stream.recentBytes / 16)));
    timing.advance(100);
  }
  page.line!.drain();
  page.read();

  expect(page.events.map(({ event }) => event)).toEqual(['snapshot', 'snapshot']);
  expect(page.state!.logs).toHaveLength(20);
});

it('cuts off a page that has read nothing for three beats', () => {
  const page = listen();
  page.line!.isStalled = true;
  page.line!.unreadBytes = 1;
  timing.advance(2 * LIMITS.stream.heartbeatMs);
  expect(page.line!.isDestroyed).toBe(false);

  timing.advance(LIMITS.stream.heartbeatMs);

  expect(page.line!.isDestroyed).toBe(true);
});

it('keeps a page that has read all between two beats, whatever it did before', () => {
  const page = listen();
  for (let beat = 1; beat <= 12; beat++) {
    page.line!.unreadBytes = beat % 3 === 0 ? 0 : 1;
    timing.advance(LIMITS.stream.heartbeatMs);
  }

  expect(page.line!.isDestroyed).toBe(false);
});

it('keeps a page that reads slowly: however large an event is, each piece of it that is read counts', () => {
  stream.update(log(1, 'x'.repeat(20 * PIECE)));
  const page = listen();
  page.line!.isStalled = true;
  const began = page.line!.parts.length;
  timing.advance(100);
  stream.update(log(2, 'y'.repeat(20 * PIECE)));

  for (let beat = 1; beat <= 10; beat++) {
    timing.advance(LIMITS.stream.heartbeatMs);
    // It takes what is on its way, and no more than one piece of what comes next.
    page.line!.unreadBytes = 0;
    page.line!.emit('drain');
  }
  expect(page.line!.isDestroyed).toBe(false);
  expect(page.line!.parts.slice(began).every(({ length }) => length <= PIECE)).toBe(true);

  page.line!.drain();
  page.read();

  expect(page.state!.logs.map(({ text }) => text.length)).toEqual([20 * PIECE, 20 * PIECE]);
});

it('sends no heartbeat in the middle of an event', () => {
  const page = listen();
  page.line!.isStalled = true;
  stream.update(log(1, 'x'.repeat(5 * PIECE)));
  // The piece has been read, and the line is still to say so.
  page.line!.unreadBytes = 0;
  timing.advance(LIMITS.stream.heartbeatMs);
  page.line!.drain();
  page.read();

  expect(page.line!.text).not.toContain('still here');
  expect(page.state!.logs.map(({ text }) => text.length)).toEqual([5 * PIECE]);
});

it('sends everything at the end, also to a page that reads slowly', () => {
  const page = listen();
  page.line!.isStalled = true;
  stream.update(log(1, 'x'.repeat(5 * PIECE)));
  stream.end({ ...appInfo, state: 'stopped' });
  page.read();

  expect(page.events.map(({ event }) => event)).toEqual(['snapshot', 'delta', 'end']);
  expect(page.line!.isEnded).toBe(true);
});

it('lets no more pages listen than it can serve', () => {
  const pages = Array.from({ length: LIMITS.stream.connections }, () => listen());
  expect(() => stream.assertRoom()).toThrow(expect.objectContaining({ status: 429 }));

  pages[0]!.line!.destroy();

  expect(() => stream.assertRoom()).not.toThrow();
});

it('ends with everything that happened, and how the app ended', () => {
  const pages = [listen(), listen()];
  pages[1]!.line!.isStalled = true;
  pages[1]!.line!.unreadBytes = 2 * LIMITS.stream.unsentBytes;
  stream.update(log(1));
  stream.update(log(2));
  const end = { ...appInfo, state: 'failed', end: { exitCode: 1, reason: 'a flow threw' } } as const;
  stream.end(end);
  stream.end(end);
  stream.update(log(3));
  timing.advance(1_000);

  for (const page of pages) {
    page.read();
    expect(page.events.at(-1)).toEqual({ event: 'end', id: expect.any(Number), data: end });
    expect(page.state!.logs).toHaveLength(2);
    expect(page.line!.isEnded).toBe(true);
  }
});

it('tells a page that comes after the end what there was', () => {
  stream.update(log(1));
  stream.end({ ...appInfo, state: 'stopped' });
  const page = listen();
  page.read();

  expect(page.events.map(({ event }) => event)).toEqual(['snapshot', 'end']);
  expect(page.events[0]!.data).toMatchObject({ app: { state: 'stopped' } });
  expect(page.line!.isEnded).toBe(true);
});

it('tells nothing after the end, not that something happened, nor that it is still there, nor the end again', () => {
  const page = listen();
  stream.end({ ...appInfo, state: 'stopped' });
  const before = page.line!.parts.length;

  stream.update(log(1));
  stream.end({ ...appInfo, state: 'failed' });
  timing.advance(4 * LIMITS.stream.heartbeatMs);
  const late = listen();
  late.read();

  expect(page.line!.parts).toHaveLength(before);
  expect(late.events.map(({ event, id }) => [event, id])).toEqual([
    ['snapshot', FIRST],
    ['end', FIRST + 1],
  ]);
  expect(late.events.at(-1)!.data).toMatchObject({ state: 'stopped' });
});

it('says first how long a page is to wait before it comes back', () => {
  expect(listen().line!.parts[0]!.toString()).toBe('retry: 1000\n\n');
});

it('makes one snapshot for all pages that come within a second', () => {
  const pages = [listen()];
  stream.update(log(1));
  timing.advance(500);
  pages.push(listen());
  expect(pages[1]!.line!.parts[1]).toBe(pages[0]!.line!.parts[1]);
  pages[1]!.read();
  expect(pages[1]!.state!.logs).toHaveLength(1);

  timing.advance(500);
  const late = listen();

  expect(late.line!.parts[1]).not.toBe(pages[0]!.line!.parts[1]);
});
