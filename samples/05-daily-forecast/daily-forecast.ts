import { flow, now, stop, use } from 'workloop';
import type { Panel } from 'workloop/view';
import { CleanObservations } from './clean-observations.js';
import { DAYS_OF_A_WEEK } from './features.js';
import { ForecastNextDay } from './forecast-next-day.js';
import type { Observation } from './observation.js';
import { panelsOf } from './panels.js';
import { lineOf, type Score } from './scoreboard.js';
import { TrainModel } from './train-model.js';

/** The days that the flow lives through. */
export interface Season {
  readonly file: string;
  /** Every day in the file. Only the flow sees it, to compare a forecast with what came. */
  readonly observations: readonly Observation[];
  /** How many of the days, the last ones that have a day after them. */
  readonly days: number;
  readonly dayMs: number;
  /** Takes the line of a day. */
  readonly print: (line: string) => void;
}

/** Lives through the days, one every `dayMs`, and has tomorrow's temperature forecast on each. */
@flow()
export class DailyForecast {
  readonly cleaner = new CleanObservations();
  readonly trainer = new TrainModel();
  readonly forecaster = new ForecastNextDay();
  /** Position of today among the observations. */
  today: number;
  /** How many days the season has that {@link today} and the scores belong to. */
  days: number;
  /** Of the days so far. Public, so that a store has them. */
  scores: Score[] = [];
  readonly #season: Season;
  #dayEndsAtMs: number | undefined;

  constructor(season: Season) {
    this.#season = season;
    this.days = season.days;
    this.today = firstDayOf(season);
  }

  run(): void {
    const { file, dayMs, days } = this.#season;
    // What a store gave back may be of another season.
    if (this.days !== days) [this.days, this.today, this.scores] = [days, firstDayOf(this.#season), []];
    // The last day of a season that was over before is over, too.
    this.#dayEndsAtMs ??= now().getTime() + (this.scores.length === days ? 0 : dayMs);
    const [today, tomorrow] = [this.#observation(this.today), this.#observation(this.today + 1)];

    // Every pass says all of it; the framework knows what of it is new.
    const history = this.cleaner.run(file, today.date);
    const model = use(this.trainer.run(history));
    const forecastC = this.forecaster.run(model, history.slice(-DAYS_OF_A_WEEK));

    this.#score({
      today: today.date,
      tomorrow: tomorrow.date,
      forecastC,
      naiveC: today.maxC,
      actualC: tomorrow.maxC,
    });
    if (now().getTime() >= this.#dayEndsAtMs) this.#endDay(this.#dayEndsAtMs);
  }

  /** What the page of the app shows of this flow. */
  view(): Panel[] {
    return panelsOf(this.scores);
  }

  /** A pass is not an event: of the many on one day, the first that comes here is the one that reports. */
  #score(score: Score): void {
    if (this.scores.at(-1)?.today === score.today) return;
    this.scores.push(score);
    this.#season.print(lineOf(score));
  }

  /** Goes by the clock and skips nothing: who is late lives through the days that are over one by one. */
  #endDay(endedAtMs: number): void {
    if (this.scores.length === this.#season.days) stop(`${this.#season.days} days are over`);
    this.today++;
    this.#dayEndsAtMs = endedAtMs + this.#season.dayMs;
  }

  #observation(day: number): Observation {
    const observation = this.#season.observations[day];
    if (observation === undefined) throw new RangeError(`There is no day ${day} in ${this.#season.file}`);
    return observation;
  }
}

function firstDayOf({ observations, days }: Season): number {
  return observations.length - 1 - days;
}
