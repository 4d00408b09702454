import { isWorker, work } from 'workloop';
import type { Task } from '../scenario.js';
import { Victim } from '../victim.js';

/** Stands in a module that keeps its thread busy for ever when a worker loads it. */
@work()
export class LoopingOnLoad extends Victim {
  async run({ token }: Task): Promise<unknown> {
    return { token };
  }
}

while (isWorker);
