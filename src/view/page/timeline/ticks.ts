import type { Range } from './range.js';
import { spanOf } from './range.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 14].map((days) => days * DAY),
];

/** Times stand at least so far apart, in pixels: the longest one fits. */
export const ROOM_OF_TIME = 90;

/** A time that the axis names. */
export interface Tick {
  readonly atMs: number;
  readonly label: string;
}

/** Round times within a range, so many at most. */
export function ticksOf(range: Range, most: number): readonly Tick[] {
  const stepMs = STEPS.find((step) => spanOf(range) / step <= most) ?? STEPS.at(-1)!;
  // Round in local time, also where its difference to UTC is not whole hours.
  const offsetMs = new Date(range.startMs).getTimezoneOffset() * MINUTE;
  const ticks: Tick[] = [];
  const first = Math.ceil((range.startMs - offsetMs) / stepMs) * stepMs + offsetMs;
  for (let atMs = first; atMs <= range.endMs; atMs += stepMs)
    ticks.push({ atMs, label: label(atMs, stepMs) });
  return ticks;
}

function label(atMs: number, stepMs: number): string {
  const at = new Date(atMs);
  if (stepMs >= DAY) return `${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const time = `${two(at.getHours())}:${two(at.getMinutes())}`;
  if (stepMs >= MINUTE) return time;
  const seconds = `${time}:${two(at.getSeconds())}`;
  return stepMs >= SECOND ? seconds : `${seconds}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
