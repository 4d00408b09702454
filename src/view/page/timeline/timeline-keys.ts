import type { RefObject } from 'preact';
import type { CallInfo } from '../../api.js';
import { usePage } from '../data/page-context.js';
import { select, selectCall, selectedCall, selectedPath } from '../data/selection.js';
import { scrollTopFor } from '../list/virtual-window.js';
import { spanOf } from './range.js';
import type { TimelineState } from './timeline-state.js';

const ZOOM_STEP = 1.4;

/** What keys do while the timeline has the focus. */
export function useTimelineKeys(
  state: TimelineState,
  paths: readonly string[],
  scroller: RefObject<HTMLDivElement | null>,
  laneHeight: number,
): (event: KeyboardEvent) => void {
  const { store } = usePage();

  const goToLane = (by: number): void => {
    const at = paths.indexOf(selectedPath.peek() ?? '');
    const next = Math.max(0, Math.min(paths.length - 1, at === -1 ? 0 : at + by));
    const { current } = scroller;
    if (paths[next] === undefined || current === null) return;
    select(paths[next]);
    current.scrollTop = scrollTopFor(next, laneHeight, current.scrollTop, current.clientHeight);
  };
  const goToCall = (by: 1 | -1): void => {
    const call = neighbour(store.calls.of(selectedPath.peek() ?? paths[0] ?? ''), selectedCall.peek(), by);
    if (call === undefined) return;
    selectCall(call.path, call.id);
    state.reveal(call.queuedAtMs, call.endedAtMs ?? store.nowMs());
  };
  const step = (): number => spanOf(state.range()) / 8;

  const keys: Record<string, () => void> = {
    ArrowLeft: () => state.pan(-step()),
    ArrowRight: () => state.pan(step()),
    ArrowUp: () => goToLane(-1),
    ArrowDown: () => goToLane(1),
    '+': () => state.zoom(1 / ZOOM_STEP),
    '=': () => state.zoom(1 / ZOOM_STEP),
    '-': () => state.zoom(ZOOM_STEP),
    ',': () => goToCall(-1),
    '.': () => goToCall(1),
    '0': () => state.fit(),
    End: () => state.follow(),
    Home: () => state.fit(),
  };
  return (event) => {
    const act = keys[event.key];
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };
}

/** The call before or after one; from none, the last or the first. */
function neighbour(calls: readonly CallInfo[], id: number | undefined, by: 1 | -1): CallInfo | undefined {
  const at = id === undefined ? -1 : calls.findIndex((call) => call.id === id);
  if (at === -1) return calls.at(by === 1 ? 0 : -1);
  return calls[at + by];
}
