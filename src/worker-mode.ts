import { isMainThread, workerData } from 'node:worker_threads';

/** Under this name a worker thread of an executor finds in its `workerData` what it is to do. */
export const WORKER_DATA_KEY = 'workloop';

/**
 * Whether this code runs where an executor put a work (`executor: 'thread'` or `'process'`), and not in the app's own
 * process and thread. The module of the work is loaded there too, with all its top-level code: guard what must happen
 * once only.
 */
export const isWorker: boolean =
  !isMainThread && typeof workerData === 'object' && workerData !== null && WORKER_DATA_KEY in workerData;

/** The wish of a work to end its app. */
export interface WorkerEndRequest {
  readonly exitCode: 0 | 1;
  readonly reason: string;
}

let passOn: ((request: WorkerEndRequest) => void) | undefined;

/** Calls `listener` when the code in this worker asks for the end of the app. */
export function onEndRequestInWorker(listener: (request: WorkerEndRequest) => void): void {
  passOn = listener;
}

/** Called by `stop` and `fail` in a worker: the app is elsewhere. */
export function requestEndInWorker(request: WorkerEndRequest): void {
  passOn?.(request);
}

let hearOfAppRun: (() => void) | undefined;

/** Calls `listener` when the entry file of the app reaches `App.run()` in this worker. */
export function onAppRunInWorker(listener: () => void): void {
  hearOfAppRun = listener;
}

/** Called by `App.run()` in a worker, where no app is to run. */
export function noteAppRunInWorker(): void {
  hearOfAppRun?.();
}
