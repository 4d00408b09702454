import vm from 'node:vm';
import { Index, Money, Point, Vector } from './declared-classes.js';
import type { Pair } from './different.js';

/** Built-ins, instances and cycles that must not be taken for one another. */
export function collections(): Pair[] {
  return [
    [new Map(), {}, 'no fields'],
    [new Map(), new Set(), 'no fields'],
    [new Map(), new Map([[1, 1]]), 'slots'],
    [new Map([['a', 1]]), { a: 1 }, 'entries as fields'],
    [new Map([['a', 1]]), [['a', 1]], 'entries as a list'],
    [new Map([[1, 'a']]), new Map([['1', 'a']]), 'keys as strings'],
    [new Map([[1, 'a']]), new Map([['a', 1]]), 'keys and values'],
    [new Map([['a', undefined]]), new Map(), 'no value'],
    [new Map([['a', undefined]]), new Map([['b', undefined]]), 'no value'],
    [
      new Map<unknown, unknown>([[{ a: 1 }, 1]]),
      new Map<unknown, unknown>([[{ a: 2 }, 1]]),
      'keys by reference',
    ],
    [
      new Map([
        ['a', 1],
        ['b', 2],
      ]),
      new Map([
        ['a', 2],
        ['b', 1],
      ]),
      'sorting keys apart from values',
    ],
    [
      new Map<unknown, unknown>([
        [{}, 1],
        [{}, 2],
      ]),
      new Map<unknown, unknown>([
        [{}, 1],
        [{}, 1],
      ]),
      'equal keys',
    ],
    [
      new Map<unknown, unknown>([
        [{}, 1],
        [{}, 1],
      ]),
      new Map<unknown, unknown>([[{}, 1]]),
      'equal keys',
    ],
    [Object.assign(new Map(), { a: 1 }), new Map(), 'fields of a Map'],
    [Object.assign(new Map(), { a: 1 }), new Map([['a', 1]]), 'fields of a Map'],
    [new Map([['a', new Map()]]), new Map([['a', new Set()]]), 'depth'],
    [new Set(), {}, 'no fields'],
    [new Set(), [], 'no elements'],
    [new Set([1]), [1], 'elements'],
    [new Set([1]), new Set(['1']), 'members as strings'],
    [new Set([1]), new Set([2]), 'slots'],
    [new Set([undefined]), new Set(), 'no value'],
    [new Set([undefined]), new Set([null]), 'JSON'],
    [new Set([[1]]), new Set([1]), 'flattening'],
    [new Set([{}, {}]), new Set([{}]), 'equal members'],
    [new Set(['ab', '']), new Set(['a', 'b']), 'joining'],
    [new Set([1, 23]), new Set([12, 3]), 'joining'],
    [new Set([[1, 2]]), new Set([1, 2]), 'flattening'],
    [new Set([1, 1n]), new Set([1]), 'loose members'],
    [new Set([['a', 1]]), new Map([['a', 1]]), 'entries'],
    [Object.assign(new Set(), { a: 1 }), new Set(), 'fields of a Set'],
  ];
}

