/** How a process ends that was told to by a signal and did not wait: 128 and the signal's number. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** The signals that ask an app to end. */
export type Interrupt = keyof typeof EXIT_CODES;

/** Somebody who waits for the signals that ask an app to end. */
export interface InterruptListener {
  /** Ends the process as the signal that came would have; does nothing where none came. */
  exitIfInterrupted(): void;
  /** Leaves the signals to whoever had them before. */
  close(): void;
}

/**
 * Calls `onInterrupt` at the first SIGINT or SIGTERM, so that the app can end in good order; a second one ends the
 * process at once.
 */
export function listenForInterrupts(onInterrupt: (signal: Interrupt) => void): InterruptListener {
  let received: Interrupt | undefined;
  const listener = (signal: Interrupt): void => {
    if (received !== undefined) process.exit(EXIT_CODES[signal]);
    received = signal;
    onInterrupt(signal);
  };
  const signals = Object.keys(EXIT_CODES) as Interrupt[];
  for (const signal of signals) process.on(signal, listener);
  return {
    exitIfInterrupted() {
      if (received !== undefined) process.exit(EXIT_CODES[received]);
    },
    close() {
      for (const signal of signals) process.off(signal, listener);
    },
  };
}
