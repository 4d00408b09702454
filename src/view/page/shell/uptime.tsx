import { useEffect, useState } from 'preact/hooks';
import { usePage } from '../data/page-context.js';
import { formatUptime } from '../format/duration.js';

/** How long the app has been there; stands still when it has ended. */
export function Uptime() {
  const { store } = usePage();
  const [, setSecond] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSecond((second) => second + 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  const app = store.app.value;
  return <>{app === undefined ? '–' : formatUptime(store.nowMs() - app.startedAtMs)}</>;
}
