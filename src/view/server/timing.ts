/** Where the server has its time from; tests give their own. */
export interface Timing {
  /** Milliseconds that only grow. */
  now(): number;
  /** Calls once, later; the returned function takes that back. */
  after(delayMs: number, run: () => void): () => void;
}

/** The clock and the timers of the thread. They do not keep it alive. */
export const threadTiming: Timing = {
  now: () => performance.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
