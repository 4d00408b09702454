import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { usePage } from '../data/page-context.js';
import { select, selectedPath } from '../data/selection.js';
import { rowsInSight } from '../list/virtual-window.js';
import { CurrentStatus, statusOf } from '../shell/current-status.js';
import type { Lane, LaneLayout } from './lanes.js';

export interface LaneNamesProps {
  readonly lanes: readonly Lane[];
  readonly layout: LaneLayout;
  readonly scroller: RefObject<HTMLDivElement | null>;
}

/** The names beside the lanes, those near to being in sight. The tree has them for the keyboard. */
export function LaneNames({ lanes, layout, scroller }: LaneNamesProps) {
  const [{ first, end }, setWindow] = useState({ first: 0, end: 0 });
  useEffect(() => {
    const { current } = scroller;
    if (current === null) return;
    const update = (): void => {
      const seen = rowsInSight(lanes.length, layout.laneHeight, current.scrollTop, current.clientHeight, 20);
      setWindow((before) => (before.first === seen.first && before.end === seen.end ? before : seen));
    };
    update();
    current.addEventListener('scroll', update, { passive: true });
    const observer = new ResizeObserver(update);
    observer.observe(current);
    return () => {
      current.removeEventListener('scroll', update);
      observer.disconnect();
    };
  }, [scroller, lanes, layout.laneHeight]);
  return (
    <div class={`lane-names ${layout.gutter === 0 ? 'above' : ''}`} aria-hidden="true">
      {lanes.slice(first, end).map((lane, i) => (
        <LaneName key={lane.path} lane={lane} top={(first + i) * layout.laneHeight} layout={layout} />
      ))}
    </div>
  );
}

function LaneName(props: { readonly lane: Lane; readonly top: number; readonly layout: LaneLayout }) {
  const { lane, top, layout } = props;
  const status = statusOf(usePage().store.component(lane.path));
  const height = layout.gutter === 0 ? layout.barTop : layout.laneHeight;
  return (
    <button
      type="button"
      tabIndex={-1}
      class={`lane-name ${selectedPath.value === lane.path ? 'selected' : ''}`}
      title={lane.path}
      style={{ top: `${top}px`, height: `${height}px` }}
      onClick={() => select(lane.path)}
    >
      <CurrentStatus name={status} />
      <span class="lane-label">{lane.label}</span>
    </button>
  );
}
