import type { AppInfo, ComponentInfo } from '../../api.js';
import { Charts } from '../charts/charts.js';
import { usePage } from '../data/page-context.js';
import { selectedPath, selectedTab, type TabName } from '../data/selection.js';
import { CurrentStatus, statusOf } from '../shell/current-status.js';
import { Icon } from '../shell/icon.js';
import { CallsTab } from './calls-tab.js';
import { CodeTab } from './code-tab.js';
import { AppActions, WorkActions } from './component-actions.js';
import { LedgerTab } from './ledger-tab.js';
import { LogsTab } from './logs-tab.js';
import { OverviewTab } from './overview-tab.js';
import { StateTab } from './state-tab.js';
import { Tabs } from './tabs.js';

const TABS: Record<TabName, string> = {
  calls: 'Calls',
  charts: 'Charts',
  overview: 'Overview',
  state: 'State',
  ledger: 'Ledger',
  code: 'Code',
  logs: 'Logs',
};
const OF_APP: readonly TabName[] = ['calls', 'charts', 'state', 'logs'];
const OF_WORK: readonly TabName[] = ['calls', 'overview', 'state', 'ledger', 'code', 'logs'];
const OF_FLOW: readonly TabName[] = ['overview', 'state', 'logs'];

/** Everything about what is selected: a work, a flow, or the whole app. */
export function Details({ app }: { readonly app: AppInfo }) {
  const { store } = usePage();
  const path = selectedPath.value;
  const component = path === undefined ? undefined : store.component(path);
  // A component that is gone is still named; what it did can be looked at.
  const names = path === undefined ? OF_APP : component?.kind === 'flow' ? OF_FLOW : OF_WORK;
  const shown = names.includes(selectedTab.value) ? selectedTab.value : names[0]!;
  return (
    <section class="details pane" aria-label="Details">
      <div class="pane-head details-head">
        <Title app={app} path={path} component={component} />
        {path === undefined && <AppActions app={app} />}
        {component?.kind === 'work' && <WorkActions app={app} work={component} />}
      </div>
      <Tabs
        label={path ?? 'Whole app'}
        tabs={names.map((name) => ({ name, label: TABS[name] }))}
        selected={shown}
        onSelect={(name) => {
          selectedTab.value = name;
        }}
      >
        <Content key={`${path}${shown}`} tab={shown} path={path} />
      </Tabs>
    </section>
  );
}

function Title(props: { app: AppInfo; path: string | undefined; component: ComponentInfo | undefined }) {
  const { app, path, component } = props;
  if (path === undefined) {
    return (
      <h2 class="details-title">
        {app.name} <span class="dim">whole app</span>
      </h2>
    );
  }
  return (
    <h2 class="details-title">
      {component?.kind === 'work' ? <CurrentStatus name={statusOf(component)} /> : <Icon name="flow" />}
      <span class="code">{path}</span>
      <span class="dim">{component === undefined ? 'not in the app any more' : component.className}</span>
      {component?.isStopped && (
        <span class="badge" title="Its calls wait until it is started.">
          stopped
        </span>
      )}
    </h2>
  );
}

function Content({ tab, path }: { readonly tab: TabName; readonly path: string | undefined }) {
  switch (tab) {
    case 'calls':
      return <CallsTab path={path} />;
    case 'charts':
      return <Charts />;
    case 'overview':
      return <OverviewTab path={path!} />;
    case 'state':
      return <StateTab path={path} />;
    case 'ledger':
      return <LedgerTab path={path!} />;
    case 'code':
      return <CodeTab path={path!} />;
    case 'logs':
      return <LogsTab path={path} />;
  }
}
