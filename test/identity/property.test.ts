import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { canonicalize } from '../../src/identity/index.js';
import { changeAt, countOf, tweak } from './change.js';
import { cook, type Kitchen } from './cook.js';
import { exceptionsIn } from './exceptions.js';
import { isSame } from './oracle.js';
import { anyRecipe, type Recipe } from './recipe.js';

/** Pairs of values compared by each property; `FUZZ_RUNS` and `FUZZ_SEED` make the long form. */
const runs = Number(process.env.FUZZ_RUNS ?? 20_000);
const seed = Number(process.env.FUZZ_SEED ?? 20_261_123);

const kitchen: fc.Arbitrary<Kitchen> = fc.record({
  isReversed: fc.boolean(),
  isForeign: fc.boolean(),
  isBare: fc.boolean(),
  isSharing: fc.boolean(),
});

/** The same recipe again, the recipe with one change, or another. */
const pair: fc.Arbitrary<readonly [Recipe, Recipe]> = fc
  .record({
    one: anyRecipe,
    other: anyRecipe,
    how: fc.constantFrom('again', 'tweaked', 'replaced', 'other'),
    at: fc.nat(),
  })
  .map(({ one, other, how, at }) => {
    const index = at % countOf(one);
    switch (how) {
      case 'again':
        return [one, one] as const;
      case 'tweaked':
        return [one, changeAt(one, index, tweak)] as const;
      case 'replaced':
        return [one, changeAt(one, index, () => other)] as const;
      default:
        return [one, other] as const;
    }
  });

const tally = { same: 0, different: 0, unexceptional: 0 };

test(`texts are equal exactly when the oracle says that values are the same (seed ${seed})`, () => {
  fc.assert(
    fc.property(pair, kitchen, kitchen, ([recipe, otherRecipe], here, there) => {
      const one = cook(recipe, here);
      const other = cook(otherRecipe, there);
      const same = isSame(one, other);
      tally[same ? 'same' : 'different'] += 1;
      expect(canonicalize(one) === canonicalize(other)).toBe(same);
      if (exceptionsIn(one) || exceptionsIn(other)) return;
      tally.unexceptional += 1;
      expect(isDeepStrictEqual(one, other)).toBe(same);
    }),
    { numRuns: runs, seed },
  );
  // A property over pairs that are nearly all different, or all exceptional, would say little.
  expect(tally.same).toBeGreaterThan(runs / 5);
  expect(tally.different).toBeGreaterThan(runs / 5);
  expect(tally.unexceptional).toBeGreaterThan(runs / 10);
});
