import type { Panel, PanelInfo } from '../../api.js';
import { SeriesChart } from '../charts/series-chart.js';
import { usePage } from '../data/page-context.js';
import { useFetched } from '../data/use-fetched.js';
import { formatDateTime } from '../format/time.js';
import { ScrollRegion } from '../list/scroll-region.js';
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
          {error !== undefined && <p class="note failed">view() of this component: {error}</p>}
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
      return (
        <>
          <SeriesChart
            label={panel.title ?? 'Chart'}
            x={panel.x}
            isTime={panel.isTime ?? false}
            lines={panel.lines}
            height={240}
          />
          <details class="as-table">
            <summary>As a table</summary>
            <PanelTable
              label={`${panel.title ?? 'Chart'} as a table`}
              columns={['', ...panel.lines.map(({ label }) => label)]}
              rows={panel.x.map((x, i) => [
                panel.isTime === true ? formatDateTime(x) : x,
                ...panel.lines.map(({ values }) => values[i] ?? null),
              ])}
            />
          </details>
        </>
      );
  }
}

const MOST_ROWS = 500;

function PanelTable(props: {
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Scalar[])[];
}) {
  const { label, columns, rows } = props;
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
