import { signal } from '@preact/signals';
import type { CallPage } from '../../api.js';
import type { ApiClient } from './api-client.js';
import type { Store } from './store.js';

const PAGE = 1_000;

/** Brings calls from before those that the stream began with, when somebody looks so far back. */
export class OlderCalls {
  readonly isLoading = signal(false);
  /** Whether there may be more. */
  readonly hasMore = signal(true);

  constructor(
    private readonly client: ApiClient,
    private readonly store: Store,
  ) {
    store.resets.subscribe(() => {
      this.hasMore.value = true;
    });
  }

  /** One page more; does nothing while one is under way, or where there are none. */
  async load(): Promise<void> {
    const oldest = this.store.calls.all[0]?.id;
    if (this.isLoading.peek() || !this.hasMore.peek() || oldest === undefined) return;
    this.isLoading.value = true;
    try {
      const page = await this.client.get<CallPage>('calls', { before: oldest, limit: PAGE });
      this.hasMore.value = page.next !== undefined && page.calls.length > 0;
      this.store.calls.putOlder([...page.calls].reverse());
      this.store.callsVersion.value++;
    } catch {
      // What is shown stays right without them; whoever looks further back again asks again.
    } finally {
      this.isLoading.value = false;
    }
  }
}
