import { fileURLToPath } from 'node:url';
import { App } from 'workloop';
import { readObservations } from './clean-observations.js';
import { readSettings, SettingError } from './command-line.js';
import { DailyForecast } from './daily-forecast.js';
import { meanErrorsOf } from './scoreboard.js';

// Compiled, this file is in samples/dist/05-daily-forecast; the data stays with the source.
const file = fileURLToPath(new URL('../../05-daily-forecast/data/seattle-weather.csv', import.meta.url));

try {
  await main();
} catch (error) {
  if (!(error instanceof SettingError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const observations = readObservations(file);
  // The last day has no day after it to compare a forecast with.
  const { store, ...settings } = readSettings(process.argv.slice(2), process.env, observations.length - 1);
  const root = new DailyForecast({ file, observations, ...settings, print: (line) => console.log(line) });
  // A day should not be over long before a pass notices.
  const heartbeatMs = Math.min(100, Math.max(1, settings.dayMs / 2));
  const app = new App(root, { heartbeatMs, ...(store !== undefined && { store }) });
  app.on('app:started', () => {
    const { length } = root.scores;
    if (length > 0) console.log(`${length} days were over before`);
  });
  await app.run();

  const { passes, executions, hits } = app.counts;
  console.log(`${root.scores.length} days: ${passes} passes, ${executions} executions, ${hits} hits`);
  // Interrupted before the first day was over, there is nothing to take the mean of.
  if (root.scores.length === 0) return;
  const { forecastC, naiveC } = meanErrorsOf(root.scores);
  console.log(
    `mean absolute error ${forecastC.toFixed(2)} °C, of the naive forecast "same as today" ${naiveC.toFixed(2)} °C`,
  );
}
