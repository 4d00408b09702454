import { usePage } from '../data/page-context.js';
import { useSeconds } from '../data/use-seconds.js';
import { formatUptime } from '../format/duration.js';

/** How long the app has been there; stands still when it has ended. */
export function Uptime() {
  const { store } = usePage();
  useSeconds();
  const app = store.app.value;
  return <>{app === undefined ? '–' : formatUptime(store.nowMs() - app.startedAtMs)}</>;
}
