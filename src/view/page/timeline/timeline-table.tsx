import { useComputed } from '@preact/signals';
import { usePage } from '../data/page-context.js';
import { select } from '../data/selection.js';
import { formatDuration } from '../format/duration.js';
import { formatCount } from '../format/number.js';
import { ScrollRegion } from '../list/scroll-region.js';
import type { TimelineState } from './timeline-state.js';
import { summarize } from './timeline-summary.js';

const MOST_ROWS = 200;

/** What the timeline draws, as a table. */
export function TimelineTable(props: { readonly paths: readonly string[]; readonly state: TimelineState }) {
  const { paths, state } = props;
  const { store } = usePage();
  const second = useComputed(() => {
    void state.moment.value;
    return Math.floor(state.range().startMs / 1000);
  });
  // What was in sight leaves it also where nothing happens.
  for (const { value } of [store.callsVersion, store.hitsVersion, second]) void value;
  const lanes = summarize(store, paths, state.range());
  return (
    <ScrollRegion label="Timeline as a table" class="table-scroll">
      <table>
        <caption class="unseen">What happened in the part of time that is shown</caption>
        <thead>
          <tr>
            <th scope="col">Work</th>
            <th scope="col" class="figure">
              Executions
            </th>
            <th scope="col" class="figure">
              Failed
            </th>
            <th scope="col" class="figure">
              Under way
            </th>
            <th scope="col" class="figure">
              Hits
            </th>
            <th scope="col" class="figure">
              Longest
            </th>
          </tr>
        </thead>
        <tbody>
          {lanes.slice(0, MOST_ROWS).map((lane) => (
            <tr key={lane.path}>
              <th scope="row">
                <button type="button" class="link code" onClick={() => select(lane.path)}>
                  {lane.path}
                </button>
              </th>
              <td class="figure">{formatCount(lane.executions)}</td>
              <td class="figure">{formatCount(lane.failures)}</td>
              <td class="figure">{formatCount(lane.underWay)}</td>
              <td class="figure">{formatCount(lane.hits)}</td>
              <td class="figure">{lane.longestMs === undefined ? '–' : formatDuration(lane.longestMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {lanes.length === 0 && <p class="empty">Nothing was executed or hit in this part of time.</p>}
      {lanes.length > MOST_ROWS && (
        <p class="dim">
          And {formatCount(lanes.length - MOST_ROWS)} more: filter the components to see them.
        </p>
      )}
    </ScrollRegion>
  );
}
