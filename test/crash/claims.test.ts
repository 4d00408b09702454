import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { crc32 } from 'node:zlib';
import { workerProgram } from '../fixtures/worker-programs.js';
import { type LifeOptions, Lives } from './lives.js';

const BEGIN = '2026-03-10T12:00:00.000Z';
const END = '2026-03-10T13:00:01.000Z';

/** An app that goes on until its clock is moved. */
let lives: Lives;
beforeEach(() => {
  lives = new Lives([workerProgram('crash/clock-app.js'), END]);
});
afterEach(async () => {
  expect(await lives.close()).toEqual([]);
});

const clock = () => join(lives.folder, 'clock');
const claims = () => readdirSync(lives.store).filter((name) => name.startsWith('claim-'));

function options(): LifeOptions {
  return {
    launcher: [process.execPath, '--import', pathToFileURL(workerProgram('crash/shifted-clock.js')).href],
    env: { WORKLOOP_CRASH_CLOCK: clock() },
  };
}

const executions = () => lives.journal.filter(({ kind }) => kind === 'begin').length;

describe('a store', () => {
  it('is refused to a second app in one sentence, and the first goes on undisturbed', async () => {
    writeFileSync(clock(), BEGIN);
    const first = lives.begin(options());
    await first.shows(`since ${BEGIN}`);

    const second = await lives.live(options());

    expect(second).toMatchObject({ code: 1, signal: null });
    expect(second.printed).toMatch(
      /Your app has failed: The store `[^`]*` is in use by process \d+, since .*\. Stop that app/,
    );
    expect(executions()).toBe(1);
    writeFileSync(clock(), END);
    expect(await first.ended).toMatchObject({ code: 0 });
    expect(executions()).toBe(2);
    expect(claims()).toEqual([]);
  });

  it('is had by the next app at once when the one that had it was killed', async () => {
    writeFileSync(clock(), BEGIN);
    const first = lives.begin({ ...options(), kill: { kind: 'outside' } });
    await first.shows(`since ${BEGIN}`);
    first.signal('SIGKILL');
    await first.ended;
    const left = claims();

    const second = lives.begin(options());
    await second.shows(`since ${BEGIN}`);
    writeFileSync(clock(), END);

    expect(await second.ended).toMatchObject({ code: 0 });
    expect(left).toHaveLength(1);
    expect(claims()).toEqual([]);
    // The second life knew the result, until its hour was over.
    expect(executions()).toBe(2);
  });

  it('of a newer format is refused, and nothing in it is changed', async () => {
    writeFileSync(clock(), END);
    expect(await lives.live(options())).toMatchObject({ code: 0 });
    const check = crc32('workloop store 2').toString(16);
    writeFileSync(join(lives.store, 'workloop-store.json'), JSON.stringify({ format: 2, check }));
    const before = filesOf(lives.store);

    const { code, signal, printed } = await lives.live(options());

    expect([code, signal]).toEqual([1, null]);
    expect(printed).toMatch(
      /Your app has failed: The store `[^`]*` has the format 2, and .* Update workloop, .* Nothing was changed/,
    );
    expect(filesOf(lives.store)).toEqual(before);
  });
});

function filesOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name)).toString('base64')]),
  );
}
