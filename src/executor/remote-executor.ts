import type { ExecutorName } from '../component/options.js';
import type { Executor, WorkTarget } from './executor.js';
import { RemoteSlot, type WorkerSource } from './remote-slot.js';

/** Runs bodies in workers of some kind, where they can be ended wherever they stand. */
export class RemoteExecutor implements Executor {
  readonly isCooperative = false;
  readonly #slots = new Set<RemoteSlot>();

  constructor(
    readonly name: ExecutorName,
    private readonly source: WorkerSource,
  ) {}

  open(target: WorkTarget): RemoteSlot {
    const slot: RemoteSlot = new RemoteSlot(target, this.source, () => this.#slots.delete(slot));
    this.#slots.add(slot);
    return slot;
  }

  async close(graceMs: number): Promise<void> {
    await Promise.all([...this.#slots].map((slot) => slot.close(graceMs)));
  }
}
