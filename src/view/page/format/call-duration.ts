import type { CallInfo } from '../../api.js';
import type { Store } from '../data/store.js';
import { formatDuration } from './duration.js';

/**
 * How long the last attempt of a call took, or takes by now, without the wait for the next one; `≥ 3.41 s` where its end was
 * not seen; nothing before it.
 */
export function callDuration(call: CallInfo, store: Store): string | undefined {
  const { startedAtMs } = call;
  if (startedAtMs === undefined) return undefined;
  const endMs = call.attemptEndedAtMs ?? call.endedAtMs;
  const text = formatDuration((endMs ?? store.nowMs()) - startedAtMs);
  return endMs === undefined && !store.goesOn.value ? `≥ ${text}` : text;
}
