import { isDeepStrictEqual } from 'node:util';
import { canonicalize, digest } from '../../src/identity/index.js';
import { DIFFERENT } from './different.js';
import { EQUAL } from './equal.js';
import { isSame } from './oracle.js';
import { RULES } from './rules.js';

const nodeMajor = Number.parseInt(process.versions.node, 10);

test('at least 195 pairs of values must differ', () => {
  expect(DIFFERENT.length).toBeGreaterThanOrEqual(195);
});

test.each(DIFFERENT.map((pair, i) => [i, pair[2], pair] as const))(
  'pair %i is not merged by %s',
  (_, __, [one, other]) => {
    expect(canonicalize(one)).not.toBe(canonicalize(other));
    expect(digest(one)).not.toBe(digest(other));
    expect(isSame(one, other)).toBe(false);
  },
);

test.each(EQUAL.map((pair, i) => [i, pair[2], pair] as const))(
  'pair %i is not split by %s',
  (_, __, [one, other]) => {
    expect(canonicalize(one)).toBe(canonicalize(other));
    expect(digest(one)).toBe(digest(other));
    expect(isSame(one, other)).toBe(true);
  },
);

describe('the oracle and isDeepStrictEqual differ by rule', () => {
  test.each(RULES)('$rule', ({ one, other, same, nodeAgreesFrom }) => {
    expect(isSame(one, other)).toBe(same);
    expect(canonicalize(one) === canonicalize(other)).toBe(same);
    const agrees = nodeAgreesFrom !== undefined && nodeMajor >= nodeAgreesFrom;
    expect(isDeepStrictEqual(one, other)).toBe(agrees ? same : !same);
  });
});
