import type { Clock } from '../clock.js';

/** Resolves when a promise has settled, whichever way, or after `graceMs`. */
export function settledWithin(promise: PromiseLike<unknown>, graceMs: number, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const alarm = clock.setAlarm(graceMs, resolve);
    const note = (): void => {
      alarm.cancel();
      resolve();
    };
    promise.then(note, note);
  });
}
