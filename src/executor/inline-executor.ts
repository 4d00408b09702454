import type { Clock } from '../clock.js';
import { type BodyResult, type Executor, isThenable, type Job, type JobListener } from './executor.js';

/**
 * Runs bodies on the app's own thread. Asynchronous ones run beside each other; a synchronous one holds everything up
 * while it runs.
 */
export class InlineExecutor implements Executor {
  constructor(private readonly clock: Clock) {}

  execute(job: Job, listener: JobListener): void {
    this.clock.defer(() => {
      if (!listener.onStart()) return listener.onEnd({ kind: 'neverBegan' });
      this.clock.run(() => runBody(job, (result) => listener.onEnd(result)));
    });
  }
}

function runBody({ work, body, args }: Job, end: (result: BodyResult) => void): void {
  let returned: unknown;
  let isAsync: boolean;
  try {
    returned = body.apply(work, [...args]);
    // Asked for its `then`, a result runs code of the work's own.
    isAsync = isThenable(returned);
  } catch (error) {
    end({ kind: 'threw', error });
    return;
  }
  if (!isAsync) {
    end({ kind: 'returned', value: returned, isAsync: false });
    return;
  }
  Promise.resolve(returned).then(
    (value) => end({ kind: 'returned', value, isAsync: true }),
    (error: unknown) => end({ kind: 'threw', error }),
  );
}
