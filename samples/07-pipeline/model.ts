import type { Example } from './make-examples.js';
import { askTree, type Tree } from './regression-tree.js';

/** What training gives: plain data, so that it can cross from a thread to the flow. */
export type Model =
  | {
      readonly kind: 'boosting';
      readonly start: number;
      readonly rate: number;
      readonly trees: readonly Tree[];
    }
  | { readonly kind: 'forest'; readonly trees: readonly Tree[] }
  | { readonly kind: 'neighbours'; readonly count: number; readonly examples: readonly Example[] };

/** Tomorrow's highest temperature by a model, in °C. */
export function forecast(model: Model, features: readonly number[]): number {
  switch (model.kind) {
    case 'boosting':
      return model.trees.reduce((sum, tree) => sum + model.rate * askTree(tree, features), model.start);
    case 'forest':
      return meanOf(model.trees.map((tree) => askTree(tree, features)));
    case 'neighbours':
      return meanOf(
        nearest(model.examples, features)
          .slice(0, model.count)
          .map(({ nextMaxC }) => nextMaxC),
      );
  }
}

/** Examples, the ones first that are like the given features. */
export function nearest(examples: readonly Example[], features: readonly number[]): readonly Example[] {
  const distances = examples.map((example) => ({ example, distance: distance(example.features, features) }));
  return distances.sort((a, b) => a.distance - b.distance).map(({ example }) => example);
}

export function meanOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/** How much a difference of 1 counts in each feature; the season goes from −1 to 1, and temperatures much further. */
const WEIGHTS = [1, 0.5, 1, 0.5, 0.5, 0.3, 1, 6, 6];

function distance(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < WEIGHTS.length; i++)
    sum += (WEIGHTS[i] as number) * ((a[i] as number) - (b[i] as number)) ** 2;
  return sum;
}
