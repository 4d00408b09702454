import { isSignal } from '../signal.js';
import type { RunBody } from './run-method.js';

/**
 * The asynchronous `run` of a flow, whose promise may be left floating when it ends with a signal. That is a mistake in
 * the flow above, and the app fails and explains it; an unhandled rejection would end the process before it could. Errors
 * stay as unhandled as they are.
 */
export function withQuietSignals(body: RunBody): RunBody {
  return function run(this: unknown, ...args: unknown[]): Promise<unknown> {
    const promise = new Promise<unknown>((resolve, reject) => {
      Promise.resolve(body.apply(this, args)).then(resolve, (thrown: unknown) => {
        if (isSignal(thrown)) promise.catch(() => undefined);
        reject(thrown);
      });
    });
    return promise;
  };
}
