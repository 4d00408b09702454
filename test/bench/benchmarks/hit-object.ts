import type { Benchmark, Measure } from '../benchmark.js';
import { deepComparing, peersForObjects, remember } from '../peers.js';
import { isTimesFaster } from '../target.js';
import { timeHits } from '../time-calls.js';
import { scattered, thousand } from '../values.js';

/** The smallest argument object there is. */
export interface Small {
  readonly value: number;
}

/** An argument object as a form or a row gives it. */
export interface Order {
  readonly id: number;
  readonly customer: string;
  readonly product: string;
  readonly quantity: number;
  readonly price: number;
  readonly currency: string;
  readonly isPaid: boolean;
  readonly country: string;
  readonly discount: number;
  readonly note: string;
}

const order = (): Order => ({
  id: 42,
  customer: 'customer-1042',
  product: 'umbrella',
  quantity: 3,
  price: 19.9,
  currency: 'EUR',
  isPaid: true,
  country: 'SK',
  discount: 0,
  note: 'leave it at the door',
});
const readValue = ({ value }: Small) => value;
const totalOf = ({ price, quantity }: Order) => price * quantity;

/** Hits with an object that is built anew for each call: small and wide as last time, and rotating among a thousand. */
export const hitObject: readonly Benchmark[] = [
  {
    name: 'hit-object/small-same',
    question: 'A hit with a fresh `{ value: 42 }`, the same as last time.',
    unit: 'ns per call',
    subjects: subjects(1, () => thousand(() => ({ value: 42 })), readValue),
    targets: [isTimesFaster('workloop', 1.3, deepComparing), isTimesFaster('workloop', 8, ['memoize, JSON'])],
  },
  {
    name: 'hit-object/ten-fields-same',
    question: 'A hit with a fresh object of ten fields, the same as last time.',
    unit: 'ns per call',
    subjects: subjects(1, () => thousand(order), totalOf),
    targets: [isTimesFaster('workloop', 2, deepComparing), isTimesFaster('workloop', 5, ['memoize, JSON'])],
  },
  {
    name: 'hit-object/small-rotating',
    question: 'Hits that rotate among 1,000 fresh objects `{ value }`, in scattered order.',
    unit: 'ns per call',
    subjects: subjects(1_000, () => thousand((index) => ({ value: scattered(index) })), readValue),
    targets: [isTimesFaster('workloop', 4, ['memoize, JSON'])],
  },
];

function subjects<Argument>(
  maxSize: number,
  build: () => Argument[],
  body: (argument: Argument) => number,
): Readonly<Record<string, Measure>> {
  return Object.fromEntries(
    Object.entries(peersForObjects(maxSize)).map(([name, peer]) => [
      name,
      () => timeHits(remember(peer, body), build, body),
    ]),
  );
}
