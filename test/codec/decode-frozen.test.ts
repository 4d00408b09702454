import fc from 'fast-check';
import { decode, decodeFrozen } from '../../src/codec/decode.js';
import { isDeeplyFrozen } from '../../src/codec/deeply-frozen.js';
import { encode } from '../../src/codec/encode.js';

test('plain data comes out as it went in, frozen at every depth', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (data) => {
      const { value, isFrozen } = decodeFrozen(encode(data, 'data'));
      // JSON has no form for -0, so that such data goes another way.
      if (isFrozen) expect(isDeeplyFrozen(value)).toBe(true);
      expect(value).toStrictEqual(decode(encode(data, 'data')));
    }),
  );
});

test.each([
  ['nothing', undefined],
  ['a number', 1],
  ['a list of lists', [[1], [[2]]]],
  ['a key that is the name of the prototype', JSON.parse('{"__proto__": {"a": [1]}}')],
])('%s is frozen', (_, data) => {
  const { value, isFrozen } = decodeFrozen(encode(data, 'data'));
  expect(isFrozen).toBe(true);
  expect(isDeeplyFrozen(value)).toBe(true);
  expect(value).toStrictEqual(data);
});

test('a hundred thousand lists in one another are frozen to the innermost', () => {
  const depth = 100_000;
  const { value, isFrozen } = decodeFrozen({ text: `j${'['.repeat(depth)}${']'.repeat(depth)}` });
  expect(isFrozen).toBe(true);
  let found = 0;
  for (
    let list = value as unknown[] | undefined;
    list !== undefined;
    list = list[0] as unknown[] | undefined
  ) {
    expect(Object.isFrozen(list)).toBe(true);
    found++;
  }
  expect(found).toBe(depth);
});

test.each([
  ['a Map', new Map([[1, 2]])],
  ['a Date in a list', [new Date(0)]],
])('%s is left as it is for who takes copies of it', (_, data) => {
  const { value, isFrozen } = decodeFrozen(encode(data, 'data'));
  expect(isFrozen).toBe(false);
  expect(value).toStrictEqual(data);
  expect(Object.isFrozen(value)).toBe(false);
});
