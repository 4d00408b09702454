import vm from 'node:vm';
import { argumentsOf } from './arguments-of.js';
import { Index, Money, Point } from './declared-classes.js';

/** Pairs of values that are the same argument, by what must not count. */
export const EQUAL: readonly (readonly [one: unknown, other: unknown, what: string])[] = [
  [Number.NaN, Number.NaN, 'NaN'],
  [Number.NaN, 0 / 0, 'how a NaN came about'],
  ['ab', ['a', 'b'].join(''), 'how a string came about'],
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, 'order of keys'],
  [{ 10: 1, 9: 2, a: 3 }, { a: 3, 9: 2, 10: 1 }, 'order of keys'],
  [{ ä: 1, z: 2, i: 3, I: 4, ı: 5, İ: 6 }, { İ: 6, ı: 5, I: 4, i: 3, z: 2, ä: 1 }, 'order of keys'],
  [symbols('a', 'b'), symbols('b', 'a'), 'order of symbol keys'],
  [{ a: 1 }, Object.assign(Object.create(null), { a: 1 }), 'prototype null'],
  [{}, Object.create(null), 'prototype null'],
  [{ a: 1 }, vm.runInNewContext('({ a: 1 })'), 'realm of an object'],
  [[1, [2]], vm.runInNewContext('[1, [2]]'), 'realm of an array'],
  [new Map([[1, 2]]), vm.runInNewContext('new Map([[1, 2]])'), 'realm of a Map'],
  [new Set([1]), vm.runInNewContext('new Set([1])'), 'realm of a Set'],
  [new Date(5), vm.runInNewContext('new Date(5)'), 'realm of a Date'],
  [/a/g, vm.runInNewContext('/a/g'), 'realm of a RegExp'],
  [new TypeError('a'), vm.runInNewContext('new TypeError("a")'), 'realm of an error'],
  [new Uint8Array([1]), vm.runInNewContext('new Uint8Array([1])'), 'realm of a typed array'],
  [new ArrayBuffer(1), vm.runInNewContext('new ArrayBuffer(1)'), 'realm of a buffer'],
  [Object(1), vm.runInNewContext('Object(1)'), 'realm of a boxed primitive'],
  [Symbol.iterator, vm.runInNewContext('Symbol.iterator'), 'realm of a symbol'],
  [
    argumentsOf(1),
    vm.runInNewContext('(function () { return arguments })(1)'),
    'realm and strictness of arguments',
  ],
  [{ a: 1 }, Object.freeze({ a: 1 }), 'frozen'],
  [[1], Object.freeze([1]), 'frozen'],
  [
    { a: 1 },
    {
      get a() {
        return 1;
      },
    },
    'accessor',
  ],
  [{ a: 1 }, Object.defineProperty({ a: 1 }, 'b', { value: 2, enumerable: false }), 'hidden field'],
  [
    { a: 1 },
    Object.defineProperty({ a: 1 }, Symbol('b'), { value: 2, enumerable: false }),
    'hidden symbol field',
  ],
  [{ a: 1 }, new Proxy({ a: 1 }, {}), 'proxy of an object'],
  [[1, 2], new Proxy([1, 2], {}), 'proxy of an array'],
  [sparse(), new Proxy(sparse(), { ownKeys: () => ['x', '1', 'length'] }), 'order of keys of a proxy'],
  [{ a: [] }, structuredClone({ a: [] }), 'copy'],
  [shared(), JSON.parse(JSON.stringify(shared())), 'shared or copied'],
  [
    new Map([
      [1, 2],
      [3, 4],
    ]),
    new Map([
      [3, 4],
      [1, 2],
    ]),
    'order of entries',
  ],
  [
    new Map<unknown, unknown>([
      [{ a: 1 }, 1],
      [{ a: 2 }, 2],
    ]),
    new Map<unknown, unknown>([
      [{ a: 2 }, 2],
      [{ a: 1 }, 1],
    ]),
    'order of entries',
  ],
  [new Set([1, 2]), new Set([2, 1]), 'order of members'],
  [new Set([{ a: 1 }, { a: 2 }]), new Set([{ a: 2 }, { a: 1 }]), 'order of members'],
  [new Map([[0, 1]]), new Map([[-0, 1]]), 'sign of zero as a key, which a Map drops'],
  [new Date(Number.NaN), new Date('no date'), 'why a Date is invalid'],
  [new Date(1.9), new Date(1), 'parts of a millisecond, which a Date drops'],
  [new Error('a'), elsewhere(), 'stack'],
  [new Error('a'), Object.assign(new Error('a'), { stack: 'elsewhere' }), 'stack'],
  [
    new Error('a', { cause: 1 }),
    Object.assign(new Error('a'), { cause: 1 }),
    'whether the cause is enumerable',
  ],
  [new Float64Array([Number.NaN]), withPayload(), 'payload of a NaN'],
  [new Uint8Array([1, 2]), new Uint8Array([0, 1, 2]).subarray(1), 'where bytes lie'],
  [Buffer.from('ab'), Buffer.from(Buffer.from('xab').subarray(1)), 'where bytes lie'],
  [new DataView(new ArrayBuffer(2)), new DataView(new ArrayBuffer(3), 1), 'where bytes lie'],
  [
    Object.assign(new Uint8Array(100), { a: 1, b: 2 }),
    Object.assign(new Uint8Array(100), { b: 2, a: 1 }),
    'order of fields',
  ],
  [new URL('http://a.org'), new URL('HTTP://A.org:80/'), 'how a URL was written'],
  [new URLSearchParams('?a=1'), new URLSearchParams([['a', '1']]), 'how parameters were given'],
  [new Point(1, { a: 1, b: 2 }), new Point(1, { b: 2, a: 1 }), 'instances of a registered class'],
  [
    new Index([
      [1, 2],
      [3, 4],
    ]),
    new Index([
      [3, 4],
      [1, 2],
    ]),
    'order of entries',
  ],
  [new Money(1), new Money(1), 'fields beside the identity'],
  [new Array(3), Object.assign([], { length: 3 }), 'how holes came about'],
  [loop(), loop(), 'which object closes a cycle'],
  [[loop(), loop()], twice(loop()), 'shared cycles'],
  [
    new Map([
      ['a', big(1)],
      ['b', big(2)],
    ]),
    new Map([
      ['b', big(2)],
      ['a', big(1)],
    ]),
    'order of long entries',
  ],
];

function symbols(...names: string[]): unknown {
  return Object.fromEntries(names.map((name) => [Symbol.for(name), name]));
}

function sparse(): object {
  return Object.assign([], { 1: 'b', x: 'c' });
}

function shared(): unknown {
  const part = { a: [1] };
  return [part, part, { part }];
}

function elsewhere(): Error {
  return new Error('a');
}

function withPayload(): Float64Array {
  return new Float64Array(new Uint8Array([1, 2, 3, 0, 0, 0, 0xf4, 0xff]).buffer);
}

function loop(): object {
  const object = { self: {} };
  object.self = object;
  return object;
}

function twice(value: unknown): unknown {
  return [value, value];
}

function big(value: number): unknown {
  return ['x'.repeat(70_000), value];
}
