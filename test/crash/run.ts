import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addTo, emptyTally, killsOf, type Tally, tableOf } from './tally.js';
import { tryOut, type Verdict } from './trial.js';

/*
 * Kills apps at random moments, and writes what came of it into test/soak/report.md.
 *
 *     npm run crash                    1000 kills, or what an interrupted run of these left to do
 *     npm run crash -- 200             200 kills
 *     npm run crash -- 10 4711         the app of one seed, which is killed ten times
 *     npm run crash -- 1000 4711 30    begins no other app after 30 minutes; the same command goes on later
 *     npm run crash -- 1000 4711 30 4  kills four apps at a time
 */

const KILLS_OF_ONE = 10;

const here = dirname(fileURLToPath(import.meta.url));
/** This file runs in test/crash/dist/crash. */
const records = join(here, '..', 'failing');
const progressFile = join(here, '..', 'progress.json');
const report = join(here, '..', '..', '..', 'soak', 'report.md');
const program = join(here, 'app.js');

interface Progress {
  readonly kills: number;
  readonly firstSeed: number;
  next: number;
  readonly tally: Tally;
}

const [kills = 1000, seed, minutes = 120, atOnce = 1] = process.argv.slice(2).map(Number);
if (![kills, seed ?? 1, minutes, atOnce].every((number) => Number.isInteger(number) && number >= 1)) {
  throw new Error(
    'Expected: npm run crash -- [kills] [seed] [minutes] [apps at once], whole numbers from 1 up',
  );
}

const progress = begunBefore() ?? begin();
const { tally } = progress;
const until = performance.now() + minutes * 60_000;
/** Kills that are still to be dealt by apps under way. */
let underWay = 0;
await Promise.all(Array.from({ length: atOnce }, tryOneByOne));
tell();
if (killsOf(tally) < kills) console.log('The same command goes on from here.');
else rmSync(progressFile, { force: true });
// A few kills are somebody's search for a cause.
if (kills >= 100) writeSection();
process.exitCode = tally.problems === 0 ? 0 : 1;

async function tryOneByOne(): Promise<void> {
  for (;;) {
    const own = Math.min(KILLS_OF_ONE, kills - killsOf(tally) - underWay);
    if (own <= 0 || performance.now() > until) return;
    underWay += own;
    const startedAt = performance.now();
    const verdict = await tryOut(progress.next++, own, program);
    underWay -= own;
    addTo(tally, verdict, (performance.now() - startedAt) / 1000);
    if (verdict.problems.length > 0) {
      console.error(
        `seed ${verdict.seed}: ${verdict.problems.join('\n  ')}\n  the journal is ${keep(verdict)}`,
      );
    }
    if (tally.apps % 10 === 0) tell();
    putDown();
  }
}

function begunBefore(): Progress | undefined {
  if (!existsSync(progressFile)) return undefined;
  const before = JSON.parse(readFileSync(progressFile, 'utf8')) as Progress;
  return before.kills === kills && (seed ?? before.firstSeed) === before.firstSeed ? before : undefined;
}

function begin(): Progress {
  const firstSeed = seed ?? randomInt(1, 2 ** 31 - 1 - kills);
  return { kills, firstSeed, next: firstSeed, tally: emptyTally() };
}

function putDown(): void {
  const unfinished = `${progressFile}.part`;
  writeFileSync(unfinished, JSON.stringify(progress));
  renameSync(unfinished, progressFile);
}

function tell(): void {
  const { lost, twice, wrongEnds, hung, problems, seconds } = tally;
  console.log(
    `${killsOf(tally)} kills of ${tally.apps} apps in ${seconds.toFixed(0)} s: ${lost} lost, ${twice} twice, ` +
      `${wrongEnds} wrong ends, ${hung} hung, ${problems} problems`,
  );
}

function keep({ seed: ofApp, journal, printed, problems }: Verdict): string {
  mkdirSync(records, { recursive: true });
  const file = join(records, `${ofApp}.txt`);
  const lines = journal.map((entry) => JSON.stringify(entry));
  writeFileSync(file, [...problems, '', ...lines, '', ...printed].join('\n'));
  return file;
}

function writeSection(): void {
  const { version, arch, platform } = process;
  const section = `## Kills

\`npm run crash -- ${kills} ${progress.firstSeed}\`, Node ${version}, ${platform} ${arch}, ${cpus().length} cores, ${tally.seconds.toFixed(0)} s.

Each app is made of its seed: works inline, on threads and in processes, blocking and parallel, with state, with results of all
kinds up to files of their own, with failures and retries; a tree that grows and shrinks with the results; a schedule. It is
killed ten times, each time started again at once on the same store, and then let come to its end, twice. Bodies, flows and a
listener write what they see into one file, which is held against what is promised and against a run that nobody
interrupted. The moments are the machine's, so a seed gives the same app but not the same kills.

${tableOf(tally)}
`;
  const before = existsSync(report) ? readFileSync(report, 'utf8') : '# Soak\n';
  const old = /## Kills\n[\s\S]*?(?=\n## |$(?![\s\S]))/;
  writeFileSync(report, old.test(before) ? before.replace(old, () => section) : `${before}\n${section}`);
}
