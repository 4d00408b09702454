/** A tree of questions about features, with a value at the end of each way through it. */
export type Tree =
  | { readonly value: number }
  | { readonly feature: number; readonly below: number; readonly yes: Tree; readonly no: Tree };

/** How a tree is grown. */
export interface Growth {
  readonly depth: number;
  /** Fewer rows than this are not divided. */
  readonly minRows: number;
  /** The features that may be asked about at one place. */
  readonly features: () => readonly number[];
}

/** Grows a tree that foretells `targets` from `rows`: at each place with the question that leaves the smallest error. */
export function growTree(
  rows: readonly (readonly number[])[],
  targets: readonly number[],
  { depth, minRows, features }: Growth,
): Tree {
  const leaf = { value: targets.reduce((sum, target) => sum + target, 0) / targets.length };
  if (depth === 0 || rows.length < minRows) return leaf;
  const question = bestQuestion(rows, targets, features());
  if (question === undefined) return leaf;
  const grow = (isYes: boolean): Tree => {
    const chosen = rows.flatMap((row, i) => (isBelow(row, question) === isYes ? [i] : []));
    return growTree(
      chosen.map((i) => rows[i] as readonly number[]),
      chosen.map((i) => targets[i] as number),
      { depth: depth - 1, minRows, features },
    );
  };
  return { ...question, yes: grow(true), no: grow(false) };
}

/** What a tree foretells. */
export function askTree(tree: Tree, row: readonly number[]): number {
  let at = tree;
  while ('feature' in at) at = isBelow(row, at) ? at.yes : at.no;
  return at.value;
}

interface Question {
  readonly feature: number;
  readonly below: number;
}

function isBelow(row: readonly number[], { feature, below }: Question): boolean {
  return (row[feature] as number) < below;
}

function bestQuestion(
  rows: readonly (readonly number[])[],
  targets: readonly number[],
  features: readonly number[],
): Question | undefined {
  const total = targets.reduce((sum, target) => sum + target, 0);
  let best: Question | undefined;
  let bestGain = (total * total) / rows.length + 1e-9;
  for (const feature of features) {
    const featureOf = (i: number): number => rows[i]?.[feature] as number;
    const order = rows.map((_, i) => i).sort((a, b) => featureOf(a) - featureOf(b));
    let sum = 0;
    for (let count = 1; count < order.length; count++) {
      const [last, next] = [order[count - 1] as number, order[count] as number];
      sum += targets[last] as number;
      if (featureOf(last) === featureOf(next)) continue;
      const gain = (sum * sum) / count + (total - sum) ** 2 / (order.length - count);
      if (gain <= bestGain) continue;
      bestGain = gain;
      best = { feature, below: (featureOf(last) + featureOf(next)) / 2 };
    }
  }
  return best;
}
