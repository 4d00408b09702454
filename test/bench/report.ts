import { readFileSync, writeFileSync } from 'node:fs';
import type { Benchmark } from './benchmark.js';
import type { Result, Results } from './figures.js';
import { judge, shorten, type Verdict } from './target.js';

const begin = '<!-- figures: written by npm run bench -->';
const end = '<!-- end of figures -->';

/** Replaces the part of the report between its markers. */
export function writeReport(path: string, benchmarks: readonly Benchmark[], results: Results): void {
  const [before, , after] = splitAtMarkers(readFileSync(path, 'utf8'));
  const figures = [targetsTable(benchmarks, results), ...sections(benchmarks, results)].join('\n\n');
  writeFileSync(path, `${before}${begin}\n\n${figures}\n\n${end}${after}`);
}

/** One benchmark for the report and for the terminal: its table, fastest first, and what its targets came to. */
export function describeResult(benchmark: Benchmark, result: Result): string {
  const verdicts = verdictsOf(benchmark, result);
  const own = result.figures.workloop?.median;
  const rows = Object.entries(result.figures)
    .sort(([, left], [, right]) => left.median - right.median)
    .map(([name, { median, lowest, highest }]) => {
      const toOwn = own === undefined ? '' : `${shorten(median / own)}×`;
      return `| ${name} | ${shorten(median)} | ${shorten(lowest)} – ${shorten(highest)} | ${toOwn} |`;
    });
  return [
    `### ${benchmark.name}`,
    '',
    `${benchmark.question} Median of ${result.processes} processes each, Node ${result.node}.`,
    '',
    `| | ${benchmark.unit} | lowest – highest | to workloop |`,
    '|---|---:|---:|---:|',
    ...rows,
    ...(verdicts.length > 0 ? ['', ...verdicts.map((verdict) => `- ${sentence(verdict)}`)] : []),
  ].join('\n');
}

function targetsTable(benchmarks: readonly Benchmark[], results: Results): string {
  const rows = benchmarks.flatMap((benchmark) => {
    const result = results[benchmark.name];
    if (result === undefined) return [];
    return verdictsOf(benchmark, result).map(
      ({ subject, claim, found, isMet }) =>
        `| ${benchmark.name} | ${subject} | ${claim} | ${found} | ${isMet ? 'met' : '**missed**'} |`,
    );
  });
  return [
    '### Targets',
    '',
    '| benchmark | subject | target | found | |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function sections(benchmarks: readonly Benchmark[], results: Results): string[] {
  return benchmarks.flatMap((benchmark) => {
    const result = results[benchmark.name];
    return result === undefined ? [] : [describeResult(benchmark, result)];
  });
}

function verdictsOf(benchmark: Benchmark, result: Result): Verdict[] {
  const medians = new Map(Object.entries(result.figures).map(([name, { median }]) => [name, median]));
  return benchmark.targets.flatMap((target) => judge(target, medians) ?? []);
}

function sentence({ subject, claim, found, isMet }: Verdict): string {
  return `${isMet ? 'met' : '**missed**'}, ${subject}: ${claim}; found ${found}`;
}

function splitAtMarkers(text: string): [string, string, string] {
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`The report lacks its markers ${begin} and ${end}.`);
  return [text.slice(0, from), text.slice(from + begin.length, to), text.slice(to + end.length)];
}
