import { argumentsOf } from './arguments-of.js';
import type { Pair } from './different.js';

/** Plain data that must not be taken for one another. */

export function numbers(): Pair[] {
  return [
    [0, -0, 'sign of zero'],
    [[0], [-0], 'sign of zero in an array'],
    [{ a: 0 }, { a: -0 }, 'sign of zero in a field'],
    [new Map([['a', 0]]), new Map([['a', -0]]), 'sign of zero in an entry'],
    [Number.NaN, null, 'JSON'],
    [Number.NaN, 'NaN', 'printing'],
    [Number.NaN, undefined, 'no value'],
    [Number.POSITIVE_INFINITY, null, 'JSON'],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 'JSON'],
    [Number.POSITIVE_INFINITY, 'Infinity', 'printing'],
    [Number.POSITIVE_INFINITY, Number.MAX_VALUE, 'rounding'],
    [1, 1 + Number.EPSILON, 'rounding'],
    [0.1 + 0.2, 0.3, 'rounding'],
    [2 ** 53, 2 ** 53 + 2, 'rounding'],
    [Number.MIN_VALUE, 0, 'rounding'],
    [1, '1', 'printing'],
    [1, 1n, 'printing'],
    [1, true, 'coercion'],
    [0, false, 'coercion'],
    [0, null, 'coercion'],
    [0, '', 'coercion'],
    [1e21, 10n ** 21n, 'printing'],
    [2n ** 64n, 2n ** 64n + 1n, 'rounding'],
    [2n ** 64n, 0n, 'overflow'],
    [1n, -1n, 'sign'],
    [[1, 23], [12, 3], 'joining'],
    [[1.5], [1, 5], 'joining'],
    [[-1], [1], 'sign'],
  ];
}

export function strings(): Pair[] {
  return [
    ['', ' ', 'trimming'],
    ['a', 'A', 'case'],
    ['a', 'a\0', 'C strings'],
    ['é', 'e\u0301', 'normalization'],
    ['Å', 'Å'.normalize('NFD'), 'normalization'],
    ['ﬁ', 'fi', 'compatibility'],
    ['ß', 'ss', 'locale'],
    ['i', 'ı', 'Turkish'],
    ['\ud800', '\ufffd', 'UTF-8 of a lone surrogate'],
    ['\ud800', '\udc00', 'UTF-8 of lone surrogates'],
    ['\ud800', '\ud801', 'UTF-8 of lone surrogates'],
    ['\ud800a', 'd8000061', 'hex'],
    ['\udc00\ud800', '\ud800\udc00', 'order of surrogates'],
    ['😀', '\ud83d', 'half a pair'],
    [['\ud83d', '\ude00'], ['😀', ''], 'joining halves'],
    ['x'.repeat(70_000), `${'x'.repeat(69_999)}y`, 'cutting'],
    ['x'.repeat(70_000), ['x'.repeat(70_000)], 'folding'],
    [['x'.repeat(70_000)], ['x'.repeat(70_001)], 'folding'],
    ['null', null, 'printing'],
    ['undefined', undefined, 'printing'],
    ['true', true, 'printing'],
    ['[object Object]', {}, 'printing'],
    ['', [], 'printing'],
    ['1,2', [1, 2], 'printing'],
    ['{}', {}, 'printing'],
    ['"a"', 'a', 'quoting'],
    ['u', undefined, 'our own tags'],
    ['l', null, 'our own tags'],
    ['n1;', 1, 'our own tags'],
    ['s1:a', 'a', 'our own tags'],
    [['a', 'b'], ['as1:b'], 'our own lengths'],
    [['a1:', 'b'], ['a', '1:b'], 'our own lengths'],
    [['ab', ''], ['a', 'b'], 'joining'],
    [['', 'ab'], ['ab', ''], 'joining'],
    [['a,b'], ['a', 'b'], 'joining'],
    ['\u2028', '\n', 'line ends'],
    ['\r\n', '\n', 'line ends'],
    ['\ufeffa', 'a', 'byte order mark'],
    ['a\u200b', 'a', 'invisible characters'],
  ];
}

export function primitives(): Pair[] {
  return [
    [undefined, null, 'JSON'],
    [true, false, 'value'],
    [null, {}, 'typeof'],
    [undefined, {}, 'no fields'],
    [Symbol.for('a'), 'a', 'description'],
    [Symbol.for('a'), Symbol.for('b'), 'description'],
    [Symbol.iterator, Symbol.for('Symbol.iterator'), 'description'],
    [Symbol.iterator, Symbol.asyncIterator, 'no key'],
    [Symbol.for('iterator'), Symbol.iterator, 'name'],
    [Symbol.for(''), undefined, 'no description'],
    [Symbol.for('\ud800'), Symbol.for('\ufffd'), 'UTF-8 of a lone surrogate'],
    [[], [undefined], 'number of arguments'],
    [[undefined], [undefined, undefined], 'number of arguments'],
    [[1], [1, undefined], 'number of arguments'],
    [[1, [2]], [[1], 2], 'brackets'],
    [[1, [2]], [1, 2], 'flattening'],
  ];
}

