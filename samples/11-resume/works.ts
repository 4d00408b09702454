import { setTimeout as pause } from 'node:timers/promises';
import { work } from 'workloop';

// How long a step takes makes no difference to what comes of it, and so is ignored.

/** Fetches how much rain a station measured, from far away: all that it does is wait. The flow waits for it. */
@work({ ignore: ['stepMs'] })
export class Fetch {
  async run(station: string, stepMs: number): Promise<number> {
    await pause(stepMs);
    return 10 * station.length;
  }
}

/** Computes without a pause, on a thread, beside whatever else goes on. */
@work({ parallel: true, ignore: ['stepMs'] })
export class Simulate {
  /** Live state: how many stations are done. It is stored together with the result of each call. */
  done = 0;

  async run(_station: string, rainMm: number, stepMs: number): Promise<number> {
    const endsAtMs = performance.now() + stepMs;
    let level = 0;
    do level = [1, 2, 3, 4].reduce((sum, day) => sum + rainMm / day, 0);
    while (performance.now() < endsAtMs);
    this.done++;
    return Math.round(level);
  }
}

/** Puts the results together. */
@work({ ignore: ['stepMs'] })
export class Report {
  async run(title: string, results: readonly number[], stepMs: number): Promise<string> {
    await pause(stepMs);
    return `${title}: ${results.join(', ')}`;
  }
}
