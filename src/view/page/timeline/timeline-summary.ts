import type { Store } from '../data/store.js';
import { formatDuration } from '../format/duration.js';
import { counted } from '../format/number.js';
import { type Range, spanOf } from './range.js';

/** What happened in one lane within a range. */
export interface LaneSummary {
  readonly path: string;
  readonly executions: number;
  readonly failures: number;
  readonly underWay: number;
  readonly hits: number;
  readonly longestMs: number | undefined;
}

/** What a drawing of a range shows, lane by lane; lanes where nothing happened are left out. */
export function summarize(store: Store, paths: readonly string[], range: Range): readonly LaneSummary[] {
  return paths.map((path) => summaryOf(store, path, range)).filter((lane) => lane.executions + lane.hits > 0);
}

/** The same in a sentence, for who cannot see the drawing. */
export function describeLanes(lanes: readonly LaneSummary[], works: number, range: Range): string {
  const total = (what: 'executions' | 'failures' | 'underWay' | 'hits'): number =>
    lanes.reduce((sum, lane) => sum + lane[what], 0);
  return (
    `${formatDuration(spanOf(range))} of ${counted(works, 'work')}: ` +
    `${counted(total('executions'), 'execution')}, ${total('failures')} failed, ` +
    `${total('underWay')} under way, ${counted(total('hits'), 'hit')}.`
  );
}

function summaryOf(store: Store, path: string, { startMs, endMs }: Range): LaneSummary {
  const nowMs = store.nowMs();
  let [executions, failures, underWay] = [0, 0, 0];
  let longestMs: number | undefined;
  for (const call of store.calls.of(path)) {
    if (call.queuedAtMs > endMs || (call.endedAtMs ?? nowMs) < startMs) continue;
    executions++;
    if (call.state === 'failed') failures++;
    if (call.endedAtMs === undefined) underWay++;
    if (call.startedAtMs === undefined) continue;
    longestMs = Math.max(
      longestMs ?? 0,
      (call.attemptEndedAtMs ?? call.endedAtMs ?? nowMs) - call.startedAtMs,
    );
  }
  const ticks = store.hits.of(path).filter(({ atMs }) => atMs >= startMs && atMs <= endMs);
  const hits = ticks.reduce((sum, { count }) => sum + count, 0);
  return { path, executions, failures, underWay, hits, longestMs };
}
