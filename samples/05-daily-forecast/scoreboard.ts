/** A forecast and what became of it, in °C. */
export interface Score {
  readonly today: string;
  readonly tomorrow: string;
  readonly forecastC: number;
  /** What somebody says who knows no more than today's temperature. */
  readonly naiveC: number;
  readonly actualC: number;
}

/** How far off a forecast was, in °C. */
export function errorOf({ forecastC, actualC }: Score): number {
  return Math.abs(forecastC - actualC);
}

/** One line on one forecast. */
export function lineOf(score: Score): string {
  const { today, tomorrow, forecastC, actualC } = score;
  return [
    `${today}: forecast for ${tomorrow} ${celsius(forecastC)}`,
    `actual ${celsius(actualC)}`,
    `error ${celsius(errorOf(score))}`,
  ].join(', ');
}

/** The mean absolute error of the forecasts and that of the naive ones, in °C. */
export function meanErrorsOf(scores: readonly Score[]): { forecastC: number; naiveC: number } {
  const mean = (errors: readonly number[]): number =>
    errors.reduce((sum, error) => sum + error, 0) / errors.length;
  return {
    forecastC: mean(scores.map(errorOf)),
    naiveC: mean(scores.map(({ naiveC, actualC }) => Math.abs(naiveC - actualC))),
  };
}

function celsius(temperature: number): string {
  return `${temperature.toFixed(1).padStart(5)} °C`;
}
