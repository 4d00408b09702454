import { runInNewContext } from 'node:vm';
import { compileHasher, compileHashers, genericText } from './hasher-lab.js';

const record = 'value: { b: number; a: string; tags?: string[] }';

describe('text', () => {
  const hasher = compileHasher(record);

  test.each<[string, unknown]>([
    ['in the order of the type', { b: 1, a: 'x' }],
    ['in another order', { a: 'x', tags: ['y'], b: 1 }],
    ['with a key too many', { a: 'x', b: 1, c: 2 }],
    ['with a key too few', { a: 'x' }],
    ['with negative zero', { a: 'x', b: -0 }],
    ['with NaN', { a: 'x', b: Number.NaN }],
    ['with a lone surrogate', { a: '\ud800', b: 1 }],
    ['with a value of another type', { a: 5, b: new Map([[1, 2]]) }],
    ['with a hole', { a: 'x', b: 1, tags: ['y'].concat(new Array(1)) }],
    ['with a registered symbol as key', { a: 'x', b: 1, [Symbol.for('s')]: 1 }],
    ['without prototype', Object.assign(Object.create(null), { a: 'x', b: 1 })],
    ['of another realm', runInNewContext('({ a: "x", b: 1, tags: ["y"] })')],
    ['frozen', Object.freeze({ a: 'x', b: 1 })],
    ['behind a proxy', new Proxy({ a: 'x', b: 1 }, {})],
    ['long enough to be folded', { a: 'x'.repeat(70_000), b: 1 }],
    ['with a list long enough to be folded', { a: 'x', b: 1, tags: new Array(9_000).fill('tag-tag-tag') }],
  ])('of a record %s is that of the generic encoder', (_, value) => {
    expect(genericText([value])).toBeDefined();
    expect(hasher.text([value])).toBe(genericText([value]));
  });

  test.each<[string, unknown]>([
    ['a function', { a: 'x', b: () => 1 }],
    ['a unique symbol as key', { a: 'x', b: 1, [Symbol('s')]: 1 }],
    ['an instance of an unknown class', Object.assign(new (class Row {})(), { a: 'x', b: 1 })],
    ['a getter that throws', Object.defineProperty({ a: 'x', b: 1 }, 'b', { get: () => fail() })],
    ['a cycle', withCycle()],
  ])('gives up at %s', (_, value) => {
    expect(hasher.text([value])).toBeUndefined();
  });

  test('runs a getter once', () => {
    let reads = 0;
    const value = {
      b: 1,
      get a() {
        return `read ${++reads}`;
      },
    };
    expect(hasher.text([value])).toBe(genericText([{ b: 1, a: 'read 1' }]));
    expect(reads).toBe(1);
  });

  test('counts the arguments', () => {
    const optional = compileHasher('a?: { b: number }, c?: number');
    expect(
      [[], [undefined], [undefined, undefined], [{ b: 1 }], [{ b: 1 }, 2, 3]].map(optional.text),
    ).toEqual([...['A0[]', 'A1[u]', 'A2[uu]', 'A1[O1{s1:bn1;}]', 'A3[O1{s1:bn1;}n2;n3;]']]);
  });

  test('of a recursive type goes as deep as the format, and gives up on cycles', () => {
    const tree = compileHasher('value: Tree', 'interface Tree { kids: Tree[] }');
    const value = { kids: [{ kids: [] }, { kids: [{ kids: [] }] }] };
    expect(tree.text([value])).toBe(genericText([value]));
    const cycle = { kids: [] as unknown[] };
    cycle.kids.push(cycle);
    expect(tree.text([cycle])).toBeUndefined();
  });

  test('of a union of records does not depend on which member was meant', () => {
    const either = compileHasher(
      "value: { kind: 'a'; x: number } | { kind: 'b'; y: string[] } | string[] | null",
    );
    for (const value of [
      { kind: 'a', x: 1 },
      { y: ['z'], kind: 'b' },
      { kind: 'a', y: 1 },
      { kind: 'a' },
      ['q'],
      null,
    ]) {
      expect(either.text([value])).toBe(genericText([value]));
    }
  });

  test('of Maps, Sets, records and tuples takes the generated way', () => {
    const [found] = compileHashers('', [
      'map: Map<string, { n: number }>, set: Set<number>, record: Record<string, boolean>, tuple: [string, ...number[]]',
    ]);
    const args = [
      new Map([
        ['b', { n: 1 }],
        ['a', { n: 2 }],
      ]),
      new Set([3, 1]),
      JSON.parse('{"z":true,"__proto__":false}'),
      ['x', 1, 2],
    ];
    expect(found?.hasher.text(args)).toBe(genericText(args));
    expect(found?.left).toBe(0);
  });

  test('is the same from code for old engines', () => {
    const [found] = compileHashers('', ['value: { "__proto__": number; "\\u2028": string; a?: number[] }'], {
      target: 1,
    });
    const args = [JSON.parse('{"__proto__":1,"\u2028":"\\ud800","a":[1,2]}')];
    expect(found?.hasher.text(args)).toBe(genericText(args));
    expect(found?.left).toBe(0);
  });
});

