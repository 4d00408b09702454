/** What part of time is looked at. */
export interface Range {
  readonly startMs: number;
  readonly endMs: number;
}

const SHORTEST_MS = 5;
const LONGEST_MS = 30 * 24 * 3_600_000;
/** While it follows, a little of the future is there, so that what happens now is not at the edge. */
const AHEAD = 0.02;

export function spanOf({ startMs, endMs }: Range): number {
  return endMs - startMs;
}

/** A span whose end is now. */
export function rangeUpTo(nowMs: number, spanMs: number): Range {
  const endMs = nowMs + spanMs * AHEAD;
  return { startMs: endMs - spanMs, endMs };
}

/** Looks closer where `factor` is under 1; what is at `anchorMs` stays where it is. */
export function zoomed(range: Range, factor: number, anchorMs: number): Range {
  const span = spanOf(range);
  const next = clampSpan(span * factor);
  const part = (anchorMs - range.startMs) / span;
  const startMs = anchorMs - part * next;
  return { startMs, endMs: startMs + next };
}

export function panned({ startMs, endMs }: Range, byMs: number): Range {
  return { startMs: startMs + byMs, endMs: endMs + byMs };
}

/** A range that shows all from one time to another, with a little room. */
export function fitting(fromMs: number, toMs: number): Range {
  const span = clampSpan((toMs - fromMs) * 1.04);
  const startMs = (fromMs + toMs - span) / 2;
  return { startMs, endMs: startMs + span };
}

export function clampSpan(spanMs: number): number {
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, spanMs));
}

/** From times to places on a line of some length, and back. */
export interface Scale {
  readonly x: (atMs: number) => number;
  readonly timeAt: (x: number) => number;
}

export function scaleOf(range: Range, from: number, width: number): Scale {
  const perMs = width / spanOf(range);
  return {
    x: (atMs) => from + (atMs - range.startMs) * perMs,
    timeAt: (x) => range.startMs + (x - from) / perMs,
  };
}
