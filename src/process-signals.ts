/** How a process ends that was told to by a signal and did not wait: 128 and the signal's number. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** The signals that ask an app to end. */
export type Interrupt = keyof typeof EXIT_CODES;

/**
 * Calls `onInterrupt` at the first SIGINT or SIGTERM, so that the app can end in good order; a second one ends the
 * process at once. Closed, it leaves the signals to whoever had them before.
 */
export function listenForInterrupts(onInterrupt: (signal: Interrupt) => void): { close(): void } {
  let isInterrupted = false;
  const listener = (signal: Interrupt): void => {
    if (isInterrupted) process.exit(EXIT_CODES[signal]);
    isInterrupted = true;
    onInterrupt(signal);
  };
  const signals = Object.keys(EXIT_CODES) as Interrupt[];
  for (const signal of signals) process.on(signal, listener);
  return {
    close() {
      for (const signal of signals) process.off(signal, listener);
    },
  };
}
