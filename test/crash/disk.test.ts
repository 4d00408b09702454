import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { workerProgram } from '../fixtures/worker-programs.js';
import type { Entry } from './journal.js';
import { Judge } from './judge.js';
import { Lives } from './lives.js';
import { liveUninterrupted } from './trial.js';

/** Has results of over a mebibyte, and takes no time. */
const SEED = 171;

/** Three apps; the machine may be busy with other tests. */
const GUARD_MS = 300_000;

let lives: Lives;
let reference: readonly Entry[];
beforeAll(async () => {
  reference = await liveUninterrupted(SEED, workerProgram('crash/app.js'));
}, GUARD_MS);
beforeEach(() => {
  lives = new Lives([workerProgram('crash/app.js'), String(SEED)]);
});
afterEach(async () => {
  expect(await lives.close()).toEqual([]);
});

/** Mounts belong to the process that makes them, and are gone with it, whatever happens. */
const canMount = spawnSync('unshare', ['-m', 'sh', '-c', 'mount -t tmpfs tmpfs /mnt']).status === 0;
const another = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', process.execPath];
const canBeAnother =
  spawnSync(another[0] as string, [...another.slice(1), workerProgram('crash/scenario.js')]).status === 0;

/** Runs the app in a shell of its own mounts: `"$@"` in the script is the app, `$STORE` its store. */
function inShell(script: string): { launcher: readonly string[]; env: NodeJS.ProcessEnv } {
  return {
    launcher: ['unshare', '-m', 'sh', '-c', script, 'sh', process.execPath, '--enable-source-maps'],
    env: { STORE: lives.store },
  };
}

/** Says what could not be tried on this machine; returns whether it could be. */
function isPossible(isIt: boolean, what: string): boolean {
  if (!isIt) console.warn(`Not run here: ${what}.`);
  return isIt;
}

const problems = () => new Judge(lives.journal, reference).judge().problems;

describe('a full disk', () => {
  it.each([
    ['from the begin', '3m', 3072],
    ['after some records', '3m', 2700],
    ['in a large result', '3m', 1500],
  ])(
    'that has no room %s ends the app with a clear error, and it goes on when there is some',
    async (_when, size, ballastKb) => {
      if (!isPossible(canMount, 'a full disk, because nothing can be mounted')) return;
      const script = `
        mount -t tmpfs -o size=${size} tmpfs "$STORE" || exit 99
        head -c ${ballastKb}k /dev/zero > "$STORE/ballast" 2>/dev/null
        "$@"; echo "first: $?"
        rm "$STORE/ballast"; mount -o remount,size=64m "$STORE"
        WORKLOOP_CRASH_LIFE=2 "$@"; echo "second: $?"`;

      const { printed } = await lives.live(inShell(script));

      expect(printed).toContain('first: 1');
      expect(printed).toMatch(
        /Your app has failed: The store `[^`]*`: There is no room left on the disk\. Make some; what was stored (before )?is safe/,
      );
      expect(printed).toContain('second: 0');
      expect(printed).not.toMatch(/unreadable|damaged/);
      expect(problems()).toEqual([]);
    },
    GUARD_MS,
  );

  it(
    'that is a limit on the size of files ends the app with an error of the store, and it goes on without the limit',
    async () => {
      // In blocks of 512 bytes.
      const script = '(ulimit -f 200; "$@"; echo "first: $?"); WORKLOOP_CRASH_LIFE=2 "$@"; echo "second: $?"';
      const { printed } = await lives.live({
        launcher: ['sh', '-c', script, 'sh', process.execPath, '--enable-source-maps'],
      });

      expect(printed).toContain('first: 1');
      expect(printed).toMatch(/Your app has failed: The store `[^`]*`: /);
      expect(printed).toContain('second: 0');
      expect(problems()).toEqual([]);
    },
    GUARD_MS,
  );
});

describe('a folder that cannot be written', () => {
  const finish = async (): Promise<void> => expect(await lives.live()).toMatchObject({ code: 0 });

  it.each([
    ['of a store', finish],
    ['that is empty', async () => undefined],
  ])(
    '%s is refused where its disk is read-only',
    async (_what, prepare) => {
      if (!isPossible(canMount, 'a read-only disk, because nothing can be mounted')) return;
      await prepare();
      const before = lives.journal.length;
      const script =
        'mount --bind "$STORE" "$STORE" && mount -o remount,bind,ro "$STORE" || exit 99; exec "$@"';

      const { code, printed } = await lives.live(inShell(script));

      expect(code).toBe(1);
      expect(printed).toMatch(
        /Your app has failed: The store `[^`]*`: Its disk may only be read\. Name a folder/,
      );
      // It was born, and that is all.
      expect(lives.journal.length).toBe(before + 1);
    },
    GUARD_MS,
  );

  it(
    'is refused where it belongs to somebody else',
    async () => {
      if (!isPossible(canBeAnother, 'the folder of somebody else, because this user cannot be another'))
        return;
      mkdirSync(lives.store, { recursive: true });
      chmodSync(lives.folder, 0o755);
      chmodSync(join(lives.folder, 'journal'), 0o666);

      const { code, printed } = await lives.live({ launcher: another });

      expect(code).toBe(1);
      expect(printed).toMatch(
        /Your app has failed: The store `[^`]*`: This user may not read and write it\. Run the app as its owner/,
      );
    },
    GUARD_MS,
  );
});
