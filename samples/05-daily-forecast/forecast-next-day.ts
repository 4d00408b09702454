import { work } from 'workloop';
import { featuresOf } from './features.js';
import type { Observation } from './observation.js';
import type { Model } from './train-model.js';

/** Forecasts the highest temperature of the day after the last one of the given week, in °C. */
@work({ maxEntries: 1 })
export class ForecastNextDay {
  run(model: Model, week: readonly Observation[]): number {
    const today = week.at(-1);
    if (today === undefined) throw new RangeError('There is no forecast without a single day to go by.');
    if (model.kind === 'sameAsToday') return today.maxC;
    const values = [...featuresOf(week, week.length - 1), 1];
    return values.reduce((sum, value, index) => sum + value * (model.weights[index] ?? 0), 0);
  }
}
