import { work } from 'workloop';
import type { Observation } from './observation.js';

/** What is known on the evening of a day, and the highest temperature of the day after it. */
export interface Example {
  readonly features: readonly number[];
  readonly nextMaxC: number;
}

/** Examples to learn from, and later ones to compare models on. */
export interface Examples {
  readonly training: readonly Example[];
  readonly test: readonly Example[];
}

const TEST_DAYS = 180;
const DAYS_OF_A_YEAR = 365.25;

/** Makes features of the observations up to a day. The last half year is kept for the comparison. */
@work({ maxEntries: 1 })
export class MakeExamples {
  run(observations: readonly Observation[], until: string): Examples {
    const days = observations.filter(({ date }) => date <= until);
    const examples = days.slice(0, -1).map((_, day) => exampleOf(days, day));
    return { training: examples.slice(0, -TEST_DAYS), test: examples.slice(-TEST_DAYS) };
  }
}

function exampleOf(days: readonly Observation[], day: number): Example {
  const today = days[day] as Observation;
  const yesterday = days[day - 1] ?? today;
  const week = days.slice(Math.max(0, day - 6), day + 1);
  const season = (2 * Math.PI * dayOfYear(today.date)) / DAYS_OF_A_YEAR;
  const features = [
    today.maxC,
    yesterday.maxC,
    week.reduce((sum, { maxC }) => sum + maxC, 0) / week.length,
    today.minC,
    // Rain falls in few large and many small amounts.
    Math.sqrt(today.precipitationMm),
    today.windMs,
    today.isSunny ? 1 : 0,
    Math.sin(season),
    Math.cos(season),
  ];
  return { features, nextMaxC: (days[day + 1] as Observation).maxC };
}

function dayOfYear(date: string): number {
  return (Date.parse(date) - Date.parse(`${date.slice(0, 4)}-01-01`)) / 86_400_000 + 1;
}
