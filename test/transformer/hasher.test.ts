import { compileHasher, genericText } from './hasher-lab.js';

test('quick', () => {
  const h = compileHasher(
    'rows: {id: number; name: string; tags?: string[]}[], o?: {a: number; b: {c: string} | null}',
  );
  const args = [
    [
      { id: 1, name: 'x' },
      { name: 'y', id: -0, tags: ['a'] },
    ],
    { a: 1, b: { c: 'q' } },
  ];
  expect(h.text(args)).toBe(genericText(args));
  const g = compileHasher('o: {value: number}, p?: {a: {b: string} | undefined}');
  const l = g.leaves?.([{ value: 42 }]);
  expect(l).toEqual([1, 42, expect.anything(), expect.anything(), expect.anything()]);
  expect(g.same?.([{ value: 42 }], l!)).toBe(true);
  expect(g.same?.([{ value: 42 }, { a: { b: 'x' } }], g.leaves?.([{ value: 42 }, { a: { b: 'x' } }])!)).toBe(
    true,
  );
  expect(g.same?.([{ value: 43 }], l!)).toBe(false);
});
