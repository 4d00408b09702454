import { setTimeout as pause } from 'node:timers/promises';
import { callContext, work } from 'workloop';

// Failures that nobody handles end the app. These works have `raiseException: false`: their flow hears of them.

@work({ raiseException: false })
export class Succeeds {
  run(): string {
    return 'all is well';
  }
}

@work({ raiseException: false })
export class Throws {
  run(): void {
    throw new RangeError('there is no such row');
  }
}

/** Ends the process that it runs in, which is not the app's. */
@work({ executor: 'process', raiseException: false })
export class Exits {
  run(): void {
    process.exit(3);
  }
}

/** Takes a thread for itself and never gives it back by itself. */
@work({ executor: 'thread', timeoutMs: 300, raiseException: false })
export class NeverEnds {
  run(): void {
    for (;;);
  }
}

@work({ executor: 'thread', raiseException: false })
export class NotReady {
  onStart(): void {
    throw new Error('the database does not answer');
  }

  run(): void {}
}

@work({ raiseException: false })
export class ReturnsFunction {
  run(): unknown {
    return { later: () => 1 };
  }
}

@work({ executor: 'thread', parallel: true, raiseException: false })
export class Waits {
  async run(): Promise<void> {
    await pause(60_000);
  }
}

/** Succeeds at the third attempt; after the first it waits 20 ms, after the second 40. */
@work({ raiseException: false, retry: { attempts: 3, backoffMs: 20, factor: 2, jitter: 0 } })
export class Flaky {
  async run(): Promise<string> {
    const { attempt } = callContext();
    if (attempt < 3) throw new Error(`attempt ${attempt} found nobody`);
    return `attempt ${attempt} did it`;
  }
}
