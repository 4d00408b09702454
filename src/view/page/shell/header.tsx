import type { ComponentChildren } from 'preact';
import type { AppInfo, AppState } from '../../api.js';
import { AppAction } from '../actions/app-action.js';
import { usePage } from '../data/page-context.js';
import { formatDuration } from '../format/duration.js';
import { formatCount, formatShare } from '../format/number.js';
import { ConnectionMark } from './connection-mark.js';
import { Icon, type IconName } from './icon.js';
import { ThemeSwitch } from './theme-switch.js';
import { Uptime } from './uptime.js';

const STATES: Record<AppState, { readonly label: string; readonly icon: IconName }> = {
  waiting: { label: 'waiting for Run', icon: 'pending' },
  running: { label: 'running', icon: 'running' },
  idle: { label: 'idle', icon: 'notStarted' },
  paused: { label: 'paused', icon: 'pause' },
  failed: { label: 'failed', icon: 'failed' },
  stopped: { label: 'stopped', icon: 'stopped' },
};

const ENDING = { label: 'ending', icon: 'stopped' } as const;

/** What the app is, what it does, and what can be done with it. */
export function Header({ app, onHelp }: { readonly app: AppInfo; readonly onHelp: () => void }) {
  const { label, icon } = app.isEnding ? ENDING : STATES[app.state];
  const isLost = usePage().connection.state.value.kind === 'lost';
  return (
    <header class="header">
      <div class="header-name">
        <svg class="logo" viewBox="0 0 16 16" width="20" height="20" aria-hidden="true">
          <rect width="16" height="16" rx="4" />
          <path d="M3.5 5h5M6 8h6.5M3.5 11H10" />
        </svg>
        <h1 title={`workloop ${app.version}, process ${app.pid}`}>{app.name}</h1>
        <span class={`app-state app-${app.state}`} role="status" aria-label="State of the app">
          <Icon name={icon} />
          {isLost ? `was ${label}` : label}
        </span>
      </div>
      <dl class="header-figures">
        <Figure name="Uptime">
          <Uptime />
        </Figure>
        <Figure name="Passes">{formatCount(app.passes)}</Figure>
        <Figure name="Executions">{formatCount(app.executions)}</Figure>
        <Figure name="Hits" title={`${formatShare(app.hits, app.hits + app.executions)} of all calls`}>
          {formatCount(app.hits)}
        </Figure>
        <Figure name="Failures" isBad={app.failures > 0}>
          {formatCount(app.failures)}
        </Figure>
        <Figure name="Time saved" title="How long the executions took that hits made needless">
          {formatDuration(app.savedMs)}
        </Figure>
      </dl>
      <div class="header-actions" role="toolbar" aria-label="App">
        {/* A waiting app has a Run that nobody overlooks, in the place of the timeline. */}
        {app.state !== 'waiting' && <AppAction name="run" app={app} label="Run" icon="running" />}
        <AppAction name="pause" app={app} label="Pause" icon="pause" />
        <AppAction
          name="resume"
          app={app}
          label="Resume"
          icon="running"
          kind={app.state === 'paused' ? 'primary' : 'normal'}
        />
        <AppAction
          name="stop"
          app={app}
          label="Stop"
          icon="stopped"
          kind="danger"
          confirmation={{
            title: 'Stop the app?',
            text: 'No new pass begins, and calls that wait are stopped. Those that run may come to their end, as long as shutdownMs allows. The process exits with code 0.',
            verb: 'Stop app',
          }}
        />
      </div>
      <div class="header-end">
        <ConnectionMark />
        <ThemeSwitch />
        <button
          type="button"
          class="plain icon-only"
          aria-label="Keyboard shortcuts"
          title="Keyboard shortcuts (?)"
          onClick={onHelp}
        >
          <span class="key" aria-hidden="true">
            ?
          </span>
        </button>
      </div>
    </header>
  );
}

function Figure(props: {
  readonly name: string;
  readonly title?: string;
  readonly isBad?: boolean;
  readonly children: ComponentChildren;
}) {
  const { name, title, isBad = false, children } = props;
  return (
    <div title={title} class={isBad ? 'bad' : undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
