import type { CallInfo } from '../../api.js';
import type { Store } from '../data/store.js';
import { formatDuration } from './duration.js';

/** How long the last attempt of a call took, or takes by now; `≥ 3.41 s` where its end was not seen; nothing before it. */
export function callDuration({ startedAtMs, endedAtMs }: CallInfo, store: Store): string | undefined {
  if (startedAtMs === undefined) return undefined;
  const text = formatDuration((endedAtMs ?? store.nowMs()) - startedAtMs);
  return endedAtMs === undefined && !store.goesOn.value ? `≥ ${text}` : text;
}
