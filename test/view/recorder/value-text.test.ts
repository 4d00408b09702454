import { textOfValue } from '../../../src/view/recorder/value-text.js';

const textOf = (value: unknown) =>
  textOfValue(value, { redact: undefined, work: 'root.work', name: 'result' });

describe('a value as text', () => {
  it.each([
    // biome-ignore lint/suspicious/noSparseArray: it is about holes.
    ['with a hole', [1, , 3], '[1, hole, 3]'],
    // biome-ignore lint/suspicious/noSparseArray: as above.
    ['with holes at the beginning', [, , 3], '[2 holes, 3]'],
    // biome-ignore lint/suspicious/noSparseArray: as above.
    ['with holes at the end', [1, , ,], '[1, … 2 more]'],
    ['of nothing but holes', new Array(3), '[… 3 more]'],
    ['without any', [1, undefined], '[1, undefined]'],
    ['typed', new Uint8Array([1, 2]), 'Uint8Array(2) [1, 2]'],
  ])('a list %s', (_, value, text) => {
    expect(textOf(value)).toBe(text);
  });

  it('has a string in full as far as a person reads on', () => {
    const page = 'word '.repeat(300);
    expect(textOf(page)).toBe(`'${page}'`);
    expect(textOf({ page })).toContain(`page: '${page}'`);
  });

  it('says of a string that is cut how long it is', () => {
    const text = textOf('x'.repeat(100_000));
    expect(text).toMatch(/^'x+…' \(100000 characters\)$/);
    expect(text).toHaveLength(2_000);
  });
});
