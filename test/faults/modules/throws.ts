import { isWorker, work } from 'workloop';
import type { Task } from '../scenario.js';
import { Victim } from '../victim.js';

/** Stands in a module that throws when a worker loads it. */
@work()
export class ThrowingOnLoad extends Victim {
  async run({ token }: Task): Promise<unknown> {
    return { token };
  }
}

if (isWorker) throw new RangeError('this module does not load in a worker');
