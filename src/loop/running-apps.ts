import type { EndRequest } from '../call/pass-under-way.js';

/** An app that runs in this process. */
export interface RunningApp {
  requestEnd(request: EndRequest): void;
}

const running = new Set<RunningApp>();

/** Notes that an app runs; returns what takes the note back. */
export function noteRunning(app: RunningApp): () => void {
  running.add(app);
  return () => void running.delete(app);
}

/** The app that runs in this process, where it is exactly one. */
export function soleRunningApp(): RunningApp | undefined {
  const [sole, another] = running;
  return another === undefined ? sole : undefined;
}