export function bytes(): Pair[] {
  const buffer = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]).buffer;
  return [
    [new ArrayBuffer(1), new ArrayBuffer(2), 'length'],
    [new ArrayBuffer(1), {}, 'no fields'],
    [buffer, new ArrayBuffer(8), 'content'],
    [buffer, new Uint8Array(buffer), 'view'],
    [buffer, new DataView(buffer), 'view'],
    [new DataView(buffer), new DataView(buffer, 1), 'window of a view'],
    [new DataView(buffer), new Uint8Array(buffer), 'view'],
    [new Uint8Array([1]), [1], 'elements'],
    [new Uint8Array([1]), { 0: 1 }, 'indices as fields'],
    [new Uint8Array([1]), new Int8Array([1]), 'class of elements'],
    [new Uint8Array([1]), new Uint8ClampedArray([1]), 'class of elements'],
    [new Uint8Array([1, 0]), new Uint16Array([1]), 'bytes only'],
    [new Uint8Array([1]), Buffer.from([1]), 'Buffer'],
    [new Uint8Array(0), new Int8Array(0), 'no elements'],
    [new Uint8Array([1, 2]), new Uint8Array([2, 1]), 'order'],
    [new Uint8Array([0]), new Uint8Array([0, 0]), 'length'],
    [new Uint8Array(buffer, 0, 2), new Uint8Array(buffer, 1, 2), 'window of a view'],
    [new Uint8Array(buffer, 0, 2), new Uint8Array(buffer), 'window of a view'],
    [new Float64Array([0]), new Float64Array([-0]), 'sign of zero'],
    [new Float32Array([Number.NaN]), new Float32Array([0]), 'NaN'],
    [new Float32Array([1]), new Float64Array([1]), 'class of elements'],
    [new BigInt64Array([-1n]), new BigUint64Array([2n ** 64n - 1n]), 'bytes only'],
    [Object.assign(new Uint8Array(1), { a: 1 }), new Uint8Array(1), 'fields of a typed array'],
    [Object.assign(new Uint8Array(100), { a: 1 }), new Uint8Array(100), 'fields of a long typed array'],
    [Object.assign(new Uint8Array(100), { a: 1 }), Object.assign(new Uint8Array(100), { a: 2 }), 'fields'],
    [Buffer.from('a'), 'a', 'text'],
    [new Uint8Array(40_000), new Uint8Array(40_001), 'folding'],
    [new Uint8Array(70_000), new Uint8Array(70_000).fill(1, 69_999), 'cutting'],
    [new Float32Array(70_000), new Float32Array(70_000).fill(1, 69_999), 'cutting'],
  ];
}

export function datesAndPatterns(): Pair[] {
  // Not as a literal: the flag is younger than the language level that we compile to.
  const unicodeSets = 'v';
  return [
    [new Date(0), 0, 'valueOf'],
    [new Date(0), new Date(1), 'no fields'],
    [new Date(0), '1970-01-01T00:00:00.000Z', 'toJSON'],
    [new Date(0), {}, 'no fields'],
    [new Date(Number.NaN), new Date(0), 'invalid'],
    [new Date(Number.NaN), null, 'toJSON'],
    [Object.assign(new Date(0), { a: 1 }), new Date(0), 'fields of a Date'],
    [/a/, '/a/', 'printing'],
    [/a/, /b/, 'no fields'],
    [/a/, /a/g, 'flags'],
    [/a/u, new RegExp('a', unicodeSets), 'flags'],
    [/a/, {}, 'no fields'],
    [/a/g, Object.assign(/a/g, { lastIndex: 1 }), 'state'],
    [Object.assign(/a/, { a: 1 }), /a/, 'fields of a RegExp'],
    [new URL('http://a.org/'), 'http://a.org/', 'printing'],
    [new URL('http://a.org/'), new URL('http://b.org/'), 'no fields'],
    [new URL('http://a.org/'), new URL('http://a.org/#b'), 'fragment'],
    [new URL('http://a.org/'), {}, 'no fields'],
    [new URLSearchParams('a=1'), new URLSearchParams('a=2'), 'no fields'],
    [new URLSearchParams('a=1&b=2'), new URLSearchParams('b=2&a=1'), 'order'],
    [new URLSearchParams('a=1'), 'a=1', 'printing'],
    [new URLSearchParams('a=1'), new Map([['a', '1']]), 'entries'],
    [Object.assign(new URL('http://a.org/'), { a: 1 }), new URL('http://a.org/'), 'fields of a URL'],
  ];
}

