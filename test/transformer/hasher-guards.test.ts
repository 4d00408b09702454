import { textKit } from '../../src/identity/kit.js';
import type { Hasher } from '../../src/plan.js';
import type { Guard } from '../../transformer/emit/hasher-code.js';
import { matchDisagreement, textDisagreement } from './fuzz/disagreement.js';
import { genericText, hasherOf, readShapes } from './hasher-lab.js';

const declarations = `
interface List { n?: List }
interface Node { left?: Node; right?: Node }
`;

/** For each check, arguments about which a hasher without it is wrong. */
interface Case {
  readonly parameters: string;
  /** The call before, for checks of `same`. */
  readonly first?: readonly unknown[];
  readonly args: (hasher: Hasher, first: readonly unknown[]) => readonly unknown[];
}

const cases: Readonly<Record<Exclude<Guard, 'fuel'>, Case>> = {
  string: { parameters: 'value: string', args: () => [Object('boxed')] },
  number: { parameters: 'value: number', args: () => ['text'] },
  zero: { parameters: 'value: number', args: () => [-0] },
  bigint: { parameters: 'value: bigint', args: () => [5] },
  true: { parameters: 'value: boolean', args: () => [5] },
  false: { parameters: 'value: boolean', args: () => [5] },
  null: { parameters: 'value: string | null', args: () => [5] },
  undefined: { parameters: 'value: string | undefined', args: () => [5] },
  plain: { parameters: 'value: { a: number }', args: () => [Object.assign(new (class Row {})(), { a: 1 })] },
  otherKeys: { parameters: 'value: { a: number }', args: () => [{ a: 1, z: 2 }] },
  requiredKeys: { parameters: 'value: { a: number; b: unknown }', args: () => [{ a: 1 }] },
  optionalKey: { parameters: 'value: { a?: number }', args: () => [{}] },
  dense: { parameters: 'value: number[]', args: () => [[1].concat(new Array(1))] },
  depth: { parameters: 'value: List', args: () => [nested(1_001)] },
  throw: { parameters: 'value: { a: number }', args: () => [() => 1] },
  fold: { parameters: 'value: { a: string }', args: () => [{ a: 'y'.repeat(70_000) }] },
  matchCount: { parameters: 'value: { a: number }', first: [{ a: 1 }], args: () => [{ a: 1 }, 5] },
  matchPrototype: {
    parameters: 'value: { a: number }',
    first: [{ a: 1 }],
    args: () => [Object.assign(Object.create({ inherited: 2 }), { a: 1 })],
  },
  matchIdentity: {
    parameters: 'value: { a: number }',
    first: [{ a: 1 }],
    args: () => [
      Object.defineProperty({ a: 1 }, Symbol.for('workloop.identity'), { value: () => 'another' }),
    ],
  },
  matchTag: {
    parameters: 'value: { a: number }',
    first: [{ a: 1 }],
    args: () => [Object.defineProperty({ a: 1 }, Symbol.toStringTag, { value: 'Math' })],
  },
  matchArguments: {
    parameters: 'value: { 0: number }',
    first: [{ 0: 1 }],
    args: () => [new Function('return arguments')(1)],
  },
  matchReset: { parameters: 'value: { a?: number }', first: [{ a: 1 }], args: () => [{}] },
  matchReentry: {
    parameters: 'value: { a?: number; b: number }',
    first: [{ b: 2 }],
    args: (hasher, first) => {
      const again = () => {
        hasher.same?.(first, hasher.leaves?.(first) ?? []);
        return 2;
      };
      return [Object.defineProperty({ a: 1 }, 'b', { get: again, enumerable: true })];
    },
  },
  matchThrow: {
    parameters: 'value: { a: number }',
    first: [{ a: 1 }],
    args: () => [{ a: 1, b: 2 }],
  },
  matchLeaf: { parameters: 'value: { a: number }', first: [{ a: 1 }], args: () => [{ a: 2 }] },
  matchZero: { parameters: 'value: { a: number }', first: [{ a: 0 }], args: () => [{ a: -0 }] },
  matchPresence: { parameters: 'value: { a?: number } | null', first: [null], args: () => [{}] },
};

const parameterLists = Object.values(cases).map(({ parameters }) => parameters);
const [graph, ...shapesOfCases] = readShapes(declarations, ['value: Node', ...parameterLists]);

test.each(Object.entries(cases))(
  'a hasher without its check `%s` is wrong',
  (name, { parameters, first, args }) => {
    const shapes = shapesOfCases[parameterLists.indexOf(parameters)];
    const check = (hasher: Hasher | undefined): string | undefined => {
      if (hasher === undefined) throw new Error(`No hasher was generated for (${parameters})`);
      return first === undefined
        ? textDisagreement(hasher, args(hasher, []))
        : matchDisagreement(hasher, first, args(hasher, first));
    };

    expect(check(hasherOf(shapes!))).toBeUndefined();
    expect(check(hasherOf(shapes!, { omit: name as Guard }))).toBeDefined();
  },
);

test('a hasher without its check `fuel` writes a shared graph as often as there are ways through it', () => {
  const visits = (omit?: Guard): number => {
    let count = 0;
    const keysOf: typeof textKit.keysOf = (value) => {
      count++;
      return textKit.keysOf(value);
    };
    const text = hasherOf(graph!, omit && { omit }, { ...textKit, keysOf })?.text([shared(16)]);
    expect([undefined, genericText([shared(16)])]).toContain(text);
    return count;
  };

  expect(visits()).toBeLessThan(40_000);
  expect(visits('fuel')).toBeGreaterThan(2 ** 16);
});

function nested(depth: number): object {
  let list = {};
  for (let level = 0; level < depth; level++) list = { n: list };
  return list;
}

function shared(depth: number): object {
  let node = {};
  for (let level = 0; level < depth; level++) node = { left: node, right: node };
  return node;
}
