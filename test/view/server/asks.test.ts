import type { Ask } from '../../../src/view/protocol.js';
import { Asks } from '../../../src/view/server/asks.js';
import { ManualTiming } from './manual-timing.js';

let timing: ManualTiming;
let posted: Ask[];
let asks: Asks;

beforeEach(() => {
  timing = new ManualTiming();
  posted = [];
  asks = new Asks((message) => posted.push(message as Ask), timing, { timeoutMs: 1_000, unanswered: 2 });
});

const askState = (): Promise<unknown> => asks.ask('state', { path: 'root' });
const later = { status: 503, headers: { 'retry-after': '1' } };

it('gives each question its own answer, in whatever order they come', async () => {
  const answers = Promise.all([askState(), askState()]);
  asks.answered(posted[1]!.id, 'second');
  asks.answered(posted[0]!.id, 'first');

  expect(await answers).toEqual(['first', 'second']);
});

it.each([
  ['notFound', 404],
  ['badRequest', 400],
  ['failed', 500],
] as const)('answers what the app refuses as %s with %i', async (code, status) => {
  const answer = askState();
  asks.refused(posted[0]!.id, { code, message: 'no' });

  await expect(answer).rejects.toMatchObject({ status, message: 'no' });
});

it('waits no longer than it may, says whether an action may still be done, and bears a late answer', async () => {
  const answers = [askState(), asks.ask('act', { action: 'pause' })];
  const told = Promise.allSettled(answers);
  timing.advance(1_000);
  for (const { id } of posted) asks.answered(id, 'late');

  expect(await told).toMatchObject([
    { reason: { ...later, message: expect.stringContaining('Try again') } },
    { reason: { ...later, message: expect.stringContaining('may still be done') } },
  ]);
});

it('asks no more while so many are not answered, and again when one is, however late', async () => {
  const told = Promise.allSettled([askState(), askState()]);
  timing.advance(1_000);
  await expect(askState()).rejects.toMatchObject({
    status: 503,
    message: expect.stringContaining('not asked'),
  });
  asks.answered(posted[0]!.id, 'late');
  const answer = askState();
  asks.answered(posted.at(-1)!.id, 'in time');

  expect(await answer).toBe('in time');
  expect(posted).toHaveLength(3);
  await told;
});

it('lets nobody wait when the app has ended, and asks nothing any more', async () => {
  const waiting = askState();
  asks.end();

  await expect(waiting).rejects.toMatchObject({ status: 503, message: expect.stringContaining('has ended') });
  await expect(askState()).rejects.toMatchObject({
    status: 503,
    message: expect.stringContaining('has ended'),
  });
  expect(posted).toHaveLength(1);
});
