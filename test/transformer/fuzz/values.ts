import { runInNewContext } from 'node:vm';
import type { Random } from './random.js';

/** Property names that break code which is put together from text. */
export const NAMES: readonly string[] = [
  ...[
    'a',
    'b',
    'c',
    'value',
    'kind',
    'id',
    'name',
    '__proto__',
    'constructor',
    'toString',
    'valueOf',
    'length',
  ],
  ...[
    'prototype',
    'hasOwnProperty',
    'then',
    'toJSON',
    '',
    ' ',
    '0',
    '1',
    '42',
    '-0',
    '01',
    '4294967295',
    '1e3',
  ],
  ...[
    '`',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what would break a template is wanted.
    '${x}',
    '"',
    "'",
    '\\',
    '\n',
    '\u2028',
    '\u2029',
    '*/',
    '//',
    '</script>',
    'é',
    '日本',
    '😀',
    'x'.repeat(60),
  ],
];

export const STRINGS: readonly string[] = [
  ...[
    '',
    'a',
    'abc',
    '1',
    'é',
    '日本',
    '😀',
    '\u2028',
    '\ud800',
    'x\udc00',
    '\ufffd',
    '`${',
    '"',
    's1:a',
    'x'.repeat(300),
  ],
];

export const NUMBERS: readonly number[] = [
  0,
  -0,
  1,
  -1,
  0.1,
  1e21,
  1e-7,
  Number.NaN,
  Infinity,
  -Infinity,
  2 ** 53,
  2 ** 31,
];

class Point {
  constructor(
    public x: number,
    public y: number,
  ) {}
}

/** Its container is folded. */
const LONG = 'y'.repeat(70_000);

const atoms: readonly unknown[] = [
  ...[undefined, null, true, false, 0n, 12n, Symbol.iterator, Symbol.for('x')],
  ...STRINGS.slice(0, 12),
  ...NUMBERS,
];

/** A value of any kind, with and without a text. */
export function anything(random: Random): unknown {
  if (random.chance(0.01)) return LONG;
  if (random.chance(0.6)) return random.pick(atoms);
  return random.pick(makers)(random);
}

const makers: readonly ((random: Random) => unknown)[] = [
  () => ({}),
  () => [],
  (random) => ({ value: anything(random) }),
  (random) => [anything(random), anything(random)],
  (random) => new Map([[anything(random), anything(random)]]),
  (random) => new Set([anything(random)]),
  () => new Date(5),
  () => /x/y,
  () => new Uint16Array([1, 2]),
  () => Object.create(null),
  () => new Error('no'),
  () => Object(5),
  () => new Point(1, 2),
  () => Symbol('unique'),
  () => () => 1,
  () => Promise.resolve(1),
  () => new WeakMap(),
  () => runInNewContext('({ value: [1, { a: 2 }] })'),
  () => new URL('https://example.org/'),
  () => new Proxy({ value: 1 }, {}),
  (random) => {
    const cycle: Record<string, unknown> = { value: anything(random) };
    cycle.self = cycle;
    return cycle;
  },
];

/** A deep copy of plain data, its keys in another order; everything else stays what it is, and so does what is very deep. */
export function copyOf(value: unknown, random: Random, depth = 0): unknown {
  if (depth > 12) return value;
  if (Array.isArray(value)) return value.map((item) => copyOf(item, random, depth + 1));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  const copy = {};
  for (const key of random.shuffled(Object.keys(value))) {
    const item = copyOf((value as Record<string, unknown>)[key], random, depth + 1);
    Object.defineProperty(copy, key, { value: item, writable: true, enumerable: true, configurable: true });
  }
  return copy;
}
