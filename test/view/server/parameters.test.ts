import { LIMITS } from '../../../src/view/server/limits.js';
import { Parameters } from '../../../src/view/server/routes/parameters.js';

const given = (query: string): Parameters => new Parameters(query, ['search', 'limit', 'args']);

it('reads plus signs as blanks and keeps equals signs of a value', () => {
  expect(given('args=a+b%2Bc=d=').text('args')).toBe('a b+c=d=');
});

it('has the usual number of items where none is given', () => {
  expect(given('').limit()).toBe(LIMITS.page.defaultItems);
  expect(given('limit=7').limit()).toBe(7);
});

it('looks for nothing where there is no text to look for', () => {
  expect(given('search=').search()).toBeUndefined();
  expect(given('').search()).toBeUndefined();
});

it('looks for a text as it is, whatever it would mean in a pattern', () => {
  const search = given(`search=${encodeURIComponent('a.b[1]/(x|y)-$')}`).search()!;

  expect(search.test('see A.B[1]/(X|Y)-$ there')).toBe(true);
  expect(search.test('axb[1]/(x|y)-$')).toBe(false);
});

it('refuses what is not well encoded', () => {
  expect(() => given('search=%zz')).toThrow(expect.objectContaining({ status: 400 }));
});
