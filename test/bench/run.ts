/**
 * The command `npm run bench [-- filter] [--quick]`: measures every benchmark whose name contains the filter and writes the
 * report. `--quick` takes three processes instead of ten and writes nothing.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Benchmark } from './benchmark.js';
import { benchmarks } from './benchmarks.js';
import { figureOf, type Result, readResults, writeResults } from './figures.js';
import { describeResult, writeReport } from './report.js';

const subjectProcess = fileURLToPath(new URL('subject-process.js', import.meta.url));
const resultsPath = fileURLToPath(new URL('../results.json', import.meta.url));
const reportPath = fileURLToPath(new URL('../README.md', import.meta.url));

const isQuick = process.argv.includes('--quick');
const filter = process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? '';
const chosen = benchmarks.filter(({ name }) => name.includes(filter));
if (chosen.length === 0) throw new Error(`No benchmark has '${filter}' in its name.`);

for (const benchmark of chosen) {
  const result = run(benchmark);
  process.stdout.write(`${describeResult(benchmark, result)}\n\n`);
  if (isQuick) continue;
  writeResults(resultsPath, { ...readResults(resultsPath), [benchmark.name]: result });
  writeReport(reportPath, benchmarks, readResults(resultsPath));
}

/** Rounds over all subjects, A B C A B C, so that a slow minute of the machine falls on all of them. */
function run(benchmark: Benchmark): Result {
  const names = Object.keys(benchmark.subjects);
  const processes = Math.min(benchmark.processes ?? 10, isQuick ? 3 : 10);
  const samples = new Map<string, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < processes; round += 1) {
    for (const name of names) samples.get(name)!.push(figureFromProcess(benchmark, name));
  }
  const figures = Object.fromEntries([...samples].map(([name, found]) => [name, figureOf(found)]));
  return { node: process.versions.node, processes, figures };
}

function figureFromProcess({ name, nodeFlags = [] }: Benchmark, subject: string): number {
  const child = spawnSync(process.execPath, [...nodeFlags, subjectProcess, name, subject], {
    // Nobody looks on but where that is measured.
    env: { ...process.env, WORKLOOP_VIEW: name.startsWith('view/') ? 'on' : 'off' },
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (child.status !== 0) throw new Error(`${name}, ${subject} failed:\n${child.stderr}`);
  return JSON.parse(child.stdout.trimEnd().split('\n').at(-1)!) as number;
}
