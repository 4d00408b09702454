import { isWorker, work } from 'workloop';
import type { Task } from '../scenario.js';
import { Victim } from '../victim.js';

/** Stands in a module that is never loaded to its end by a worker. */
@work()
export class WaitingOnLoad extends Victim {
  async run({ token }: Task): Promise<unknown> {
    return { token };
  }
}

if (isWorker) await new Promise(() => undefined);
