import { fileURLToPath } from 'node:url';
import { App, flow, stop, use } from 'workloop';
import { CleanFile } from './clean-file.js';
import { MakeExamples } from './make-examples.js';
import { Training } from './training.js';

const file = fileURLToPath(new URL('../../07-pipeline/data/seattle-weather.csv', import.meta.url));

/** Trains the three models once, and takes the time that this takes. */
@flow()
class MeasuredTraining {
  readonly cleaner = new CleanFile();
  readonly examples = new MakeExamples();
  readonly training = new Training();
  durationMs = 0;
  models = '';
  #startedAtMs: number | undefined;

  run(): void {
    const observations = use(this.cleaner.run(file));
    const { training } = this.examples.run(observations, '2015-12-31');
    this.#startedAtMs ??= performance.now();
    const models = this.training.run(training);
    this.durationMs = Math.round(performance.now() - this.#startedAtMs);
    this.models = JSON.stringify(models);
    stop('trained');
  }
}

async function train(maxThreads: number): Promise<MeasuredTraining> {
  const root = new MeasuredTraining();
  await new App(root, { maxThreads }).run();
  return root;
}

// In turns, so that a slow minute of the machine falls on both; of each the fastest counts.
const one: MeasuredTraining[] = [];
const two: MeasuredTraining[] = [];
for (let round = 1; round <= Number(process.argv[2] ?? 1); round++) {
  one.push(await train(1));
  two.push(await train(2));
}
const fastest = (runs: readonly MeasuredTraining[]): number =>
  Math.min(...runs.map(({ durationMs }) => durationMs));
const models = new Set([...one, ...two].map((run) => run.models));
console.log(models.size === 1 ? 'the models are the same' : 'the models differ');
console.log(`one thread ${fastest(one)} ms, two threads ${fastest(two)} ms`);
