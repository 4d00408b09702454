/** The longest time that a timer of the machine takes, in milliseconds; a longer one would ring at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** A moment in the clock's time that has been asked for and not come yet. */
export interface Alarm {
  /** Gives the moment up; does nothing once it has come. */
  cancel(): void;
}

/**
 * All of the framework's dealings with time. The system's clock is the default; a virtual one makes an app run through
 * days in milliseconds (`workloop/testing`).
 */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `ring` once, `delayMs` from now, never before this call returned. */
  setAlarm(delayMs: number, ring: () => void): Alarm;
  /** Calls `task` in a macrotask of its own, so that what is waiting on the event loop has its turn first. */
  defer(task: () => void): void;
  /** Runs user code so that it sees this clock's time in `Date`. */
  run<T>(code: () => T): T;
}

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setAlarm(delayMs, ring) {
    let timer: NodeJS.Timeout | undefined = setTimeout(() => {
      timer = undefined;
      ring();
    }, delayMs);
    return { cancel: () => clearTimeout(timer) };
  },
  defer: (task) => void setImmediate(task),
  run: (code) => code(),
};
