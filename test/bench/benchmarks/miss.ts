import type { Benchmark, Measure } from '../benchmark.js';
import { byHand, type Peers, peersForObjects, peersForPrimitives, remember } from '../peers.js';
import { timeMisses } from '../time-calls.js';
import { thousand, unseen } from '../values.js';
import type { Small } from './hit-object.js';

const double = (value: number) => value * 2;
const readValue = ({ value }: Small) => value;

/** Calls never seen before. micro-memoize and moize forget the call before last, as they do unless told otherwise. */
export const miss: readonly Benchmark[] = [
  {
    name: 'miss/number',
    question: 'A call with a number never seen before; 300,000 of them in a row.',
    unit: 'ns per call',
    // memoizee without options searches a list of all calls: 300,000 misses would take an hour.
    subjects: without(
      'memoizee',
      subjects({ 'Map by hand': byHand, ...peersForPrimitives(1) }, unseen, double),
    ),
    targets: [],
  },
  {
    name: 'miss/object',
    question: 'A call with a fresh `{ value }` never seen before; 300,000 of them in a row.',
    unit: 'ns per call',
    subjects: subjects(peersForObjects(1), unseenObjects, readValue),
    targets: [],
  },
];

function unseenObjects(): () => Small {
  const next = unseen();
  return () => ({ value: next() });
}

function subjects<Argument>(
  peers: Peers,
  source: () => () => Argument,
  body: (argument: Argument) => number,
): Readonly<Record<string, Measure>> {
  return Object.fromEntries(
    Object.entries(peers).map(([name, peer]) => [
      name,
      () => timeMisses(remember(peer, body), buildFrom(source()), body),
    ]),
  );
}

function buildFrom<Argument>(next: () => Argument): () => Argument[] {
  return () => thousand(next);
}

function without(name: string, all: Readonly<Record<string, Measure>>): Readonly<Record<string, Measure>> {
  return Object.fromEntries(Object.entries(all).filter(([key]) => key !== name));
}
