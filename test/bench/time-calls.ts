import assert from 'node:assert/strict';
import { measure } from 'mitata';

/** A remembered function of one argument, and how often its body has executed so far. */
export interface Remembered<Argument> {
  readonly call: (argument: Argument) => number;
  readonly executions: () => number;
}

const callsPerSample = 1_000;

/**
 * Nanoseconds per call when every call is a hit. `build` makes 1,000 arguments anew for each sample, outside the timed part;
 * all of its samples hold the same values. Throws when an answer is wrong or a timed call executed the body.
 */
export async function timeHits<Argument>(
  remembered: Remembered<Argument>,
  build: () => Argument[],
  answer: (argument: Argument) => number,
): Promise<number> {
  checkAnswers(remembered, build(), answer);
  const executions = remembered.executions();
  checkAnswers(remembered, build(), answer);
  const nanoseconds = await timeSamples(remembered.call, build);
  assert.equal(remembered.executions(), executions, 'a call that should have been a hit executed');
  return nanoseconds;
}

/**
 * Nanoseconds per call when no argument was seen before: `build` makes 1,000 new values for each sample. Throws when an
 * answer is wrong or a call was answered from memory.
 */
export async function timeMisses<Argument>(
  remembered: Remembered<Argument>,
  build: () => Argument[],
  answer: (argument: Argument) => number,
): Promise<number> {
  let built = 0;
  const counted = () => {
    built += callsPerSample;
    return build();
  };
  checkAnswers(remembered, counted(), answer);
  // An unbounded memory grows with every sample, so their number is fixed and the same for all subjects.
  const nanoseconds = await timeSamples(remembered.call, counted, { max_samples: 100, min_cpu_time: 60e9 });
  assert.equal(remembered.executions(), built, 'a call that should have missed did not execute');
  return nanoseconds;
}

/** Median time of `use(input)` in nanoseconds, each time with an input built anew outside the timed part. */
export async function timeUses<Input>(build: () => Input, use: (input: Input) => number): Promise<number> {
  return medianOf(build, use, {});
}

function checkAnswers<Argument>(
  { call }: Remembered<Argument>,
  values: readonly Argument[],
  answer: (argument: Argument) => number,
): void {
  assert.equal(values.length, callsPerSample);
  for (const value of values) assert.equal(call(value), answer(value));
}

async function timeSamples<Argument>(
  call: (argument: Argument) => number,
  build: () => Argument[],
  limits: { max_samples?: number; min_cpu_time?: number } = {},
): Promise<number> {
  const callAll = (values: readonly Argument[]) => {
    let sum = 0;
    for (let index = 0; index < callsPerSample; index += 1) sum += call(values[index]!);
    return sum;
  };
  return (await medianOf(build, callAll, limits)) / callsPerSample;
}

let sink = 0;

async function medianOf<Input>(
  build: () => Input,
  use: (input: Input) => number,
  limits: { max_samples?: number; min_cpu_time?: number },
): Promise<number> {
  const bench = (input: Input) => {
    sink += use(input);
  };
  const yielded = { 0: build, bench };
  const stats = await measure(
    // mitata's types know only the plain function that a generator may yield, not the form with parameters built apart.
    function* () {
      yield yielded as unknown as () => void;
    },
    // No batches: a sample is 1,000 calls already. No forced collection: without --expose-gc mitata allocates a gigabyte for it.
    { batch_threshold: 0, gc: false, min_cpu_time: 150e6, max_samples: 10_000, ...limits },
  );
  assert.ok(Number.isFinite(sink));
  return stats.p50;
}
