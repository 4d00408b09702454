import { work } from 'workloop';
import { featuresOf } from './features.js';
import type { Observation } from './observation.js';
import type { Model } from './train-model.js';

/** Forecasts the highest temperature of the day after the last one of the history, in °C. */
@work({ maxEntries: 1 })
export class ForecastNextDay {
  run(model: Model, history: readonly Observation[]): number {
    const today = history.at(-1);
    if (today === undefined) throw new RangeError('There is no forecast without a single day of history.');
    if (model.kind === 'sameAsToday') return today.maxC;
    const values = [...featuresOf(history, history.length - 1), 1];
    return values.reduce((sum, value, index) => sum + value * (model.weights[index] ?? 0), 0);
  }
}
