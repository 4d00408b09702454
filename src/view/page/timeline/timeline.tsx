import { useComputed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { usePage } from '../data/page-context.js';
import { formatDuration } from '../format/duration.js';
import { ExplainedButton } from '../shell/explained-button.js';
import { Icon, type IconName } from '../shell/icon.js';
import { treeFilter } from '../tree/tree-state.js';
import { lanesOf } from './lanes.js';
import { LanesView } from './lanes-view.js';
import { Legend } from './legend.js';
import { spanOf } from './range.js';
import type { TimelineState } from './timeline-state.js';
import { TimelineTable } from './timeline-table.js';
import { UnknownNote } from './unknown-note.js';
import { useCallsInSight } from './use-calls-in-sight.js';

/** So often the drawing moves on while it follows. */
const MOVES_EVERY_MS = 50;
const MOVES_SLOWLY_MS = 1_000;

/** What every work did and does, over time. */
export function Timeline({ state }: { readonly state: TimelineState }) {
  const { store } = usePage();
  const isTable = useSignal(false);
  const lanes = useComputed(() => {
    void store.order.value;
    return lanesOf(store.peekComponents(), treeFilter.value);
  });
  const hasEnded = store.app.value?.end !== undefined;
  useMoments(state, hasEnded);
  useCallsInSight(state);

  return (
    <section class="timeline pane" aria-label="Timeline">
      <div class="pane-head">
        <h2>Timeline</h2>
        <Legend />
        <div class="timeline-tools" role="toolbar" aria-label="Timeline">
          <Span state={state} />
          <Tool label="Zoom in" icon="plus" onClick={() => state.zoom(1 / 1.6)} />
          <Tool label="Zoom out" icon="minus" onClick={() => state.zoom(1.6)} />
          <Tool label="Show everything" icon="fit" onClick={() => state.fit()} />
          <button
            type="button"
            aria-pressed={isTable.value}
            onClick={() => {
              isTable.value = !isTable.value;
            }}
          >
            Table
          </button>
          <ExplainedButton
            class="follow"
            disabledBecause={hasEnded ? 'The app has ended: nothing goes on.' : undefined}
            aria-pressed={state.isFollowing.value}
            onClick={() => (state.isFollowing.value ? state.pause() : state.follow())}
          >
            <span class="follow-dot" aria-hidden="true" />
            Follow
          </ExplainedButton>
        </div>
      </div>
      <p class="unseen" id="timeline-keys">
        Left and right move in time, plus and minus zoom, up and down choose a lane, comma and full stop
        choose the call before or after, 0 shows everything, End follows what happens. The button Table shows
        the same as a table.
      </p>
      {isTable.value ? (
        <TimelineTable paths={lanes.value.map(({ path }) => path)} state={state} />
      ) : (
        <LanesView lanes={lanes.value} state={state} />
      )}
      <UnknownNote state={state} />
      {lanes.value.length === 0 && (
        <p class="empty over">
          {treeFilter.value === '' ? 'This app has no works.' : 'No work matches the filter.'}
        </p>
      )}
    </section>
  );
}

function Tool(props: { readonly label: string; readonly icon: IconName; readonly onClick: () => void }) {
  return (
    <button
      type="button"
      class="icon-only"
      aria-label={props.label}
      title={props.label}
      onClick={props.onClick}
    >
      <Icon name={props.icon} />
    </button>
  );
}

function Span({ state }: { readonly state: TimelineState }) {
  const { fixed, spanMs } = state;
  return (
    <span class="span dim" title="How much time is shown">
      {formatDuration(fixed.value === undefined ? spanMs.value : spanOf(fixed.value))}
    </span>
  );
}

/** Lets time go on in the drawing, while there is somebody to see it. */
function useMoments(state: TimelineState, hasEnded: boolean): void {
  useEffect(() => {
    if (hasEnded) return;
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const timer = setInterval(
      () => {
        if (!document.hidden && state.isFollowing.peek()) state.moment.value++;
      },
      isCalm ? MOVES_SLOWLY_MS : MOVES_EVERY_MS,
    );
    return () => clearInterval(timer);
  }, [state, hasEnded]);
}
