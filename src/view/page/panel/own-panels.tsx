import { useSignal } from '@preact/signals';
import type { Panel, PanelInfo } from '../../api.js';
import { SeriesChart } from '../charts/series-chart.js';
import { usePage } from '../data/page-context.js';
import { useFetched } from '../data/use-fetched.js';
import { formatDateTime } from '../format/time.js';
import { ScrollRegion } from '../list/scroll-region.js';
import { Prose } from '../shell/prose.js';
import { CodeText } from './code-text.js';
import { FetchedView } from './fetched-view.js';

type Scalar = string | number | boolean | null;

/** What the component itself shows: what its `view()` returned. */
export function OwnPanels({ path }: { readonly path: string }) {
  const { store } = usePage();
  // Whatever it shows, it changes with what executes, or with a state.
  const version = `${store.callsVersion.value} ${store.changes.value.at(-1)?.id}`;
  const fetched = useFetched<PanelInfo>('panel', { path }, version);
  return (
    <FetchedView fetched={fetched} isPart>
      {({ panels, error }) => (
        <div class="own-panels">
          {error !== undefined && (
            <p class="note failed">
              <Prose text={error} />
            </p>
          )}
          {panels.map((panel, i) => (
            <section key={i} class="own-panel">
              {panel.title !== undefined && <h3>{panel.title}</h3>}
              <PanelContent panel={panel} />
            </section>
          ))}
        </div>
      )}
    </FetchedView>
  );
}

function PanelContent({ panel }: { readonly panel: Panel }) {
  switch (panel.kind) {
    case 'text':
      return <CodeText text={panel.text} label={panel.title ?? 'Text'} />;
    case 'keyValues':
      return (
        <dl class="facts">
          {Object.entries(panel.values).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{textOf(value)}</dd>
            </div>
          ))}
        </dl>
      );
    case 'table':
      return <PanelTable columns={panel.columns} rows={panel.rows} label={panel.title ?? 'Table'} />;
    case 'series':
      if (panel.x.length === 0) return <p class="dim">No points yet.</p>;
      return (
        <>
          <SeriesChart
            label={panel.title ?? 'Chart'}
            x={panel.x}
            isTime={panel.isTime ?? false}
            lines={panel.lines}
            height={240}
          />
          <SeriesTable series={panel} />
        </>
      );
  }
}

/** The points of a chart for who does not see it; made when it is opened. */
function SeriesTable({ series }: { readonly series: Extract<Panel, { kind: 'series' }> }) {
  const isOpen = useSignal(false);
  const { title = 'Chart', x, isTime, lines } = series;
  return (
    <details
      class="as-table"
      onToggle={({ currentTarget }) => {
        isOpen.value = currentTarget.open;
      }}
    >
      <summary>As a table</summary>
      {isOpen.value && (
        <PanelTable
          label={`${title} as a table`}
          columns={['', ...lines.map(({ label }) => label)]}
          rows={x.map((at, i) => [
            isTime === true ? formatDateTime(at) : at,
            ...lines.map(({ values }) => values[i] ?? null),
          ])}
        />
      )}
    </details>
  );
}

/** As many as a table is shown with. */
const MOST_ROWS = 1_000;

function PanelTable(props: {
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Scalar[])[];
}) {
  const { label, columns, rows } = props;
  if (rows.length === 0) return <p class="dim">No rows yet.</p>;
  return (
    <ScrollRegion label={label} class="table-scroll own-table">
      <table>
        <thead>
          <tr>
            {columns.map((column, i) => (
              <th key={i} scope="col">
                {column === '' ? <span class="unseen">x</span> : column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_ROWS).map((row, at) => (
            <tr key={at}>
              {row.map((cell, i) => (
                <td key={i} class={typeof cell === 'number' ? 'figure' : undefined}>
                  {textOf(cell)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MOST_ROWS && (
        <p class="dim">
          The first {MOST_ROWS} of {rows.length} rows.
        </p>
      )}
    </ScrollRegion>
  );
}

function textOf(value: Scalar): string {
  return value === null ? '–' : String(value);
}
