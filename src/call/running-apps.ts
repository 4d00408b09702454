import type { EndRequest } from './pass-under-way.js';

/** An app that runs in this process. */
export interface RunningApp {
  requestEnd(request: EndRequest): void;
}

const running = new Set<RunningApp>();

/**
 * Whether an app runs in this process, so that a call may belong to a pass. A field, which the engine takes for
 * a constant until an app runs for the first time.
 */
export const runningApps = { isAny: false };

/** Notes that an app runs; returns what takes the note back. */
export function noteRunning(app: RunningApp): () => void {
  running.add(app);
  runningApps.isAny = true;
  return () => {
    running.delete(app);
    runningApps.isAny = running.size > 0;
  };
}

/** The app that runs in this process, where it is exactly one. */
export function soleRunningApp(): RunningApp | undefined {
  const [sole, another] = running;
  return another === undefined ? sole : undefined;
}
