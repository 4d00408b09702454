import type { ComponentDetail, ComponentInfo, StatusInfo } from '../../api.js';
import { usePage } from '../data/page-context.js';
import { useFetched } from '../data/use-fetched.js';
import { formatDuration } from '../format/duration.js';
import { formatCount, formatShare } from '../format/number.js';
import { formatTime } from '../format/time.js';
import { ScrollRegion } from '../list/scroll-region.js';
import { StatusMark } from '../shell/icon.js';
import { Fact } from './fact.js';
import { FetchedView, Unreachable } from './fetched-view.js';
import { OwnPanels } from './own-panels.js';

/** What a component is: its own panels first, then figures, options, and what became of it. */
export function OverviewTab({ path }: { readonly path: string }) {
  const component = usePage().store.component(path);
  const fetched = useFetched<ComponentDetail>('component', { path }, component);
  return (
    <ScrollRegion label="Overview">
      {component?.hasPanel === true && <OwnPanels path={path} />}
      <FetchedView fetched={fetched} unreachable={<KnownOverview component={component} />}>
        {(detail) => <Overview detail={detail} />}
      </FetchedView>
    </ScrollRegion>
  );
}

/** As much as the page knows without asking. */
function KnownOverview({ component }: { readonly component: ComponentInfo | undefined }) {
  return (
    <>
      <Unreachable />
      {component?.kind === 'work' && (
        <div class="columns">
          <section>
            <h3>Work</h3>
            <dl class="facts">
              <Figures of={component} />
            </dl>
          </section>
          <StatusHistory statuses={component.status === undefined ? [] : [component.status]} isLastOnly />
        </div>
      )}
    </>
  );
}

function Overview({ detail }: { readonly detail: ComponentDetail }) {
  const { kind, options, statuses, notKept, classId } = detail;
  return (
    <div class="columns">
      <section>
        <h3>{kind === 'work' ? 'Work' : 'Flow'}</h3>
        <dl class="facts">
          {kind === 'work' && <Figures of={detail} />}
          <Fact name="Class" value={classId} isCode />
        </dl>
        {notKept.length > 0 && (
          <div class="note">
            <h4>Results stay in memory</h4>
            {notKept.map((reason) => (
              <p key={reason}>{reason}</p>
            ))}
          </div>
        )}
      </section>
      {options.length > 0 && (
        <section>
          <h3>Options</h3>
          <table class="options">
            <caption class="unseen">Options in force</caption>
            <tbody>
              {options.map(({ name, value, isDefault }) => (
                <tr key={name} class={isDefault ? 'default' : 'set'}>
                  <th scope="row" class="code">
                    {name}
                  </th>
                  <td class="code">{value}</td>
                  <td class="dim">{isDefault ? 'default' : 'set'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {kind === 'work' && <StatusHistory statuses={statuses} />}
    </div>
  );
}

function Figures({ of }: { readonly of: ComponentInfo }) {
  const { executions = 0, hits = 0, failures = 0, queue = 0, lastDurationMs } = of;
  return (
    <>
      <Fact name="Executions" value={formatCount(executions)} />
      <Fact name="Hits" value={`${formatCount(hits)} (${formatShare(hits, hits + executions)})`} />
      <Fact name="Failures" value={formatCount(failures)} />
      <Fact name="Queue" value={formatCount(queue)} />
      <Fact
        name="Last duration"
        value={lastDurationMs === undefined ? '–' : formatDuration(lastDurationMs)}
      />
    </>
  );
}

function StatusHistory(props: { readonly statuses: readonly StatusInfo[]; readonly isLastOnly?: boolean }) {
  const { statuses, isLastOnly = false } = props;
  return (
    <section>
      <h3>{isLastOnly ? 'Last status' : 'Status history'}</h3>
      <ol class="statuses" aria-label={isLastOnly ? 'Last status' : 'Status history, newest first'}>
        {statuses.toReversed().map((status, i) => (
          <li key={i}>
            <span class="dim figures">{formatTime(status.atMs)}</span>
            <StatusMark name={status.name} isNameShown />
            {(status.reason ?? status.message) !== undefined && (
              <span class="status-words">
                {status.reason !== undefined && <span class="badge">{status.reason}</span>} {status.message}
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