export function objects(): Pair[] {
  const hidden = Object.defineProperty({}, 'a', { value: 1, enumerable: false });
  return [
    [{}, [], 'printing'],
    [{}, null, 'no fields'],
    [{ a: undefined }, {}, 'JSON'],
    [{ a: undefined }, { b: undefined }, 'no values'],
    [{ a: undefined }, { a: null }, 'JSON'],
    [{ a: 1 }, { a: '1' }, 'printing'],
    [{ a: 1 }, { b: 1 }, 'values only'],
    [{ a: 1, b: 2 }, { a: 2, b: 1 }, 'sorting keys apart from values'],
    [{ a: 1 }, { a: 1, b: 2 }, 'subset'],
    [{ a: { b: 1 } }, { 'a.b': 1 }, 'flattening'],
    [{ a: { b: 1 } }, { a: 1, b: 1 }, 'flattening'],
    [{ a: 'b', c: 'd' }, { a: 'bs1:cs1:d' }, 'our own lengths'],
    [{ ab: 1 }, { a: 'b1' }, 'joining'],
    [{ 1: 'a' }, ['', 'a'], 'indices'],
    [{ 0: 'a', length: 1 }, ['a'], 'array-like'],
    [{ 0: 'a' }, ['a'], 'indices'],
    [{ [Symbol.for('a')]: 1 }, {}, 'symbol keys'],
    [{ [Symbol.for('a')]: 1 }, { a: 1 }, 'symbol keys'],
    [{ [Symbol.for('a')]: 1 }, { [Symbol.for('a')]: 2 }, 'symbol keys'],
    [{ [Symbol.iterator]: 1 }, { [Symbol.for('Symbol.iterator')]: 1 }, 'symbol keys'],
    [{ [Symbol.toStringTag]: 'Map' }, new Map(), 'tag'],
    [{ [Symbol.toStringTag]: 'Map' }, {}, 'tag'],
    [JSON.parse('{"__proto__":1}'), {}, 'prototype as a key'],
    [JSON.parse('{"__proto__":{"a":1}}'), { a: 1 }, 'prototype as a key'],
    [JSON.parse('{"__proto__":null}'), Object.create(null), 'prototype as a key'],
    [{ constructor: 1 }, {}, 'inherited key'],
    [{ toJSON: 1 }, 1, 'toJSON'],
    [{ '': 1 }, {}, 'empty key'],
    [{ '': 1 }, { ' ': 1 }, 'empty key'],
    [{ é: 1 }, { 'e\u0301': 1 }, 'normalized key'],
    [{ '\ud800': 1 }, { '\ufffd': 1 }, 'UTF-8 of a lone surrogate'],
    [hidden, { a: 1 }, 'hidden field'],
    [{ $date: 0 }, new Date(0), 'escape of a format'],
    [{ json: 1, meta: {} }, 1, 'envelope of a format'],
    [{ type: 'Buffer', data: [1] }, Buffer.from([1]), 'toJSON'],
    [{ a: { a: { a: 1 } } }, { a: { a: { a: 2 } } }, 'depth'],
    [nested(100, 1), nested(100, 2), 'depth'],
    [nested(100, 1), nested(101, 1), 'depth'],
  ];
}

function nested(levels: number, core: unknown): unknown {
  let value = core;
  for (let i = 0; i < levels; i++) value = { a: value };
  return value;
}

export function arrays(): Pair[] {
  // biome-ignore-start lint/suspicious/noSparseArray: holes are what is compared
  return [
    [[,], [undefined], 'hole'],
    [[,], [], 'hole'],
    [[,], [null], 'JSON'],
    [[, 1], [1, ,], 'place of a hole'],
    [[, ,], [,], 'number of holes'],
    [[1, 2], [2, 1], 'order'],
    [[1], 1, 'single element'],
    [[[]], [], 'flattening'],
    [[[]], [[[]]], 'depth'],
    [['h'], [,], 'our own tags'],
    [new Array(1_000), new Array(1_001), 'long runs of holes'],
    [new Array(2_000), new Array(2_001), 'long runs of holes'],
    [new Array(4e9), new Array(4e9 + 1), 'long runs of holes'],
    [Object.assign([1], { a: 1 }), [1], 'fields of an array'],
    [Object.assign([1], { a: 1 }), Object.assign([1], { a: 2 }), 'fields of an array'],
    [Object.assign([1], { a: 1 }), [1, 'a', 1], 'fields of an array'],
    [Object.assign([], { '-1': 1 }), [], 'negative index'],
    [Object.assign([], { '01': 1 }), Object.assign([], { 1: 1 }), 'index with a zero'],
    [Object.assign([], { 4294967295: 1 }), [], 'index that is none'],
    [Object.assign([1], { [Symbol.for('a')]: 1 }), [1], 'symbol fields of an array'],
    ['ab'.match(/b/), ['b'], 'fields of a match'],
    [argumentsOf(1), [1], 'arguments'],
    [argumentsOf(1), { 0: 1 }, 'arguments'],
    [argumentsOf(), {}, 'arguments'],
    [argumentsOf(1), argumentsOf(2), 'arguments'],
    [argumentsOf(1), argumentsOf(1, undefined), 'arguments'],
    [argumentsOf(), Object.assign(argumentsOf(), { a: 1 }), 'fields of arguments'],
  ];
  // biome-ignore-end lint/suspicious/noSparseArray: holes are what is compared
}
