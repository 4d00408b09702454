'use strict';
/**
 * Values whose keys are kept in golden.json, by name. Plain JavaScript without imports, because every Node, realm and
 * thread that the keys are compared in makes them from this very file.
 */
module.exports = () => {
  const cycle = { name: 'cycle', list: [] };
  cycle.list.push(cycle, new Map([[cycle, new Set([cycle.list])]]));
  const shared = { part: ['x'.repeat(70_000)] };
  const argumentsOf = function () {
    // biome-ignore lint/complexity/noArguments: this is the one way to make an arguments object
    return arguments;
  };
  return {
    primitives: [
      undefined,
      null,
      true,
      false,
      '',
      'é😀',
      '\ud800',
      12n ** 30n,
      Symbol.for('a'),
      Symbol.iterator,
    ],
    numbers: [0, -0, 1, -1.5, 1e21, 1e-7, 5e-324, 2 ** 53, 0.1 + 0.2, NaN, Infinity, -Infinity],
    letters: {
      ä: 1,
      z: 2,
      i: 3,
      I: 4,
      ı: 5,
      İ: 6,
      ž: 7,
      č: 8,
      ch: 9,
      h: 10,
      '\ud800': 11,
      '😀': 12,
      '\uffff': 13,
    },
    keys: {
      10: 1,
      9: 2,
      '': 3,
      constructor: 4,
      [Symbol.for('b')]: 5,
      [Symbol.toStringTag]: 'T',
      ...JSON.parse('{"__proto__":6}'),
    },
    holes: Object.assign(new Array(4), { 1: 1, 3: Object.assign(new Array(5_000), { 2000: 1, own: 2 }) }),
    dates: [new Date(0), new Date(1e12), new Date(NaN)],
    patterns: [/a\/b/, /\n/giu, /\//dgimsy, Object.assign(/a/g, { lastIndex: 3 })],
    collections: [
      new Map([
        ['b', 1],
        ['a', { c: 2 }],
      ]),
      new Set([2, 10, '1', ['z']]),
      Object.assign(new Map(), { own: 1 }),
    ],
    bytes: [
      new Uint8Array([1, 255]),
      new Uint16Array([1, 258]),
      new Int32Array([-2]),
      new Float32Array([1.5, NaN, -0]),
      new Float64Array([1.5, NaN, -0]),
      new BigInt64Array([-2n]),
      new Uint8Array([1, 2, 3, 4]).buffer,
      new DataView(new ArrayBuffer(4), 1, 2),
      Buffer.from('žltý'),
      new Uint8Array(100_000).fill(7),
      Object.assign(new Uint8Array(100), { own: 1 }),
    ],
    errors: [
      new Error('a', { cause: new TypeError('b') }),
      new AggregateError([1], 'c'),
      Object.assign(new RangeError(), { code: 1 }),
    ],
    boxed: [Object(1), Object('a'), Object(true), Object(1n), Object(Symbol.for('a'))],
    arguments: argumentsOf(1, 'a'),
    urls: [new URL('https://user@example.org:8080/ž?q=ř#f'), new URLSearchParams('b=2&a=1&a=ž')],
    identity: { [Symbol.for('workloop.identity')]: () => ['id', 1] },
    cycle,
    shared: [shared, shared],
    long: Array.from({ length: 20_000 }, (_, i) => ({ id: i, name: `n${i}`, half: i / 2 })),
    deep: Array.from({ length: 1_000 }).reduce((inner) => ({ inner }), null),
  };
};
