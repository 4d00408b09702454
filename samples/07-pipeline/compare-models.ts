import { work } from 'workloop';
import type { Example } from './make-examples.js';
import { forecast, type Model, meanOf } from './model.js';

/** A model and its mean absolute error on days that it was not trained on, in °C. */
export interface Rating {
  readonly model: Model;
  readonly errorC: number;
}

/** Rates models, the best first. */
@work({ maxEntries: 1 })
export class CompareModels {
  run(models: readonly Model[], test: readonly Example[]): readonly Rating[] {
    const ratings = models.map((model) => ({ model, errorC: errorOf(model, test) }));
    return ratings.sort((a, b) => a.errorC - b.errorC);
  }
}

function errorOf(model: Model, test: readonly Example[]): number {
  return meanOf(test.map(({ features, nextMaxC }) => Math.abs(forecast(model, features) - nextMaxC)));
}
