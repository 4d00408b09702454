import { isDeepStrictEqual, types } from 'node:util';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { decode } from '../../src/codec/decode.js';
import { encode, sizeOf } from '../../src/codec/encode.js';
import { noteObserved } from '../../src/observed.js';
import { argumentsOf } from '../identity/arguments-of.js';
import { cook } from '../identity/cook.js';
import { Index, Point, Vector } from '../identity/declared-classes.js';
import { isSame } from '../identity/oracle.js';
import { anyRecipe, partsOf, type Recipe } from '../identity/recipe.js';

const runs = Number(process.env.FUZZ_RUNS ?? 1_500);

/** What arrives, after the journey that text and bytes really make. */
function crossed<T>(value: T): T {
  return decode(structuredClone(encode(value, 'value'))) as T;
}

function isHidden(recipe: Recipe): boolean {
  return (recipe.make === 'instance' && recipe.of === 'Money') || partsOf(recipe).some(isHidden);
}

const kitchen = fc.record({
  isReversed: fc.boolean(),
  isForeign: fc.boolean(),
  isBare: fc.boolean(),
  isSharing: fc.boolean(),
});

describe('what crosses', () => {
  it('arrives as what the oracle takes for the same', () => {
    fc.assert(
      fc.property(
        anyRecipe.filter((recipe) => !isHidden(recipe)),
        kitchen,
        (recipe, how) => {
          const value = cook(recipe, how);
          expect(isSame(crossed(value), value)).toBe(true);
        },
      ),
      { numRuns: runs },
    );
  });

  it('arrives with its prototypes where it is of this realm', () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withSparseArray: true,
      withNullPrototype: true,
      withBoxedValues: true,
      withObjectString: true,
      withUnicodeString: true,
      maxDepth: 4,
      key: fc.oneof(
        fc.string(),
        fc.constantFrom(
          '__proto__',
          'constructor',
          'prototype',
          'toJSON',
          'a.b',
          '\\',
          '\\.',
          '',
          '0',
          '\ud800',
        ),
      ),
    });
    fc.assert(
      fc.property(anything, (value) => {
        const arrived = crossed(value);
        // Node takes two invalid dates for different.
        expect(isSame(arrived, value)).toBe(true);
        if (!holdsInvalidDate(value)) expect(isDeepStrictEqual(arrived, value)).toBe(true);
      }),
      { numRuns: runs },
    );
  });

  it('is the same text again, and twice the same from one text', () => {
    fc.assert(
      fc.property(
        anyRecipe.filter((recipe) => !isHidden(recipe)),
        (recipe) => {
          const plain = { isReversed: false, isForeign: false, isBare: false, isSharing: true };
          const encoded = encode(cook(recipe, plain), 'value');
          const [one, other] = [decode(encoded), decode(encoded)];
          expect(encode(one, 'value')).toEqual(encoded);
          expect(encode(other, 'value')).toEqual(encoded);
        },
      ),
      { numRuns: runs / 10 },
    );
  });
});

function holdsInvalidDate(value: unknown): boolean {
  if (types.isDate(value)) return Number.isNaN(value.getTime());
  if (typeof value !== 'object' || value === null) return false;
  const inside = types.isMap(value)
    ? [...value].flat()
    : types.isSet(value)
      ? [...value]
      : Object.values(value);
  return inside.some(holdsInvalidDate);
}

const withLastIndex = Object.assign(/a(?<n>b)\/\n/dgi, { lastIndex: 7 });

