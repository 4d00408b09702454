import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withOptions, work } from 'workloop';
import { TestApp } from 'workloop/testing';
import { CleanObservations, readObservations } from '../../samples/05-daily-forecast/clean-observations.js';
import { DailyForecast } from '../../samples/05-daily-forecast/daily-forecast.js';
import { DAYS_OF_A_WEEK } from '../../samples/05-daily-forecast/features.js';
import { ForecastNextDay } from '../../samples/05-daily-forecast/forecast-next-day.js';
import type { Observation } from '../../samples/05-daily-forecast/observation.js';
import { errorOf, meanErrorsOf, type Score } from '../../samples/05-daily-forecast/scoreboard.js';
import { type Model, TrainModel } from '../../samples/05-daily-forecast/train-model.js';
import { panelsOf } from '../../src/view/panel/panels-of.js';
import { repository } from './run-command.js';

const sample = join(repository, 'samples', '05-daily-forecast');
const file = join(sample, 'data', 'seattle-weather.csv');
const observations = readObservations(file);
const DAY_MS = 200;

/** One call that the flow made in one of its passes. */
interface MadeCall {
  readonly path: string;
  readonly today: string;
}

/** Lives through days under the virtual clock, with a pass every 100 ms. */
async function live(days: number) {
  const lines: string[] = [];
  const root = new DailyForecast({
    file,
    observations,
    days,
    dayMs: DAY_MS,
    print: (line) => lines.push(line),
  });
  const app = new TestApp(root);
  const executed: string[] = [];
  const calls: MadeCall[] = [];
  const noteCall = ({ path }: { path: string }) =>
    calls.push({ path, today: observations[root.today]?.date ?? '' });
  app.on('call:queued', noteCall);
  app.on('call:joined', noteCall);
  app.on('call:hit', noteCall);
  app.on('call:started', ({ path }) => executed.push(path));
  while (!app.hasEnded) await app.advance(DAY_MS);
  const { counts } = app;
  const end = await app.close();
  return { root, lines, executed, calls, counts, end };
}

describe('the daily forecast', () => {
  it('reads every day of the file', () => {
    expect(observations).toHaveLength(1461);
    expect(observations[0]).toEqual({
      date: '2012-01-01',
      precipitationMm: 0,
      maxC: 12.8,
      minC: 5,
      windMs: 4.7,
      isSunny: false,
    });
  });

  it('executes each work once a day, and prints one line a day, though every pass says all of it', async () => {
    const { root, lines, executed, counts, end } = await live(60);

    expect(executed).toEqual(
      Array.from({ length: 60 }, () => ['root.cleaner', 'root.trainer', 'root.forecaster']).flat(),
    );
    expect(counts).toMatchObject({ executions: 180, failures: 0 });
    expect(counts.passes).toBeGreaterThanOrEqual(60 * 4);
    expect(counts.hits).toBeGreaterThan(counts.executions);
    expect(lines.map((line) => line.slice(0, 10))).toEqual(
      observations.slice(-61, -1).map(({ date }) => date),
    );
    expect(end).toEqual({ exitCode: 0, reason: '60 days are over' });
    // Really better, not by the noise of a few days.
    const { forecastC, naiveC } = meanErrorsOf(root.scores);
    expect(forecastC).toBeLessThan(0.95 * naiveC);
  }, 60_000);

  it('shows forecast against actual as a chart, and the errors', async () => {
    const root = new DailyForecast({ file, observations, days: 5, dayMs: DAY_MS, print: () => undefined });
    expect(panelsOf(root)).toEqual({ panels: [] });

    const { root: lived } = await live(5);

    const [last] = lived.scores.slice(-1);
    expect(panelsOf(lived)).toEqual({
      panels: [
        {
          kind: 'series',
          title: 'Highest temperature of the day, in °C',
          isTime: true,
          x: ['2015-12-27', '2015-12-28', '2015-12-29', '2015-12-30', '2015-12-31'].map((day) =>
            Date.parse(`${day}T00:00`),
          ),
          lines: [
            { label: 'forecast', values: lived.scores.map(({ forecastC }) => Number(forecastC.toFixed(2))) },
            { label: 'actual', values: [4.4, 5, 7.2, 5.6, 5.6] },
          ],
        },
        {
          kind: 'keyValues',
          title: 'Error, in °C',
          values: {
            'of the last forecast, for 2015-12-31': Number(errorOf(last as Score).toFixed(2)),
            'in the mean': expect.any(Number),
            'in the mean of the naive forecast "same as today"': expect.any(Number),
            'days so far': 5,
          },
        },
      ],
    });
  }, 60_000);

  it('forecasts the same from a file in which the future has not been written yet', async () => {
    const { root } = await live(5);
    const directory = mkdtempSync(join(tmpdir(), 'workloop-'));
    const rows = readFileSync(file, 'utf8').trimEnd().split('\n');

    const forecasts = await Promise.all(
      root.scores.map(async ({ today }) => {
        const past = join(directory, `${today}.csv`);
        const last = rows.findIndex((row) => row.startsWith(today));
        writeFileSync(past, rows.slice(0, last + 1).join('\n'));
        return forecastFrom(past, today);
      }),
    );
    rmSync(directory, { recursive: true });

    expect(forecasts).toEqual(root.scores.map(({ forecastC }) => forecastC));
  });

  it('leaves out what is incomplete, and takes the last of two rows for one day', () => {
    const directory = mkdtempSync(join(tmpdir(), 'workloop-'));
    const dirty = join(directory, 'dirty.csv');
    const rows = [
      'date,precipitation,temp_max,temp_min,wind,weather',
      '2012-01-03,0.8,11.7,7.2,2.3,rain',
      '2012-01-01,0.0,12.8,5.0,4.7,sun',
      '2012-01-02,,10.6,2.8,4.5,rain',
      'yesterday,1,10.6,2.8,4.5,rain',
      '2012-01-03,0.8,11.9,7.2,2.3,rain',
    ];
    writeFileSync(dirty, rows.join('\n'));

    const cleaned = readObservations(dirty);
    rmSync(directory, { recursive: true });

    expect(cleaned.map(({ date, maxC }) => [date, maxC])).toEqual([
      ['2012-01-01', 12.8],
      ['2012-01-03', 11.9],
    ]);
  });
});

