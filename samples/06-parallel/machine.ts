import { setTimeout as pause } from 'node:timers/promises';
import { callContext, work } from 'workloop';

/** Counts, and takes its time. */
@work()
export class Machine {
  async run(upTo: number): Promise<number> {
    const { log } = callContext();
    for (let count = 1; count <= upTo; count++) {
      log.info(`${count}`);
      await pause(100);
    }
    return upTo;
  }
}
