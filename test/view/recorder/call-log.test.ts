import type { Host } from '../../../src/call/host.js';
import type { Call } from '../../../src/ledger/call.js';
import { Allowance } from '../../../src/view/recorder/allowance.js';
import { CallLog } from '../../../src/view/recorder/call-log.js';

const host = { path: 'root.work', redact: undefined } as unknown as Host;
let lastNumber = 0;

/** What the log reads of a call. */
function callOf(): Call & { outcome: unknown } {
  return { key: `${++lastNumber}`, number: lastNumber, args: [lastNumber], attempt: 1 } as unknown as Call & {
    outcome: unknown;
  };
}

const enough = (): Allowance => new Allowance(Number.POSITIVE_INFINITY);

it('tells how a call ended that it told of before, however many others come in between', () => {
  const log = new CallLog();
  const slow = callOf();
  log.queued(host, slow, 0);
  log.started(slow, 0);
  const before = log.take(enough());

  log.settled(slow, 5);
  for (let i = 0; i < 30_000; i++) log.queued(host, callOf(), 6);
  const next = log.take(enough());

  expect(before).toMatchObject([{ id: 1, state: 'running' }]);
  expect(next[0]).toMatchObject({ id: 1, state: 'stopped', endedAtMs: 5 });
});

it('lets the oldest go of those that it did not tell of, where they are too many', () => {
  const log = new CallLog();
  for (let i = 0; i < 30_000; i++) log.queued(host, callOf(), 0);

  const told: number[] = [];
  while (!log.isEmpty) told.push(...log.take(enough()).map(({ id }) => id));

  expect(told).toHaveLength(20_000);
  expect(told[0]).toBe(10_001);
});
