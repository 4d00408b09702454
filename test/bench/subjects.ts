import type { Measure } from './benchmark.js';
import { type Peers, remember } from './peers.js';
import type { Remembered } from './time-calls.js';

/** A work of ours and what its `run` computes, so that the peers compute the same. */
export interface Question<Argument> {
  readonly work: () => { run(argument: Argument): number; readonly executions: number };
  readonly body: (argument: Argument) => number;
}

/** One subject for the work and one for each peer, all measured in the same way. */
export function subjectsOf<Argument>(
  { work, body }: Question<Argument>,
  peers: Peers,
  measure: (remembered: Remembered<Argument>) => Promise<number>,
): Readonly<Record<string, Measure>> {
  const subjects: Record<string, Measure> = { workloop: () => measure(calls(work())) };
  for (const [name, peer] of Object.entries(peers)) subjects[name] = () => measure(remember(peer, body));
  return subjects;
}

function calls<Argument>(instance: ReturnType<Question<Argument>['work']>): Remembered<Argument> {
  return { call: (argument) => instance.run(argument), executions: () => instance.executions };
}
