// The long forms of the tests, with fresh seeds, and what takes too long for every day. Writes report.md beside this file.
//
//     npm run soak                 three rounds, and 1,000 kills (`npm run crash` does these alone)
//     npm run soak -- 10           ten rounds
//     npm run soak -- 1 4711       one round, with the seed of a report
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const rounds = Number(process.argv[2] ?? 3);
const firstSeed = Number(process.argv[3] ?? randomInt(1, 2 ** 31 - 1 - rounds));
if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(firstSeed)) {
  throw new Error('Expected: npm run soak -- [rounds] [seed], both whole numbers from 1 up');
}

const rows = [];
let isGreen = true;

function record(what, seed, { passed, failed, seconds }) {
  isGreen &&= failed === 0 && passed > 0;
  rows.push(`| ${what} | ${seed} | ${passed} | ${failed} | ${seconds.toFixed(0)} |`);
  console.log(`${what}, seed ${seed}: ${passed} passed, ${failed} failed, ${seconds.toFixed(0)} s`);
}

/** Runs test files and counts their tests. */
function jest(what, seed, paths, env) {
  const scratch = mkdtempSync(join(tmpdir(), 'workloop-soak-'));
  const output = join(scratch, 'results.json');
  const startedAt = performance.now();
  const { status } = spawnSync('npx', ['jest', '--json', `--outputFile=${output}`, ...paths], {
    cwd: root,
    env: { ...process.env, WORKLOOP_LONG: '1', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  const results = JSON.parse(readFileSync(output, 'utf8'));
  rmSync(scratch, { recursive: true });
  const failed = status === 0 ? 0 : Math.max(1, results.numFailedTests);
  record(what, seed, {
    passed: results.numPassedTests,
    failed,
    seconds: (performance.now() - startedAt) / 1000,
  });
}

/** Runs a script that ends with 0 when all is well. */
function script(what, seed, file) {
  const startedAt = performance.now();
  const { status } = spawnSync(process.execPath, ['--expose-gc', join(here, file), String(seed)], {
    stdio: 'inherit',
  });
  const failed = status === 0 ? 0 : 1;
  record(what, seed, { passed: 1 - failed, failed, seconds: (performance.now() - startedAt) / 1000 });
}

for (let round = 0; round < rounds; round++) {
  const seed = firstSeed + round;
  const env = { FUZZ_SEED: String(seed), FUZZ_RUNS: '200000', FUZZ_SCALE: '6' };
  jest('identity against the oracle', seed, ['test/identity/property', 'test/identity/graph'], env);
  jest('hashers against the encoder', seed, ['test/transformer/fuzz.test'], env);
  jest('apps on damaged stores', seed, ['test/crash/damage'], env);
  script('a long life of an app', seed, 'long-life.mjs');
}
jest('an app killed after each line of its journal', firstSeed, ['test/crash/crash.test'], {});
jest('every mode of the compiler', firstSeed, ['test/transformer/matrix'], {});

const section = `## Rounds

\`npm run soak -- ${rounds} ${firstSeed}\`, Node ${process.versions.node}, ${cpus().length} cores: ${isGreen ? 'all green' : '**not green**'}.

| what | seed | passed | failed | seconds |
|---|---:|---:|---:|---:|
${rows.join('\n')}
`;
const file = join(here, 'report.md');
const report = existsSync(file) ? readFileSync(file, 'utf8') : '# Soak\n';
const old = /## Rounds\n[\s\S]*?(?=\n## |$(?![\s\S]))/;
writeFileSync(file, old.test(report) ? report.replace(old, () => section) : `${report}\n${section}`);

// Writes a section of its own, and goes on where it was interrupted.
const { status } = spawnSync('npm', ['run', '--silent', 'crash', '--', '1000'], {
  cwd: root,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
isGreen &&= status === 0;
process.exitCode = isGreen ? 0 : 1;
