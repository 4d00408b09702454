import { flow, use } from 'workloop';
import type { Example } from './make-examples.js';
import type { Model } from './model.js';
import { TrainBoosting, TrainForest, TrainNeighbours } from './train.js';

/** Trains three models beside each other. */
@flow()
export class Training {
  readonly boosting = new TrainBoosting();
  readonly forest = new TrainForest();
  readonly neighbours = new TrainNeighbours();

  run(examples: readonly Example[]): Model[] {
    return use([this.boosting.run(examples), this.forest.run(examples), this.neighbours.run(examples)]);
  }
}
