import { useSignal } from '@preact/signals';
import type { LogPage } from '../../api.js';
import { tell } from '../actions/messages.js';
import { usePage } from '../data/page-context.js';

const PAGE = 500;

/** Brings lines from before those that the stream began with. */
export function useOlderLogs(path: string | undefined): {
  readonly hasMore: boolean;
  readonly load: () => Promise<void>;
} {
  const { store, client } = usePage();
  const isAtBegin = useSignal(false);
  const oldest = store.logs.value[0]?.id;
  const load = async (): Promise<void> => {
    try {
      const page = await client.get<LogPage>('logs', { path, before: oldest, limit: PAGE });
      isAtBegin.value = page.next === undefined;
      store.putLogs(page.lines.toReversed());
    } catch {
      tell('failed', 'The older lines did not come: the app does not answer.');
    }
  };
  return { hasMore: oldest !== undefined && oldest > 1 && !isAtBegin.value, load };
}
