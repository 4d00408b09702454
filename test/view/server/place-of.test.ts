import { placeOf } from '../../../src/view/server/place-of.js';

it('names the kind of an error and where it was thrown', () => {
  expect(placeOf(new RangeError('too many'))).toMatch(/^RangeError at .*place-of\.test\.ts:\d+:\d+\)?$/);
});

it.each([
  ['one that looks like a stack', 'secret\n    at secret (secret.js:1:1)'],
  ['one with signs that mean something elsewhere', '$& secret $1 ('],
  ['one that is empty', ''],
])('quotes no message, not %s', (_name, message) => {
  expect(placeOf(new TypeError(message))).toMatch(/^TypeError at (?!.*secret).*place-of\.test\.ts/);
});

it('does with what has no stack, and with what is no error', () => {
  const bare = new Error('secret');
  delete bare.stack;

  expect(placeOf(bare)).toBe('Error');
  expect(placeOf('secret')).toBe('something was thrown that is no error');
});
