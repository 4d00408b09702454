import MultivariateLinearRegression from 'ml-regression-multivariate-linear';
import { work } from 'workloop';
import { featuresOf } from './features.js';
import type { Observation } from './observation.js';

/** What the forecast of tomorrow's highest temperature is computed with. */
export type Model =
  | { readonly kind: 'sameAsToday' }
  /** The weight of each feature, and last the constant. */
  | { readonly kind: 'linear'; readonly weights: readonly number[] };

/** With fewer days than this a regression on nine features knows less than "same as today" does. */
const ENOUGH_DAYS = 90;

/** Learns from every pair of consecutive days so far. Runs beside the flow. */
@work({ parallel: true, maxEntries: 1 })
export class TrainModel {
  async run(history: readonly Observation[]): Promise<Model> {
    if (history.length < ENOUGH_DAYS) return { kind: 'sameAsToday' };
    const nextDays = history.slice(1);
    const regression = new MultivariateLinearRegression(
      nextDays.map((_, day) => featuresOf(history, day)),
      nextDays.map(({ maxC }) => [maxC]),
      { statistics: false },
    );
    return { kind: 'linear', weights: regression.weights.flat() };
  }
}
