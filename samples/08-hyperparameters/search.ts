import { flow, stop, use, WorkFailedError } from 'workloop';
import { type Settings, Trial } from './trial.js';

/** A trial and what it is a trial of. */
interface Candidate {
  readonly settings: Settings;
  readonly trial: Trial;
}

/** How a trial ended. */
interface Outcome {
  readonly settings: Settings;
  readonly loss: number;
  readonly failure?: string;
}

/** Searches in waves: each wave is trials around the best that the waves before it found. */
@flow()
export class Search {
  wave: Candidate[] = [];
  readonly #waves: number;
  readonly #print: (line: string) => void;
  #wavesDone = 0;
  #best: Outcome = { settings: { rate: 0.16, momentum: 0.5 }, loss: Number.POSITIVE_INFINITY };

  constructor(waves: number, print: (line: string) => void) {
    this.#waves = waves;
    this.#print = print;
  }

  get best(): Outcome {
    return this.#best;
  }

  run(): void {
    if (this.wave.length === 0) this.wave = candidatesAround(this.#best.settings, this.#wavesDone);

    // First all of them are begun, then each is waited for.
    const losses = this.wave.map(({ settings, trial }) => trial.run(settings));
    const outcomes = this.wave.map(({ settings }, i) => outcomeOf(settings, losses[i] as Promise<number>));

    this.#endWave(outcomes);
    // The trials leave the tree, and with them their threads and records.
    this.wave = [];
  }

  #endWave(outcomes: readonly Outcome[]): void {
    this.#wavesDone++;
    this.#print(`wave ${this.#wavesDone}`);
    for (const outcome of outcomes) this.#print(`  ${lineOf(outcome)}`);
    this.#best = [this.#best, ...outcomes].reduce((best, outcome) =>
      outcome.loss < best.loss ? outcome : best,
    );
    if (this.#wavesDone === this.#waves) stop(`the best is ${lineOf(this.#best)}`);
  }
}

/** A trial that fails is one that lost; the others are not touched, and the search goes on. */
function outcomeOf(settings: Settings, loss: Promise<number>): Outcome {
  try {
    return { settings, loss: use(loss) };
  } catch (error) {
    if (!(error instanceof WorkFailedError)) throw error;
    return { settings, loss: Number.POSITIVE_INFINITY, failure: (error.cause as Error).message };
  }
}

function candidatesAround({ rate, momentum }: Settings, wave: number): Candidate[] {
  const [factor, distance] = [2 ** (1 / 2 ** wave), 0.3 / 2 ** wave];
  return [rate / factor, rate, rate * factor].flatMap((rate) =>
    [momentum - distance, momentum + distance].map((momentum) => ({
      settings: { rate, momentum },
      trial: new Trial(),
    })),
  );
}

function lineOf({ settings, loss, failure }: Outcome): string {
  const name = `rate ${settings.rate.toFixed(3)}, momentum ${settings.momentum.toFixed(3)}`;
  return failure === undefined ? `${name}: loss ${loss.toExponential(1)}` : `${name}: ${failure}`;
}
