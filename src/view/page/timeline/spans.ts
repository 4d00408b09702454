import type { CallInfo } from '../../api.js';

/** Of calls that run side by side, so many are drawn one below the other. */
const MOST_SLOTS = 4;

/** What is drawn of one call, in times. */
export interface Span {
  readonly call: CallInfo;
  readonly queuedMs: number;
  /** When the first attempt began. */
  readonly firstStartMs: number;
  /** When the last attempt began. */
  readonly startMs: number;
  readonly endMs: number;
  /** In which line within the lane, from 0. */
  readonly slot: number;
}

/** The spans of a lane that touch a part of time, in order, and how many of them lie side by side at most. */
export interface LaneSpans {
  readonly spans: readonly Span[];
  readonly slots: number;
}

/**
 * Lays out the calls of a lane.
 *
 * @param minimumMs What is shorter than a pixel; spans within the pixel of the one before, in the same state, are left out.
 */
export function spansOf(
  calls: readonly CallInfo[],
  fromMs: number,
  toMs: number,
  nowMs: number,
  minimumMs: number,
): LaneSpans {
  const ends: number[] = [];
  const spans: Span[] = [];
  let slots = 1;
  let last: Span | undefined;
  for (const call of calls) {
    const queuedMs = call.queuedAtMs;
    if (queuedMs > toMs) break;
    const endMs = call.endedAtMs ?? nowMs;
    const startMs = Math.min(call.startedAtMs ?? endMs, endMs);
    const firstStartMs = Math.min(call.firstStartedAtMs ?? startMs, startMs);
    const slot = slotFor(ends, firstStartMs);
    ends[slot] = endMs;
    if (endMs < fromMs) continue;
    slots = Math.max(slots, slot + 1);
    const isSeen =
      last === undefined ||
      endMs - last.endMs > minimumMs ||
      call.state !== last.call.state ||
      slot !== last.slot;
    if (!isSeen) continue;
    last = { call, queuedMs, firstStartMs, startMs, endMs, slot };
    spans.push(last);
  }
  return { spans, slots };
}

function slotFor(ends: readonly number[], startMs: number): number {
  const free = ends.findIndex((endMs) => endMs <= startMs);
  if (free !== -1) return free;
  return ends.length < MOST_SLOTS ? ends.length : MOST_SLOTS - 1;
}