describe('same', () => {
  const hasher = compileHasher('id: string, value?: { a: number; b?: { c: string } | null }');
  const matches = (first: unknown[], second: unknown[]) => {
    const leaves = hasher.leaves?.(first);
    return leaves === undefined ? 'no leaves' : hasher.same?.(second, leaves);
  };

  test.each<[string, unknown[], unknown[], boolean]>([
    ['equal', ['x', { a: 1, b: { c: 'y' } }], ['x', { b: { c: 'y' }, a: 1 }], true],
    ['both without the optional argument', ['x'], ['x'], true],
    ['NaN', ['x', { a: Number.NaN }], ['x', { a: Number.NaN }], true],
    ['an absent and an undefined argument', ['x'], ['x', undefined], false],
    ['an absent and an undefined field', ['x', { a: 1 }], ['x', { a: 1, b: undefined }], false],
    ['undefined and null', ['x', { a: 1, b: undefined }], ['x', { a: 1, b: null }], false],
    ['an object and null', ['x', { a: 1, b: { c: 'y' } }], ['x', { a: 1, b: null }], false],
    ['null and an empty object', ['x', { a: 1, b: null }], ['x', { a: 1, b: {} }], false],
    ['the two zeros', ['x', { a: 0 }], ['x', { a: -0 }], false],
    ['a field more', ['x', { a: 1 }], ['x', { a: 1, z: 2 }], false],
    ['an own __proto__', ['x', { a: 1 }], ['x', JSON.parse('{"a":1,"__proto__":null}')], false],
    ['a symbol-keyed field', ['x', { a: 1 }], ['x', { a: 1, [Symbol.for('s')]: 1 }], false],
    ['another prototype', ['x', { a: 1 }], ['x', Object.assign(Object.create({}), { a: 1 })], false],
    ['an inherited field', ['x', { a: 1 }], ['x', Object.create({ a: 1 })], false],
    ['a hidden field', ['x', { a: 1 }], ['x', Object.defineProperty({}, 'a', { value: 1 })], false],
  ])('tells %s', (_, first, second, expected) => {
    expect(matches(first, second)).toBe(expected);
    expect(genericText(first) === genericText(second)).toBe(expected);
  });

  test.each<[string, unknown]>([
    ['accessors', Object.defineProperty({}, 'a', { get: () => fail(), enumerable: true })],
    ['proxies', new Proxy({ a: 1 }, { get: () => fail() })],
    ['objects where primitives were promised', { a: {} }],
    ['functions', { a: () => 1 }],
  ])('has no leaves of %s, and does not run them', (_, value) => {
    expect(hasher.leaves?.(['x', value])).toBeUndefined();
  });

  test('is there only for lists of a small, fixed size', () => {
    const [list, recursive, large] = compileHashers('interface List { next?: List }', [
      'value: string[]',
      'value: List',
      `value: { ${Array.from({ length: 30 }, (_, index) => `f${index}: number`).join('; ')} }`,
    ]);
    expect([list, recursive, large].map((found) => found?.hasher.same)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

test.each(['', 'value: unknown', 'value: any, other: object', 'value: Point'])(
  '(%s) is left to the generic encoder',
  (list) => {
    expect(compileHashers('class Point { x = 1 }', [list])).toEqual([undefined]);
  },
);

function withCycle(): object {
  const value: Record<string, unknown> = { a: 'x', b: 1 };
  value.tags = [value];
  return value;
}

function fail(): never {
  throw new Error('This must not run');
}
