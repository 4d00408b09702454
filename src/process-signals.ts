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

const signals = Object.keys(EXIT_CODES) as Interrupt[];

/** Those who wait, in all apps: the process itself has one listener for them, because Node warns of many. */
const listeners = new Set<(signal: Interrupt) => void>();

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
  if (listeners.size === 0) for (const signal of signals) process.on(signal, tellAll);
  listeners.add(listener);
  return {
    exitIfInterrupted() {
      if (received !== undefined) process.exit(EXIT_CODES[received]);
    },
    close() {
      if (!listeners.delete(listener) || listeners.size > 0) return;
      for (const signal of signals) process.off(signal, tellAll);
    },
  };
}

function tellAll(signal: Interrupt): void {
  for (const listener of [...listeners]) listener(signal);
}
