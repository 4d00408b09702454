import type { Alarm, Clock } from '../clock.js';
import { makeDateVirtual, runWithDate } from './virtual-date.js';

interface SetAlarm {
  readonly atMs: number;
  readonly ring: () => void;
}

/** A clock that moves only when it is told to. */
export class VirtualClock implements Clock {
  #nowMs: number;
  /** In the order in which they were set, which is the order in which those for the same moment ring. */
  readonly #alarms = new Set<SetAlarm>();
  readonly #restoreDate = makeDateVirtual();

  /** @param at Where it stands at first: a date, an ISO text, or milliseconds since the epoch. */
  constructor(at: Date | string | number = 0) {
    this.#nowMs = new Date(at).getTime();
    if (Number.isNaN(this.#nowMs))
      throw new RangeError(`Expected a date for the clock to begin at, got '${String(at)}'`);
  }

  now(): number {
    return this.#nowMs;
  }

  setAlarm(delayMs: number, ring: () => void): Alarm {
    const alarm = { atMs: this.#nowMs + Math.max(0, delayMs), ring };
    this.#alarms.add(alarm);
    return { cancel: () => void this.#alarms.delete(alarm) };
  }

  /** Real turns of the event loop: they take no time on this clock. */
  defer(task: () => void): void {
    setImmediate(task);
  }

  run<T>(code: () => T): T {
    return runWithDate(this, code);
  }

  /** The moment of the next alarm. */
  get nextAlarmMs(): number | undefined {
    let next: SetAlarm | undefined;
    for (const alarm of this.#alarms) if (next === undefined || alarm.atMs < next.atMs) next = alarm;
    return next?.atMs;
  }

  /** Moves to a moment and rings what is due there. Never moves backwards. */
  moveTo(atMs: number): void {
    this.#nowMs = Math.max(this.#nowMs, atMs);
    const due = [...this.#alarms]
      .filter((alarm) => alarm.atMs <= this.#nowMs)
      .sort((a, b) => a.atMs - b.atMs);
    for (const alarm of due) if (this.#alarms.delete(alarm)) alarm.ring();
  }

  /** Gives `Date` back to the machine's clock. */
  close(): void {
    this.#restoreDate();
    this.#alarms.clear();
  }
}
