import { Attention } from '../../../src/view/server/attention.js';
import { ManualTiming } from './manual-timing.js';

const limits = { lastsMs: 5_000, catchUpMs: 250 };

function attention() {
  const timing = new ManualTiming();
  const told: boolean[] = [];
  const page = { isConnected: false };
  const one = new Attention(
    (isWatched) => told.push(isWatched),
    () => page.isConnected,
    timing,
    limits,
  );
  return { timing, told, page, one };
}

/** Whether it resolves without anything else that happens. */
async function isDone(promise: Promise<void>): Promise<boolean> {
  let done = false;
  void promise.then(() => {
    done = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  return done;
}

it('lasts for a while after the last request', async () => {
  const { timing, told, one } = attention();
  timing.advance(4_000);
  expect(await isDone(one.draw())).toBe(true);
  timing.advance(4_999);
  expect(told).toEqual([]);
  timing.advance(1);
  expect(told).toEqual([false]);
  timing.advance(60_000);
  expect(told).toEqual([false]);
});

it('lasts as long as a page is connected, and then for a while', () => {
  const { timing, told, page } = attention();
  page.isConnected = true;
  timing.advance(60_000);
  expect(told).toEqual([]);
  page.isConnected = false;
  timing.advance(5_000);
  expect(told).toEqual([false]);
});

it('lets whoever comes first wait for an update, and those that come with them', async () => {
  const { timing, told, one } = attention();
  timing.advance(5_000);
  const [first, second] = [one.draw(), one.draw()];
  expect(told).toEqual([false, true]);
  expect(await isDone(first)).toBe(false);
  one.updated();
  expect(await isDone(first)).toBe(true);
  expect(await isDone(second)).toBe(true);
  expect(await isDone(one.draw())).toBe(true);
});

it('lets nobody wait long for an app that is busy', async () => {
  const { timing, one } = attention();
  timing.advance(5_000);
  const first = one.draw();
  timing.advance(249);
  expect(await isDone(first)).toBe(false);
  timing.advance(1);
  expect(await isDone(first)).toBe(true);
});

it('ends with the app, and tells nothing any more', async () => {
  const { timing, told, one } = attention();
  timing.advance(5_000);
  const first = one.draw();
  one.end();
  expect(await isDone(first)).toBe(true);
  timing.advance(60_000);
  expect(told).toEqual([false, true]);
  expect(await isDone(one.draw())).toBe(true);
});
