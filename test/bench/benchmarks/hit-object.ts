import { type Order, order, type Small, scattered, thousand } from '../arguments.js';
import type { Benchmark, Measure } from '../benchmark.js';
import { deepComparing, peersForObjects } from '../peers.js';
import { type Question, subjectsOf } from '../subjects.js';
import { isTimesFaster } from '../target.js';
import { timeHits } from '../time-calls.js';
import { Read, Total } from '../works/calls.js';

const ofSmall: Question<Small> = { work: () => new Read(), body: ({ value }) => value };
const ofOrder: Question<Order> = {
  work: () => new Total(),
  body: ({ price, quantity }) => price * quantity,
};

/** Hits with an object that is built anew for each call: small and wide as last time, and rotating among a thousand. */
export const hitObject: readonly Benchmark[] = [
  {
    name: 'hit-object/small-same',
    question: 'A hit with a fresh `{ value: 42 }`, the same as last time.',
    unit: 'ns per call',
    subjects: hits(ofSmall, 1, () => thousand(() => ({ value: 42 }))),
    targets: [isTimesFaster('workloop', 1.3, deepComparing), isTimesFaster('workloop', 8, ['memoize, JSON'])],
  },
  {
    name: 'hit-object/ten-fields-same',
    question: 'A hit with a fresh object of ten fields, the same as last time.',
    unit: 'ns per call',
    subjects: hits(ofOrder, 1, () => thousand(order)),
    targets: [isTimesFaster('workloop', 2, deepComparing), isTimesFaster('workloop', 5, ['memoize, JSON'])],
  },
  {
    name: 'hit-object/small-rotating',
    question: 'Hits that rotate among 1,000 fresh objects `{ value }`, in scattered order.',
    unit: 'ns per call',
    subjects: hits(ofSmall, 1_000, () => thousand((index) => ({ value: scattered(index) }))),
    targets: [isTimesFaster('workloop', 4, ['memoize, JSON'])],
  },
];

function hits<Argument>(
  question: Question<Argument>,
  maxSize: number,
  build: () => Argument[],
): Readonly<Record<string, Measure>> {
  return subjectsOf(question, peersForObjects(maxSize), (remembered) =>
    timeHits(remembered, build, question.body),
  );
}
