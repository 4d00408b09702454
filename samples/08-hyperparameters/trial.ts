import { work } from 'workloop';

/** What is looked for. */
export interface Settings {
  /** How far each step goes down the slope. */
  readonly rate: number;
  /** How much of the last step the next one keeps. */
  readonly momentum: number;
}

const STEPS = 40;

/** Descends a long narrow valley, step by step; how far it is from the bottom then, is the loss. */
@work({ parallel: true, raiseException: false })
export class Trial {
  async run({ rate, momentum }: Settings): Promise<number> {
    let [x, y, velocityX, velocityY, loss] = [9, 1, 0, 0, 0];
    for (let step = 1; step <= STEPS; step++) {
      velocityX = momentum * velocityX - rate * x;
      velocityY = momentum * velocityY - rate * 9 * y;
      x += velocityX;
      y += velocityY;
      loss = (x * x + 9 * y * y) / 2;
      if (loss > 1e6) throw new RangeError(`went off after ${step} steps`);
    }
    return loss;
  }
}
