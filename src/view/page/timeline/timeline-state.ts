import { computed, signal } from '@preact/signals';
import type { HitTick, PassInfo } from '../../api.js';
import type { Store } from '../data/store.js';
import { clampSpan, fitting, panned, type Range, rangeUpTo, spanOf, zoomed } from './range.js';

const FIRST_SPAN_MS = 60_000;
const SHORT_SPAN_MS = 15_000;
/** While it follows, what is within this part of its end counts as now. */
const NOW_PART = 0.1;

/** Which part of time the timeline shows: the last while, as time goes on, or a fixed part; always that one after the end. */
export class TimelineState {
  /** A fixed part; `undefined` while it follows. */
  readonly fixed = signal<Range | undefined>(undefined);
  readonly spanMs = signal(FIRST_SPAN_MS);
  readonly isFollowing = computed(() => this.fixed.value === undefined);
  /** The call under the pointer, */
  readonly hovered = signal<number | undefined>(undefined);
  /** or hits under it, */
  readonly hoveredHits = signal<HitTick | undefined>(undefined);
  /** or a pass. */
  readonly hoveredPass = signal<PassInfo | undefined>(undefined);
  /** Counts the moments at which time has gone on. */
  readonly moment = signal(0);

  constructor(private readonly store: Store) {
    store.resets.subscribe((resets) => {
      const app = store.app.peek();
      // Where the stream begins anew, somebody may have chosen by then how much is shown.
      if (app === undefined || resets > 1) return;
      const isYoung = app.atMs - app.startedAtMs < SHORT_SPAN_MS;
      this.spanMs.value = isYoung ? SHORT_SPAN_MS : FIRST_SPAN_MS;
    });
    store.app.subscribe((app) => {
      if (app?.end !== undefined && this.isFollowing.peek()) this.pause();
    });
  }

  /** What is shown now. */
  range(): Range {
    return this.fixed.value ?? rangeUpTo(this.store.nowMs(), this.spanMs.value);
  }

  /** Goes on with time from now on; when the app has ended, goes to where time ended. */
  follow(): void {
    const { value } = this.fixed;
    if (value !== undefined) this.spanMs.value = spanOf(value);
    this.fixed.value = undefined;
    if (this.store.app.peek()?.end !== undefined) this.pause();
  }

  pause(): void {
    this.fixed.value = this.range();
  }

  pan(byMs: number): void {
    this.fixed.value = panned(this.range(), byMs);
  }

  /**
   * Looks closer where `factor` is under 1. Following goes on, and what stays in its place is now, unless somebody looks
   * closer at something else.
   *
   * @param anchorMs What stays in its place. @default now while it follows, else the middle
   */
  zoom(factor: number, anchorMs?: number): void {
    const range = this.range();
    const isAtNow = anchorMs === undefined || anchorMs > range.endMs - spanOf(range) * NOW_PART;
    if (this.isFollowing.peek() && (isAtNow || factor >= 1)) {
      this.spanMs.value = clampSpan(this.spanMs.peek() * factor);
    } else {
      this.fixed.value = zoomed(range, factor, anchorMs ?? (range.startMs + range.endMs) / 2);
    }
  }

  /** Shows all that is known. */
  fit(): void {
    const { app, calls, passes } = this.store;
    const firsts = [calls.all[0]?.queuedAtMs, passes.peek()[0]?.startedAtMs, app.peek()?.startedAtMs];
    const from = Math.min(...firsts.filter((atMs) => atMs !== undefined));
    if (Number.isFinite(from)) this.fixed.value = fitting(from, this.store.nowMs());
  }

  /** Brings a part of time into sight, where it is not. */
  reveal(startMs: number, endMs: number): void {
    const range = this.range();
    if (startMs < range.endMs && endMs > range.startMs) return;
    const span = Math.max(spanOf(range), (endMs - startMs) * 1.5);
    const startsAtMs = (startMs + endMs - span) / 2;
    this.fixed.value = { startMs: startsAtMs, endMs: startsAtMs + span };
  }
}
