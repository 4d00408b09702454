import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { workerProgram } from '../fixtures/worker-programs.js';
import type { Life } from './life.js';
import { type LifeOptions, Lives } from './lives.js';

const END = '2026-03-12T00:00:01.000Z';

let lives: Lives;
beforeEach(() => {
  lives = new Lives([workerProgram('crash/clock-app.js'), END]);
});
afterEach(async () => {
  expect(await lives.close()).toEqual([]);
});

const clock = () => join(lives.folder, 'clock');

/** Moves the clock, at once for whoever looks. */
function setClock(time: string): void {
  writeFileSync(`${clock()}.new`, time);
  renameSync(`${clock()}.new`, clock());
}

/** Moves the clock of a running app, and resolves when a pass has run through since. */
async function moveTo(life: Life, time: string): Promise<void> {
  setClock(time);
  await life.shows(`it is ${time}`);
}

function options(): LifeOptions {
  const preload = pathToFileURL(workerProgram('crash/shifted-clock.js')).href;
  return {
    launcher: [process.execPath, '--import', preload],
    env: { WORKLOOP_CRASH_CLOCK: clock() },
  };
}

const days = () => lives.journal.flatMap((entry) => (entry.kind === 'final' ? [entry.state] : []));
const executed = () => lives.journal.flatMap((entry) => (entry.kind === 'begin' ? [entry.body] : []));

/** The clock has been set back by a day, to the begin of it, and midnight comes a second time. */
async function liveOn(life: Life): Promise<void> {
  await moveTo(life, '2026-03-10T00:00:01.000Z');
  await moveTo(life, '2026-03-10T23:59:59.000Z');
  await moveTo(life, '2026-03-11T00:00:02.000Z');
  await moveTo(life, '2026-03-11T00:30:00.000Z');
  setClock(END);
}

const ONE_TICK_A_DAY = '2026-03-11T00:00:00.500Z 2026-03-12T00:00:01.000Z';

describe('a clock that goes back a day', () => {
  it('between two lives brings no tick twice, loses nothing, and keeps what counts for an hour', async () => {
    setClock('2026-03-10T23:59:58.000Z');
    const first = lives.begin({ ...options(), kill: { kind: 'outside' } });
    await first.shows('it is 2026-03-10T23:59:58.000Z');
    await moveTo(first, '2026-03-11T00:00:00.500Z');
    // The hour is over, and the new result is told of when it is in the store. So is the tick then.
    setClock('2026-03-11T01:30:00.000Z');
    await first.shows('since 2026-03-11T01:30:00.000Z');
    first.signal('SIGKILL');
    await first.ended;

    setClock('2026-03-10T00:00:01.000Z');
    const second = lives.begin(options());
    await second.shows('it is 2026-03-10T00:00:01.000Z');
    await liveOn(second);

    expect(await second.ended).toMatchObject({ code: 0 });
    expect(days()).toEqual([ONE_TICK_A_DAY]);
    expect(executed()).toEqual(['2026-03-10T23:59:58.000Z', '2026-03-11T01:30:00.000Z', END]);
  });

  it('in the middle of a life brings no tick twice, does not hang, and keeps what counts for an hour', async () => {
    setClock('2026-03-10T23:59:58.000Z');
    const life = lives.begin(options());
    await life.shows('it is 2026-03-10T23:59:58.000Z');
    await moveTo(life, '2026-03-11T00:00:00.500Z');
    await liveOn(life);

    expect(await life.ended).toMatchObject({ code: 0 });
    expect(days()).toEqual([ONE_TICK_A_DAY]);
    // It counts until its hour is over by the clock, and not a day longer.
    expect(executed()).toEqual(['2026-03-10T23:59:58.000Z', END]);
  });
});
