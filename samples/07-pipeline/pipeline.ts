import { flow, schedule, stop, use } from 'workloop';
import { CleanFile } from './clean-file.js';
import { CompareModels, type Rating } from './compare-models.js';
import { MakeExamples } from './make-examples.js';
import { SplitByYear } from './split-by-year.js';
import { Training } from './training.js';

/** How the pipeline is run. */
export interface PipelineOptions {
  readonly file: string;
  /** When the next date is due. */
  readonly cron: string;
  /** The last day that is known at each time: first the first one, and the next with each tick of the schedule. */
  readonly dates: readonly string[];
  readonly print: (line: string) => void;
}

/**
 * Trains models on the weather, again and again as more of it is known, and keeps the best one:
 *
 *     split ──< clean each file >── examples ──< boosting, forest, neighbours >── compare ── keep
 */
@flow()
export class Pipeline {
  readonly splitter = new SplitByYear();
  readonly cleaner = new CleanFile();
  readonly examples = new MakeExamples();
  readonly training = new Training();
  readonly comparison = new CompareModels();
  best: Rating | undefined;
  dateIndex = 0;
  readonly #options: PipelineOptions;

  constructor(options: PipelineOptions) {
    this.#options = options;
  }

  run(): void {
    const { file, cron, dates } = this.#options;
    const until = dates[this.dateIndex];
    if (until === undefined) stop('that was the last date');
    else this.#train(file, until);

    // Asked for only where the pass comes this far: a tick in the middle of a training is given after it, once.
    if (schedule(cron)) this.dateIndex++;
  }

  #train(file: string, until: string): void {
    const files = this.splitter.run(file);
    const observations = use(files.map((part) => this.cleaner.run(part))).flat();
    const { training, test } = this.examples.run(observations, until);
    const ratings = this.comparison.run(this.training.run(training), test);
    this.#keepBest(until, ratings);
  }

  #keepBest(until: string, ratings: readonly Rating[]): void {
    const [best] = ratings;
    // A pass is not an event: many come by here with the same ratings.
    if (best === this.best) return;
    this.best = best;
    this.#options.print(`trained until ${until}`);
    for (const { model, errorC } of ratings) {
      this.#options.print(
        `  ${model.kind.padEnd(10)} ${errorC.toFixed(2)} °C${model === best?.model ? ', kept' : ''}`,
      );
    }
  }
}
