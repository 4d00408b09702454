import type { Benchmark, Measure } from '../benchmark.js';
import { byHand, type Peers, peersForPrimitives, remember } from '../peers.js';
import { isTimesFaster, staysUnder, staysWithin } from '../target.js';
import { timeHits } from '../time-calls.js';
import { scattered, thousand } from '../values.js';

const text = (index: number) => Buffer.from(`customer-${1000 + index}`).toString('latin1');
const lengthOf = (value: string) => value.length;
const double = (value: number) => value * 2;

/** Hits with one primitive argument: the same as last time, and rotating among a thousand. */
export const hitPrimitive: readonly Benchmark[] = [
  {
    name: 'hit-primitive/number-same',
    question: 'A hit with one number, the same as last time.',
    unit: 'ns per call',
    subjects: subjects(1, () => thousand(() => 42), double),
    targets: [isTimesFaster('workloop', 1, Object.keys(peersForPrimitives(1))), staysUnder('workloop', 10)],
  },
  {
    name: 'hit-primitive/string-same',
    question: 'A hit with one string of 13 characters, made anew for each call, the same as last time.',
    unit: 'ns per call',
    subjects: subjects(1, () => thousand(() => text(0)), lengthOf),
    targets: [isTimesFaster('workloop', 1, Object.keys(peersForPrimitives(1))), staysUnder('workloop', 10)],
  },
  {
    name: 'hit-primitive/number-rotating',
    question: 'Hits that rotate among the numbers 0 to 999, in scattered order.',
    unit: 'ns per call',
    subjects: subjects(1_000, () => thousand(scattered), double),
    targets: [staysWithin('workloop', 1.5, Object.keys(peersForPrimitives(1)))],
  },
  {
    name: 'hit-primitive/string-rotating',
    question:
      'Hits that rotate among 1,000 strings of 13 characters, made anew for each call, in scattered order.',
    unit: 'ns per call',
    subjects: subjects(1_000, () => thousand((index) => text(scattered(index))), lengthOf),
    targets: [staysWithin('workloop', 1.5, Object.keys(peersForPrimitives(1)))],
  },
];

function subjects<Argument>(
  maxSize: number,
  build: () => Argument[],
  body: (argument: Argument) => number,
): Readonly<Record<string, Measure>> {
  const peers: Peers = { 'Map by hand': byHand, ...peersForPrimitives(maxSize) };
  return Object.fromEntries(
    Object.entries(peers).map(([name, peer]) => [name, () => timeHits(remember(peer, body), build, body)]),
  );
}
