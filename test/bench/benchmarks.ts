import type { Benchmark } from './benchmark.js';
import { durableApp } from './benchmarks/durable-app.js';
import { durableStore } from './benchmarks/durable-store.js';
import { hitObject } from './benchmarks/hit-object.js';
import { hitPrimitive } from './benchmarks/hit-primitive.js';
import { loop } from './benchmarks/loop.js';
import { memory } from './benchmarks/memory.js';
import { miss } from './benchmarks/miss.js';
import { parallel } from './benchmarks/parallel.js';
import { parallelMemory } from './benchmarks/parallel-memory.js';
import { text } from './benchmarks/text.js';
import { view } from './benchmarks/view.js';

/** All benchmarks in the order of the report. */
export const benchmarks: readonly Benchmark[] = [
  ...hitPrimitive,
  ...hitObject,
  ...miss,
  ...text,
  ...loop,
  ...memory,
  ...parallel,
  ...parallelMemory,
  ...durableStore,
  ...durableApp,
  ...view,
];

/** The benchmark of that name; throws where there is none. */
export function benchmarkNamed(name: string): Benchmark {
  const found = benchmarks.find((benchmark) => benchmark.name === name);
  if (found === undefined) throw new Error(`There is no benchmark named ${name}.`);
  return found;
}
