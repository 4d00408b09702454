import { work } from 'workloop';
import type { Example } from './make-examples.js';
import { type Model, meanOf, nearest } from './model.js';
import { randomFrom } from './random.js';
import { askTree, growTree, type Tree } from './regression-tree.js';

const ALL_FEATURES = [0, 1, 2, 3, 4, 5, 6, 7, 8];

// Three ways to learn the same thing. Each computes without a pause for as long as it takes, and so holds up its thread; the
// app has others.

/** Trees one after the other, each for what the ones before it left wrong. */
@work({ parallel: true })
export class TrainBoosting {
  async run(examples: readonly Example[]): Promise<Model> {
    const [start, rate] = [meanOf(examples.map(({ nextMaxC }) => nextMaxC)), 0.05];
    const rows = examples.map(({ features }) => features);
    const trees: Tree[] = [];
    let left = examples.map(({ nextMaxC }) => nextMaxC - start);
    while (trees.length < 120) {
      const tree = growTree(rows, left, { depth: 3, minRows: 20, features: () => ALL_FEATURES });
      trees.push(tree);
      left = left.map((error, i) => error - rate * askTree(tree, rows[i] as readonly number[]));
    }
    return { kind: 'boosting', start, rate, trees };
  }
}

/** Many trees, each of a part of the examples that chance chose, which then vote. */
@work({ parallel: true })
export class TrainForest {
  async run(examples: readonly Example[]): Promise<Model> {
    const random = randomFrom(1);
    const oneOf = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
    const features = (): readonly number[] => [oneOf(ALL_FEATURES), oneOf(ALL_FEATURES), oneOf(ALL_FEATURES)];
    const trees = Array.from({ length: 60 }, () => {
      const chosen = examples.map(() => oneOf(examples));
      const rows = chosen.map((example) => example.features);
      return growTree(
        rows,
        chosen.map(({ nextMaxC }) => nextMaxC),
        { depth: 8, minRows: 10, features },
      );
    });
    return { kind: 'forest', trees };
  }
}

/** Looks for the number of similar days whose mean comes closest, by leaving each day out in turn. */
@work({ parallel: true })
export class TrainNeighbours {
  async run(examples: readonly Example[]): Promise<Model> {
    const errors = new Array<number>(50).fill(0);
    for (const example of examples) {
      const [, ...others] = nearest(examples, example.features);
      let sum = 0;
      for (let count = 1; count <= errors.length; count++) {
        sum += others[count - 1]?.nextMaxC ?? 0;
        errors[count - 1] = (errors[count - 1] as number) + Math.abs(sum / count - example.nextMaxC);
      }
    }
    return { kind: 'neighbours', count: errors.indexOf(Math.min(...errors)) + 1, examples };
  }
}
