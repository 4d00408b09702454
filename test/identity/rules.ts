import vm from 'node:vm';

export interface Rule {
  readonly rule: string;
  readonly one: unknown;
  readonly other: unknown;
  /** What our oracle says. */
  readonly same: boolean;
  /** First version of Node that came to the same answer. */
  readonly nodeAgreesFrom?: number;
}

/** The rules by which our oracle and `util.isDeepStrictEqual` differ, each with a pair that shows it. */
export const RULES: readonly Rule[] = [
  {
    rule: 'another realm does not count',
    one: { a: 1 },
    other: vm.runInNewContext('({ a: 1 })'),
    same: true,
  },
  { rule: 'a missing prototype does not count', one: {}, other: Object.create(null), same: true },
  {
    rule: 'an invalid Date equals an invalid Date',
    one: new Date(Number.NaN),
    other: new Date('no'),
    same: true,
  },
  {
    rule: 'a cycle differs from the same cycle unrolled',
    one: loop(),
    other: { self: loop() },
    same: false,
    nodeAgreesFrom: 24,
  },
  {
    rule: 'URLSearchParams count by their text',
    one: new URLSearchParams('a=1'),
    other: new URLSearchParams('a=2'),
    same: false,
  },
  {
    rule: 'the payload of a NaN does not count',
    one: new Float32Array([Number.NaN]),
    other: new Float32Array(new Uint8Array([1, 0, 0xc0, 0xff]).buffer),
    same: true,
  },
  {
    rule: 'whether the cause of an error is enumerable does not count',
    one: new Error('a', { cause: 1 }),
    other: Object.assign(new Error('a'), { cause: 1 }),
    same: true,
  },
];

function loop(): object {
  const object = { self: {} };
  object.self = object;
  return object;
}