it.each<[string, unknown]>([
  ['undefined', undefined],
  ['null', null],
  ['NaN', Number.NaN],
  ['infinities', [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
  ['negative zero', -0],
  ['an inner negative zero', { a: [-0] }],
  ['a bigint', -(2n ** 80n)],
  ['lone surrogates', ['\ud800', 'a\udc00b', { '\ud800': 1 }]],
  ['a long string', 'ü"\\\u2028\0😀'.repeat(10_000)],
  [
    'nasty keys',
    JSON.parse('{"__proto__":{"a":1},"constructor":2,"prototype":3,"a.b":4,"\\\\":5,"toJSON":6}'),
  ],
  [
    'nasty keys beside what JSON loses',
    Object.defineProperty({ a: undefined, constructor: 1n }, '__proto__', { value: -0, enumerable: true }),
  ],
  ['an undefined field', { a: undefined }],
  ['holes', Object.assign(new Array(5), { 0: 1, 3: undefined })],
  ['an array of holes alone', new Array(10_000)],
  ['own fields of an array', Object.assign([1, 2], { extra: 'x', [Symbol.for('s')]: 1 })],
  ['own fields of a long array', Object.assign(new Array(1_000).fill(0), { extra: 'x' })],
  ['a long flat array', Array.from({ length: 1_000 }, (_, i) => (i % 2 === 0 ? i : `${i}`))],
  ['a long array with one undefined', new Array(1_000).fill(0).with(999, undefined)],
  ['a valid date', new Date(1)],
  ['the last date', new Date(8.64e15)],
  ['an invalid date', new Date(Number.NaN)],
  ['a date with a field', Object.assign(new Date(1), { zone: 'CET' })],
  ['a RegExp', withLastIndex],
  ['an empty RegExp', /(?:)/],
  [
    'a Map with keys of every kind',
    new Map<unknown, unknown>([
      [{}, 1],
      [Number.NaN, 2],
      [undefined, 3],
      [-1n, [4]],
      ['', new Map()],
    ]),
  ],
  ['a Set', new Set<unknown>([1, '1', new Set(), undefined])],
  ['a Map with a field', Object.assign(new Map([[1, 2]]), { a: 1 })],
  ['registered symbols', [Symbol.for('a'), Symbol.for('\ud800'), Symbol.for('')]],
  ['well-known symbols', [Symbol.iterator, Symbol.asyncIterator]],
  ['symbol keys', { [Symbol.for('a')]: 1, [Symbol.toStringTag]: 'Mine', b: 2 }],
  [
    'boxed primitives',
    [Object(1), Object('ab'), Object(-0), Object(true), Object(1n), Object(Symbol.for('a'))],
  ],
  ['a boxed string with a field', Object.assign(Object('ab'), { c: 1 })],
  ['a null prototype', Object.assign(Object.create(null), { a: 1, b: Object.create(null) })],
  ['an empty null prototype', Object.create(null)],
  ['an ArrayBuffer', Uint8Array.of(1, 2, 3).buffer],
  ['a DataView', new DataView(Uint8Array.of(0, 1, 2, 3).buffer, 1, 2)],
  ['a URL', new URL('https://ann:pw@example.org:8080/a%20b/?q=ü#f')],
  ['URLSearchParams', new URLSearchParams('?a=1&a=2&b=%3F&ü= +')],
  ['arguments', argumentsOf(1, undefined, { a: -0 })],
  ['registered instances', [new Point(1, new Vector(undefined, [2]))]],
  ['an instance of a registered subclass of Map', new Index([[1, new Point(1, 2)]])],
])('keeps %s', (_name, value) => {
  const arrived = crossed(value);

  expect(isSame(arrived, value)).toBe(true);
  expect(Object.prototype.toString.call(arrived)).toBe(Object.prototype.toString.call(value));
  if (typeof value === 'object' && value !== null) {
    expect(Object.getPrototypeOf(arrived)).toBe(Object.getPrototypeOf(value));
    expect(Reflect.ownKeys(arrived as object)).toEqual(Reflect.ownKeys(value));
  }
});

describe('bytes', () => {
  it.each([
    [Buffer.from('hello')],
    [Buffer.alloc(1_000, 7)],
    [Int8Array.of(-1, 2)],
    [new Uint8Array(100).fill(255)],
    [Uint8ClampedArray.of(300)],
    [Int16Array.of(-5)],
    [Uint16Array.of(65_535)],
    [Int32Array.of(-1)],
    [Uint32Array.of(2 ** 32 - 1)],
    [Float32Array.of(Number.NaN, -0, 1.5, Number.POSITIVE_INFINITY)],
    [Float64Array.of(Number.NaN, -0, Number.MIN_VALUE)],
    [new Float64Array(1_000).fill(Number.NaN)],
    [BigInt64Array.of(-1n)],
    [BigUint64Array.of(2n ** 64n - 1n)],
    [new Uint16Array(Uint8Array.of(1, 2, 3, 4, 5, 6).buffer, 2, 1)],
    [new Uint8Array()],
  ])('of a %p keep their class', (value) => {
    const arrived = crossed({ value }).value;

    expect(arrived.constructor).toBe(value.constructor);
    expect(isSame(arrived, value)).toBe(true);
    expect(arrived.byteOffset % arrived.BYTES_PER_ELEMENT).toBe(0);
  });

  it('travel beside the text where they are many, and are counted', () => {
    const encoded = encode({ few: new Uint8Array(10), many: new Uint8Array(1_000) }, 'value');

    expect(encoded.bytes?.map(({ byteLength }) => byteLength)).toEqual([1_000]);
    expect(sizeOf(encoded)).toBe(1_000 + encoded.text.length);
    expect(sizeOf(encode('ü', 'value'))).toBe(5);
  });

  it('are copied on both ways', () => {
    const original = new Uint8Array(100);
    const encoded = encode(original, 'value');
    original[0] = 1;
    const first = decode(encoded) as Uint8Array;
    first[1] = 1;

    expect(decode(encoded)).toEqual(new Uint8Array(100));
  });

  it('keep fields of their own', () => {
    const value = Object.assign(new Uint8Array(100), { unit: 'mm' });
    expect(crossed(value)).toHaveProperty('unit', 'mm');
  });
});

describe('sharing', () => {
  it('stays, whatever is shared', () => {
    for (const one of [
      {},
      [],
      new Date(1),
      new Map(),
      Buffer.from('a'),
      new TypeError('t'),
      /a/,
      new Point(1, 2),
    ]) {
      const [a, [b]] = crossed([one, [one]] as const);
      expect(a).toBe(b);
    }
  });

  it('is not made where there was none', () => {
    const [a, b, c] = crossed([new Date(1), new Date(1), [undefined, undefined]]);
    expect(a).not.toBe(b);
    expect(c).toEqual([undefined, undefined]);
  });

  it('stays on cycles through every kind of thing', () => {
    const root: Record<PropertyKey, unknown> = { list: [] };
    const error = new AggregateError([root], 'a', { cause: root });
    (root.list as unknown[]).push(root);
    const map = new Map<unknown, unknown>([[root, root]]);
    Object.assign(root, {
      map,
      set: new Set([root]),
      error,
      point: new Point(root, 0),
      [Symbol.for('s')]: root,
    });
    map.set(map, map);
    const arrived = crossed(root) as typeof root & { map: Map<unknown, unknown>; error: AggregateError };

    expect((arrived.list as unknown[])[0]).toBe(arrived);
    expect([...arrived.map]).toEqual([
      [arrived, arrived],
      [arrived.map, arrived.map],
    ]);
    expect([...(arrived.set as Set<unknown>)][0]).toBe(arrived);
    expect([arrived.error.cause, arrived.error.errors[0]]).toEqual([arrived, arrived]);
    expect((arrived.point as Point).x).toBe(arrived);
    expect(arrived[Symbol.for('s')]).toBe(arrived);
  });
});

it('takes any depth', () => {
  let list: { next: unknown } = { next: null };
  for (let i = 0; i < 20_000; i++) list = { next: list };
  let depth = 0;
  for (let at = crossed(list) as typeof list | null; at !== null; at = at.next as typeof list | null) depth++;

  expect(depth).toBe(20_001);
});

it('makes values of another realm ones of this realm', () => {
  const foreign = runInNewContext(
    '[{ a: [1] }, new Map([[1, new Date(3)]]), new RangeError("r"), new Float32Array(2)]',
  );
  const [object, map, error, bytes] = crossed(foreign);

  expect([object.a, map.get(1), error, bytes].map((each) => each.constructor)).toEqual([
    Array,
    Date,
    RangeError,
    Float32Array,
  ]);
});

it('takes proxies for what they show, and what they observe for the original', () => {
  const data = { rows: [1], map: new Map([[1, 2]]) };
  const observed = new Proxy(data.map, {});
  noteObserved(observed, data.map);
  const rows = new Proxy(data.rows, {});
  const shown = new Proxy({ rows, map: observed, again: data.map }, {});
  const arrived = crossed(shown);

  expect(arrived).toEqual({ ...data, again: data.map });
  expect(types.isProxy(arrived.rows)).toBe(false);
  expect(arrived.map).toBe(arrived.again);
});

it('takes accessors for the data that they show, each read once', () => {
  let reads = 0;
  const value = {
    get count() {
      return ++reads;
    },
  };
  expect(crossed(value)).toEqual({ count: 1 });
});

it('leaves out what is not enumerable', () => {
  expect(crossed(Object.defineProperty({ a: 1 }, 'f', { value: () => 1 }))).toEqual({ a: 1 });
});
