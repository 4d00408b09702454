import type { Observation } from './observation.js';

const DAYS_OF_A_YEAR = 365.25;

/** How far back a forecast looks: with more history it comes out the same. */
export const DAYS_OF_A_WEEK = 7;

/**
 * What a forecast for the day after `history[day]` goes by: that day and the ones before it, and the season. Nothing
 * that comes later.
 */
export function featuresOf(history: readonly Observation[], day: number): number[] {
  const today = at(history, day);
  const yesterday = history[day - 1] ?? today;
  const week = history.slice(Math.max(0, day + 1 - DAYS_OF_A_WEEK), day + 1);
  const season = (2 * Math.PI * dayOfYear(today.date)) / DAYS_OF_A_YEAR;
  return [
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
}

function dayOfYear(date: string): number {
  const newYear = `${date.slice(0, 4)}-01-01`;
  return (Date.parse(date) - Date.parse(newYear)) / 86_400_000 + 1;
}

function at(history: readonly Observation[], day: number): Observation {
  const observation = history[day];
  if (observation === undefined)
    throw new RangeError(`Expected a day from 0 to ${history.length - 1}, got ${day}`);
  return observation;
}
