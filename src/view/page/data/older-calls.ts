import { computed, signal } from '@preact/signals';
import type { CallPage } from '../../api.js';
import type { Store } from './store.js';

const PAGE = 1_000;
/** After a page that did not come, nobody asks again for so long. */
const PAUSE_MS = 3_000;

/** Brings calls from before those that the stream began with, when somebody looks so far back. */
export class OlderCalls {
  readonly isLoading = signal(false);
  /** Whether there may be more, and room for them. */
  readonly hasMore = signal(true);
  /**
   * Whether one page more can be asked for now. It is false while one is under way, after one that did not come, and while
   * the app cannot be asked: whoever wants more asks again when this is true again.
   */
  readonly canLoad = computed(
    () => this.hasMore.value && !this.isLoading.value && !this.#isPausing.value && this.store.goesOn.value,
  );
  readonly #isPausing = signal(false);

  /** @param ask Gives the newest calls before an id, newest first. */
  constructor(
    private readonly ask: (before: number, limit: number) => Promise<CallPage>,
    private readonly store: Store,
  ) {
    store.resets.subscribe(() => {
      this.hasMore.value = true;
    });
  }

  /** One page more; does nothing while one is under way, where there are none, and where nobody would answer. */
  async load(): Promise<void> {
    const { calls, resets } = this.store;
    if (!this.canLoad.peek()) return;
    if (calls.knownFromId <= 1 || !calls.hasRoom) {
      this.hasMore.value = false;
      return;
    }
    this.isLoading.value = true;
    const reset = resets.peek();
    try {
      const page = await this.ask(calls.knownFromId, PAGE);
      if (reset !== resets.peek()) return;
      this.hasMore.value = page.next !== undefined && page.calls.length > 0;
      calls.putOlder(page.calls.toReversed());
      this.store.callsVersion.value++;
    } catch {
      // What is shown stays right without them; they are asked for again, but not at once.
      this.#isPausing.value = true;
      setTimeout(() => {
        this.#isPausing.value = false;
      }, PAUSE_MS);
    } finally {
      this.isLoading.value = false;
    }
  }
}
