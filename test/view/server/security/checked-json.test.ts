import { checkedJson } from '../../../../src/view/server/security/checked-json.js';

const refused = (status: number, message: RegExp) =>
  expect.objectContaining({ status, message: expect.stringMatching(message) });

it.each(['__proto__', 'constructor', 'prototype'])(
  'takes no object with the name `%s`, at any depth',
  (name) => {
    for (const text of [`{"${name}":1}`, `[{"a":{"${name}":null}}]`])
      expect(() => checkedJson(text, 'the body')).toThrow(refused(400, new RegExp(`name \`${name}\``)));
  },
);

it.each(['', '{', "{'a':1}", 'undefined', 'NaN', '[1,]', '\u0000'])(
  'takes no `%s`, which is no JSON',
  (text) => {
    expect(() => checkedJson(text, 'the body')).toThrow(refused(400, /no JSON: the body/));
  },
);

it('takes values up to a depth and a number', () => {
  const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
  const many = (count: number): string => `[${Array.from({ length: count - 1 }, () => '0').join()}]`;

  expect(checkedJson(nested(101), 'it')).toHaveLength(1);
  expect(() => checkedJson(nested(102), 'it')).toThrow(refused(400, /deeper than 100/));
  expect(checkedJson(many(100_000), 'it')).toHaveLength(99_999);
  expect(() => checkedJson(many(100_001), 'it')).toThrow(refused(413, /more than 100000 values/));
});

it.each([
  ['null', null],
  ['"__proto__"', '__proto__'],
  ['{"a":[1,{"b":true}]}', { a: [1, { b: true }] }],
])('gives `%s` as it is', (text, value) => {
  expect(checkedJson(text, 'it')).toEqual(value);
});
