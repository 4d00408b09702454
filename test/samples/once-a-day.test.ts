import { TestApp } from 'workloop/testing';
import { Daily } from '../../samples/03-once-a-day/daily.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

afterEach(() => jest.restoreAllMocks());

it('executes processor and trainer once on each of 30 days, in this order', async () => {
  const print = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  const app = new TestApp(new Daily(DAY_MS), { heartbeatMs: HOUR_MS });
  const executed: string[] = [];
  app.on('call:started', ({ path, args }) => executed.push(`${path} on day ${args[0]}`));

  await app.advance(30 * DAY_MS - 1);
  const { executions, passes } = app.counts;
  await app.close();

  const days = Array.from({ length: 30 }, (_, i) => i + 1);
  expect(executed).toEqual(
    days.flatMap((day) => [`root.processor on day ${day}`, `root.trainer on day ${day}`]),
  );
  expect(executions).toBe(60);
  expect(passes).toBeGreaterThanOrEqual(30 * 24);
  expect(print.mock.calls.map(([line]: unknown[]) => line)).toEqual(
    days.flatMap((day) => [`day ${day}: processing`, `day ${day}: trained, weight ${3 * day + 3}`]),
  );
});
