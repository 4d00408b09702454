import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Tally } from './tally.js';
import { tryOut, type Verdict } from './trial.js';

/*
 * Tries faults at random apps, and writes what came of it into test/README.md.
 *
 *     npm run faults                 100 trials
 *     npm run faults -- 20           20 trials
 *     npm run faults -- 1 4711       one trial, with the seed of another run
 */

const here = dirname(fileURLToPath(import.meta.url));
/** This file runs in test/faults/dist/faults. */
const report = join(here, '..', '..', '..', 'README.md');
const records = join(here, '..', 'failing');
const program = join(here, 'app.js');

const rounds = Number(process.argv[2] ?? 100);
const firstSeed = Number(process.argv[3] ?? randomInt(1, 2 ** 31 - 1 - rounds));
if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(firstSeed)) {
  throw new Error('Expected: npm run faults -- [rounds] [seed], both whole numbers from 1 up');
}

const tally = new Tally();
let failed = 0;
for (let seed = firstSeed; seed < firstSeed + rounds; seed++) {
  const verdict = await tryOut(seed, program);
  tally.add(verdict);
  if (verdict.problems.length === 0) continue;
  failed++;
  console.error(`seed ${seed}: ${verdict.problems.join('\n  ')}\n  the journal is ${keep(verdict)}`);
}
console.log(tally.table());
// A single trial, or a few, are somebody's search for a cause.
if (rounds >= 20) writeSection();
process.exitCode = failed === 0 ? 0 : 1;

function keep({ seed, journal, printed }: Verdict): string {
  mkdirSync(records, { recursive: true });
  const file = join(records, `${seed}.txt`);
  writeFileSync(file, `${journal.map((entry) => JSON.stringify(entry)).join('\n')}\n\n${printed}`);
  return file;
}

function writeSection(): void {
  const { total } = tally;
  const section = `## Faults tried

\`npm run faults -- ${rounds} ${firstSeed}\` repeats this: ${tally.faults} faults in ${rounds} apps with ${tally.calls} calls, Node ${process.versions.node}, ${cpus().length} cores.
Calls lost ${total.lost}, outcomes published twice ${total.twice}, apps hung ${total.hung}, other broken promises ${total.problems}.

Each app is made of its seed: a tree of works over all executors with options, faults and moments by chance. It runs in a
process of its own; events, bodies, hooks and the flow write what they see into one file, and an outsider holds it against
what is promised: every call that is queued settles once before the app ends, with the outcome, reason and message that its
fault is to have; no two calls of one key and no more than \`concurrency\` of one work at once, neither by the events nor by the
bodies; what nobody touched succeeds; the flow is told what the ledger knows; the app ends by itself and as it was asked
to; no thread and no process is left. The columns say how often a fault was injected. What goes wrong in an app counts for all
kinds of faults that it had. The moments are the machine's: a seed that fails may have to be tried a few times
(\`npm run faults -- 1 <seed>\`).

${tally.table()}
`;
  const before = existsSync(report) ? readFileSync(report, 'utf8') : '# Tests\n';
  const old = /## Faults tried\n[\s\S]*?(?=\n## |$(?![\s\S]))/;
  writeFileSync(report, old.test(before) ? before.replace(old, () => section) : `${before}\n${section}`);
}
