/** What a work is doing. */
export type WorkStatusName = 'notStarted' | 'pending' | 'running' | 'succeeded' | 'failed' | 'stopped';

/** Why a work failed or stopped. */
export type StatusReason =
  /** `run` threw. */
  | 'userException'
  /** The worker came to its end by itself: it exited, was killed, ran out of memory. */
  | 'crashed'
  /** An attempt took longer than `timeoutMs`. */
  | 'timeout'
  /** The worker could not be made ready: its module, the constructor or `onStart`. */
  | 'setup'
  /** What `run` returned, or a value that it was to have, cannot be taken over. */
  | 'invalidResult'
  /** By the handle, because the work left the tree, or because the app ended. */
  | 'stopped';

/** The status of a work at one time. */
export interface WorkStatus {
  readonly name: WorkStatusName;
  /** When it came to be, in the app's clock; milliseconds since the epoch. */
  readonly atMs: number;
  readonly reason?: StatusReason;
  readonly message?: string;
}

const REMEMBERED = 100;

/** What became of a work, newest last. */
export class StatusHistory {
  #statuses: WorkStatus[] = [];

  constructor(createdAtMs: number) {
    this.#statuses.push({ name: 'notStarted', atMs: createdAtMs });
  }

  get current(): WorkStatus {
    return this.#statuses.at(-1) as WorkStatus;
  }

  /** The last 100, oldest first. */
  get all(): readonly WorkStatus[] {
    return this.#statuses.slice(-REMEMBERED);
  }

  add(status: WorkStatus): void {
    this.#statuses.push(status);
    if (this.#statuses.length > 2 * REMEMBERED) this.#statuses = this.#statuses.slice(-REMEMBERED);
  }
}
