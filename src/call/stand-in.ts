import type { WorkDefinition } from '../component/definition.js';
import type { RunBody } from '../component/run-method.js';

const standIns = new WeakMap<WorkDefinition, RunBody>();

/** Notes the function that stands in the place of a work's `run`, and returns it. */
export function noteStandIn(definition: WorkDefinition, run: RunBody): RunBody {
  standIns.set(definition, run);
  return run;
}

/** The function that stands in the place of a work's `run`. */
export function standInOf(definition: WorkDefinition): RunBody | undefined {
  return standIns.get(definition);
}
