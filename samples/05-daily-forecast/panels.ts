import type { Panel } from 'workloop/view';
import { errorOf, meanErrorsOf, type Score } from './scoreboard.js';

/** Forecast against actual as a chart, and how far off the forecasts were. Nothing before the first one. */
export function panelsOf(scores: readonly Score[]): Panel[] {
  const last = scores.at(-1);
  if (last === undefined) return [];
  const { forecastC, naiveC } = meanErrorsOf(scores);
  return [
    {
      kind: 'series',
      title: 'Highest temperature of the day, in °C',
      // Where the day begins here, as the axis names it; without a time it would be where it begins in Greenwich.
      x: scores.map(({ tomorrow }) => Date.parse(`${tomorrow}T00:00`)),
      isTime: true,
      lines: [
        { label: 'forecast', values: scores.map((score) => rounded(score.forecastC)) },
        { label: 'actual', values: scores.map((score) => rounded(score.actualC)) },
      ],
    },
    {
      kind: 'keyValues',
      title: 'Error, in °C',
      values: {
        [`of the last forecast, for ${last.tomorrow}`]: rounded(errorOf(last)),
        'in the mean': rounded(forecastC),
        'in the mean of the naive forecast "same as today"': rounded(naiveC),
        'days so far': scores.length,
      },
    },
  ];
}

function rounded(temperatureC: number): number {
  return Math.round(temperatureC * 100) / 100;
}
