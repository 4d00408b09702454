import type { Clock } from '../clock.js';
import type { Executor, WorkTarget } from './executor.js';
import { InlineInstance } from './inline-instance.js';
import { InlineSlot } from './inline-slot.js';

/**
 * Runs bodies on the app's own thread, on the flow's own instance of the work. Asynchronous ones run beside each other; a
 * synchronous one holds everything up while it runs. A body cannot be ended from outside: it may look at its signal.
 */
export class InlineExecutor implements Executor {
  readonly name = 'inline';
  readonly isCooperative = true;
  readonly #instances = new WeakMap<object, InlineInstance>();
  readonly #slots = new Set<InlineSlot>();

  constructor(private readonly clock: Clock) {}

  open(target: WorkTarget): InlineSlot {
    let instance = this.#instances.get(target.work);
    if (instance === undefined) {
      instance = new InlineInstance(target, this.clock);
      this.#instances.set(target.work, instance);
    }
    const slot = new InlineSlot(target, instance, this.clock, () => this.#slots.delete(slot));
    this.#slots.add(slot);
    return slot;
  }

  async close(graceMs: number): Promise<void> {
    const slots = [...this.#slots];
    const closed = Promise.all(slots.map((slot) => slot.close(graceMs)));
    // Nothing can end a body that does not look at its signal, so the end of the app does not wait for it.
    await new Promise<void>((resolve) => this.clock.defer(resolve));
    for (const slot of slots) slot.leaveBody();
    await closed;
  }
}