describe('the daily forecast with caching off', () => {
  it('gives the same forecasts, and executes on every call of every pass', async () => {
    const { root, calls, counts } = await live(15);
    const expected = root.scores.map(({ today, forecastC }) => [today, forecastC]);

    const cached = await replay(calls, { cacheCalls: true });
    const uncached = await replay(calls, { cacheCalls: false });

    expect([...cached.forecasts]).toEqual(expected);
    expect([...uncached.forecasts]).toEqual(expected);
    expect(calls).toHaveLength(counts.executions + counts.hits + counts.joins);
    expect(cached.executions).toBe(45);
    expect(uncached.executions).toBe(calls.length);
    const promise = `15 days take 45 executions with caching and ${uncached.executions} without it`;
    expect(readFileSync(join(sample, 'README.md'), 'utf8').replace(/\s+/g, ' ')).toContain(promise);
  }, 60_000);
});

/** Makes the calls that the passes of an app made, with works on their own. */
async function replay(calls: readonly MadeCall[], options: { cacheCalls: boolean }) {
  let executions = 0;
  @work()
  class CountedCleaner extends CleanObservations {
    override run(...args: Parameters<CleanObservations['run']>) {
      executions++;
      return super.run(...args);
    }
  }
  @work()
  class CountedTrainer extends TrainModel {
    override async run(...args: Parameters<TrainModel['run']>) {
      executions++;
      return super.run(...args);
    }
  }
  @work()
  class CountedForecaster extends ForecastNextDay {
    override run(...args: Parameters<ForecastNextDay['run']>) {
      executions++;
      return super.run(...args);
    }
  }
  const cleaner = withOptions(new CountedCleaner(), options);
  const trainer = withOptions(new CountedTrainer(), options);
  const forecaster = withOptions(new CountedForecaster(), options);

  const forecasts = new Map<string, number>();
  let history: readonly Observation[] = [];
  let model: Model = { kind: 'sameAsToday' };
  for (const { path, today } of calls) {
    if (path === 'root.cleaner') history = cleaner.run(file, today);
    if (path === 'root.trainer') model = await trainer.run(history);
    if (path === 'root.forecaster')
      forecasts.set(today, forecaster.run(model, history.slice(-DAYS_OF_A_WEEK)));
  }
  return { forecasts, executions };
}

/** What is forecast on a day by somebody who has nothing but a file. */
async function forecastFrom(past: string, today: string): Promise<number> {
  const history = new CleanObservations().run(past, today);
  return new ForecastNextDay().run(await new TrainModel().run(history), history.slice(-DAYS_OF_A_WEEK));
}
