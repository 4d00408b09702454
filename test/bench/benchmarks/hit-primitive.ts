import { customerText, scattered, thousand } from '../arguments.js';
import type { Benchmark, Measure } from '../benchmark.js';
import { byHand, peersForPrimitives } from '../peers.js';
import { type Question, subjectsOf } from '../subjects.js';
import { isTimesFaster, staysUnder, staysWithin } from '../target.js';
import { timeHits } from '../time-calls.js';
import { Double, Measure as MeasureText } from '../works/calls.js';

const ofNumber: Question<number> = { work: () => new Double(), body: (value) => value * 2 };
const ofString: Question<string> = { work: () => new MeasureText(), body: (value) => value.length };
const peers = Object.keys(peersForPrimitives(1));

/** Hits with one primitive argument: the same as last time, and rotating among a thousand. */
export const hitPrimitive: readonly Benchmark[] = [
  {
    name: 'hit-primitive/number-same',
    question: 'A hit with one number, the same as last time.',
    unit: 'ns per call',
    subjects: hits(ofNumber, 1, () => thousand(() => 42)),
    targets: [isTimesFaster('workloop', 1, peers), staysUnder('workloop', 10)],
  },
  {
    name: 'hit-primitive/string-same',
    question: 'A hit with one string of 13 characters, made anew for each call, the same as last time.',
    unit: 'ns per call',
    subjects: hits(ofString, 1, () => thousand(() => customerText(0))),
    targets: [isTimesFaster('workloop', 1, peers), staysUnder('workloop', 10)],
  },
  {
    name: 'hit-primitive/number-rotating',
    question: 'Hits that rotate among the numbers 0 to 999, in scattered order.',
    unit: 'ns per call',
    subjects: hits(ofNumber, 1_000, () => thousand(scattered)),
    targets: [staysWithin('workloop', 1.5, peers)],
  },
  {
    name: 'hit-primitive/string-rotating',
    question:
      'Hits that rotate among 1,000 strings of 13 characters, made anew for each call, in scattered order.',
    unit: 'ns per call',
    subjects: hits(ofString, 1_000, () => thousand((index) => customerText(scattered(index)))),
    targets: [staysWithin('workloop', 1.5, peers)],
  },
];

function hits<Argument>(
  question: Question<Argument>,
  maxSize: number,
  build: () => Argument[],
): Readonly<Record<string, Measure>> {
  return subjectsOf(question, { 'Map by hand': byHand, ...peersForPrimitives(maxSize) }, (remembered) =>
    timeHits(remembered, build, question.body),
  );
}
