import { textKit } from '../../src/identity/kit.js';
import { matchDisagreement, textDisagreement } from './fuzz/disagreement.js';
import { tellLie } from './fuzz/lies.js';
import { Random } from './fuzz/random.js';
import { TypeMaker } from './fuzz/types.js';
import { anything, copyOf } from './fuzz/values.js';
import { type CountingHasher, compileHashers, genericText } from './hasher-lab.js';

// One seed is the same run everywhere; a soak takes other seeds and more of everything.
const seed = Number(process.env.FUZZ_SEED ?? 20_251);
const scale = Number(process.env.FUZZ_SCALE ?? 1);
const works = 220;
const roundsPerWork = 36 * scale;

test(`generated hashers never contradict the generic encoder (FUZZ_SEED=${seed})`, () => {
  const tally = { cases: 0, wellTyped: 0, fast: 0, matchable: 0, matched: 0, given: 0 };
  const random = new Random(seed);
  const maker = new TypeMaker(random);
  const parameters = Array.from({ length: works }, (_, index) =>
    index % 3 === 0 ? maker.smallParameters() : maker.parameters(),
  );
  const hashers = compileHashers(
    maker.declarations,
    parameters.map(({ source }) => source),
  );
  expect(hashers).toHaveLength(works);

  parameters.forEach(({ source, make }, index) => {
    const found = hashers[index];
    if (found === undefined) return;
    for (let round = 0; round < roundsPerWork; round++) {
      const typed = () => make(random);
      examine(found, source, typed, random, tally);
    }
  });

  expect(tally.cases).toBeGreaterThanOrEqual(30_000);
  // A fuzz in which everything gives up would agree with anything.
  expect(tally.fast / tally.wellTyped).toBeGreaterThan(0.6);
  expect(tally.given / tally.cases).toBeGreaterThan(0.5);
  expect(tally.matchable).toBeGreaterThan(1_000);
  expect(tally.matched).toBe(tally.matchable);
});

function examine(
  found: CountingHasher,
  source: string,
  typed: () => unknown[],
  random: Random,
  tally: Record<'cases' | 'wellTyped' | 'fast' | 'matchable' | 'matched' | 'given', number>,
): void {
  const { hasher } = found;
  const args = typed();
  found.left = 0;
  const text = hasher.text(args);
  tally.wellTyped++;
  if (text !== undefined && found.left === 0) tally.fast++;

  const leaves = hasher.leaves?.(args);
  if (leaves !== undefined) {
    tally.matchable++;
    for (const [position, leaf] of leaves.entries()) {
      const isThere = leaf !== textKit.match.absent;
      if (isThere && !Object.is(hasher.leaf?.(args, position), leaf))
        throw new Error(`run(${source}) with ${show(args)}: leaf ${position} is not there`);
    }
    if (
      hasher.same?.(
        args.map((arg) => copyOf(arg, random)),
        leaves,
      )
    )
      tally.matched++;
  }

  const lying = args.map((arg) => copyOf(arg, random));
  tellLie(lying, random);
  const liar = args.map((arg) => copyOf(arg, random));
  tellLie(liar, random);
  const strange = Array.from({ length: random.below(4) }, () => anything(random));
  for (const list of [args, typed(), lying, liar, strange]) {
    tally.cases++;
    if (genericText(list) !== undefined && hasher.text(list) !== undefined) tally.given++;
    const disagreement = textDisagreement(hasher, list) ?? matchDisagreement(hasher, args, list);
    if (disagreement !== undefined) throw new Error(`run(${source}) with ${show(list)}: ${disagreement}`);
  }
}

function show(args: readonly unknown[]): string {
  try {
    return JSON.stringify(args, (_, value: unknown) =>
      typeof value === 'bigint' ? `${value}n` : value,
    )?.slice(0, 500);
  } catch {
    return String(args.length);
  }
}