export function errors(): Pair[] {
  return [
    [new Error('a'), {}, 'no fields'],
    [new Error('a'), 'a', 'message only'],
    [new Error('a'), new Error('b'), 'no fields'],
    [new Error('a'), new TypeError('a'), 'class'],
    [new RangeError('a'), new TypeError('a'), 'class'],
    [new Error('a'), Object.assign(new Error('a'), { name: 'TypeError' }), 'name'],
    [new TypeError('a'), Object.assign(new Error('a'), { name: 'TypeError' }), 'name only'],
    [new Error('a'), new Error('a', { cause: 1 }), 'cause'],
    [new Error('a'), new Error('a', { cause: undefined }), 'cause'],
    [new Error('a', { cause: 1 }), new Error('a', { cause: 2 }), 'cause'],
    [new AggregateError([1], 'a'), new AggregateError([2], 'a'), 'errors'],
    [new AggregateError([1], 'a'), new Error('a'), 'class'],
    [Object.assign(new Error('a'), { code: 1 }), new Error('a'), 'fields'],
    [Object.assign(new Error('a'), { code: 1 }), Object.assign(new Error('a'), { code: 2 }), 'fields'],
    [Object.assign(new Error('a'), { [Symbol.for('a')]: 1 }), new Error('a'), 'symbol fields'],
    [new Error('a'), { name: 'Error', message: 'a' }, 'fields only'],
    [new Error(), new Error('undefined'), 'printing'],
  ];
}

export function boxes(): Pair[] {
  return [
    [Object(1), 1, 'valueOf'],
    [Object(1), Object(2), 'no fields'],
    [Object(1), Object('1'), 'printing'],
    [Object(1), Object(1n), 'printing'],
    [Object(0), Object(-0), 'sign of zero'],
    [Object(''), {}, 'no fields'],
    [Object('a'), 'a', 'valueOf'],
    [Object('a'), ['a'], 'characters as elements'],
    [Object('a'), { 0: 'a' }, 'characters as fields'],
    [Object(true), true, 'valueOf'],
    [Object(true), Object(false), 'no fields'],
    [Object(Symbol.for('a')), Symbol.for('a'), 'valueOf'],
    [Object(Symbol.for('a')), Object(Symbol.for('b')), 'no fields'],
    [Object.assign(Object('a'), { a: 1 }), Object('a'), 'fields'],
  ];
}

export function instances(): Pair[] {
  return [
    [new Point(1, 2), { x: 1, y: 2 }, 'fields only'],
    [new Point(1, 2), new Vector(1, 2), 'fields only'],
    [new Point(1, 2), new Point(2, 1), 'values'],
    [new Point(1, 2), ['Point', { x: 1, y: 2 }], 'our own tags'],
    [new Index([[1, 2]]), new Map([[1, 2]]), 'content only'],
    [new Index([[1, 2]]), new Index([[1, 3]]), 'fields only'],
    [new Money(1), new Money(2), 'private fields'],
    [new Money(1), 1, 'returned value only'],
    [new Money(1), { cache: 0 }, 'fields only'],
  ];
}

export function cycles(): Pair[] {
  const loop = (length: number): object => {
    const first: Record<string, unknown> = {};
    let last = first;
    for (let i = 1; i < length; i++) {
      const next = {};
      last.next = next;
      last = next;
    }
    last.next = first;
    return first;
  };
  const unrolled = { next: loop(1) };
  const set = new Set<unknown>();
  set.add(set);
  const map = new Map<unknown, unknown>();
  map.set('next', map);
  return [
    [loop(1), loop(2), 'where a cycle leads'],
    [loop(2), loop(3), 'length of a cycle'],
    [loop(1), unrolled, 'unrolling'],
    [loop(1), {}, 'leaving out what was seen'],
    [loop(1), { next: '[Circular]' }, 'marker'],
    [loop(1), { next: undefined }, 'leaving out what was seen'],
    [set, new Set(), 'leaving out what was seen'],
    [set, new Set([new Set()]), 'leaving out what was seen'],
    [map, loop(1), 'kind of container'],
    [[loop(1), {}], [loop(1), loop(1)], 'second occurrence'],
    [vm.runInNewContext('const a = {}; a.a = a; a'), { a: {} }, 'another realm'],
  ];
}
