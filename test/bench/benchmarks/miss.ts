import { type Small, thousand, unseen } from '../arguments.js';
import type { Benchmark, Measure } from '../benchmark.js';
import { byHand, type Peers, peersForObjects, peersForPrimitives } from '../peers.js';
import { type Question, subjectsOf } from '../subjects.js';
import { timeMisses } from '../time-calls.js';
import { Double, Read } from '../works/calls.js';

const ofNumber: Question<number> = { work: () => new Double(), body: (value) => value * 2 };
const ofSmall: Question<Small> = { work: () => new Read(), body: ({ value }) => value };

// Without options memoizee searches a list of all calls: 100,000 misses would take minutes.
const { memoizee: _tooSlow, ...peersOfNumber } = peersForPrimitives(1);

/** Calls never seen before. micro-memoize and moize forget the call before last, as they do unless told otherwise. */
export const miss: readonly Benchmark[] = [
  {
    name: 'miss/number',
    question: 'A call with a number never seen before; 100,000 of them in a row.',
    unit: 'ns per call',
    subjects: misses(ofNumber, { 'Map by hand': byHand, ...peersOfNumber }, unseen),
    targets: [],
  },
  {
    name: 'miss/object',
    question: 'A call with a fresh `{ value }` never seen before; 100,000 of them in a row.',
    unit: 'ns per call',
    subjects: misses(ofSmall, peersForObjects(1), unseenObjects),
    targets: [],
  },
];

function unseenObjects(): () => Small {
  const next = unseen();
  return () => ({ value: next() });
}

function misses<Argument>(
  question: Question<Argument>,
  peers: Peers,
  source: () => () => Argument,
): Readonly<Record<string, Measure>> {
  return subjectsOf(question, peers, (remembered) => {
    const next = source();
    return timeMisses(remembered, () => thousand(next), question.body);
  });
}
