import type { Store } from '../data/store.js';
import { counted } from '../format/number.js';
import { formatTime } from '../format/time.js';

/** Since when the page knows what: all of it before is not drawn, and that must not look as if nothing had happened. */
export interface KnownFrom {
  readonly callsMs: number;
  readonly hitsMs: number;
  readonly passesMs: number;
  /** Calls since then that were made too fast to be told of. */
  readonly missingCalls: number;
}

export function knownFrom({ calls, hits, passes }: Store): KnownFrom {
  const first = passes.value[0];
  return {
    callsMs: calls.knownFromMs,
    hitsMs: hits.knownFromMs,
    passesMs: first === undefined || first.pass <= 1 ? Number.NEGATIVE_INFINITY : first.startedAtMs,
    missingCalls: calls.missing,
  };
}

/** What is not drawn of the time after `fromMs`, in words; empty where all is. */
export function describeUnknown(
  { callsMs, hitsMs, passesMs, missingCalls }: KnownFrom,
  fromMs: number,
): string {
  const parts = [
    { what: 'calls', sinceMs: callsMs },
    { what: 'hits', sinceMs: hitsMs },
    { what: 'passes', sinceMs: passesMs },
  ].filter(({ sinceMs }) => sinceMs > fromMs);
  const words = parts.map(({ what, sinceMs }) =>
    Number.isFinite(sinceMs) ? `${what} before ${formatTime(sinceMs)}` : what,
  );
  if (missingCalls > 0) words.push(`${counted(missingCalls, 'call')} that came too fast`);
  return words.length === 0 ? '' : `Not known here: ${words.join(', ')}.`;
}
