import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { AppInfo } from '../../api.js';
import { ConfirmationDialog } from '../actions/confirmation.js';
import { MessageList } from '../actions/message-list.js';
import type { ConnectionState } from '../data/connection.js';
import { usePage } from '../data/page-context.js';
import { select, selectedCall, selectedPath, shownSection } from '../data/selection.js';
import { Details } from '../panel/details.js';
import { Timeline } from '../timeline/timeline.js';
import { TimelineState } from '../timeline/timeline-state.js';
import { Tree } from '../tree/tree.js';
import { Banner } from './banner.js';
import { Header } from './header.js';
import { HelpDialog } from './help-dialog.js';
import { NotThereYet } from './not-there-yet.js';
import { RunInvitation } from './run-invitation.js';
import { SectionSwitch } from './section-switch.js';
import { type Shortcut, useShortcuts } from './shortcuts.js';
import { Splitter } from './splitter.js';

/** The whole page. */
export function WholePage() {
  const { store, connection } = usePage();
  const timeline = useMemo(() => new TimelineState(store), [store]);
  const isHelpOpen = useSignal(false);
  const timelinePart = useSignal(46);
  const treePart = useSignal(24);
  const list = useMemo(() => shortcutsOf(timeline, () => (isHelpOpen.value = true)), [timeline, isHelpOpen]);
  useShortcuts(list);
  const app = store.app.value;
  useEffect(() => {
    document.title = [app?.name, app && stateInTitle(connection.state.value.kind, app), 'workloop']
      .filter(Boolean)
      .join(' · ');
  }, [app?.name, app?.state, connection.state.value.kind]);

  if (app === undefined) return <NotThereYet />;
  return (
    <div class="page" data-section={shownSection.value}>
      <button type="button" class="skip" onClick={() => focus('#main')}>
        Skip to the timeline
      </button>
      <Header
        app={app}
        onHelp={() => {
          isHelpOpen.value = true;
        }}
      />
      <Banner app={app} />
      <SectionSwitch />
      <main class="body" data-split style={{ '--tree-part': `${treePart.value}%` }}>
        <Tree
          splitter={<Splitter label="Width of the components" part={treePart} orientation="vertical" />}
        />
        <div
          id="main"
          class="what-happens"
          data-split
          tabIndex={-1}
          style={{ '--timeline-part': `${timelinePart.value}%` }}
        >
          {app.state === 'waiting' ? <RunInvitation app={app} /> : <Timeline state={timeline} />}
          <Splitter label="Height of the timeline" part={timelinePart} orientation="horizontal" />
          <Details app={app} />
        </div>
      </main>
      {isHelpOpen.value && (
        <HelpDialog
          list={list}
          onClose={() => {
            isHelpOpen.value = false;
          }}
        />
      )}
      <ConfirmationDialog />
      <MessageList />
    </div>
  );
}

/** What is seen of a page in the background; nothing where it rests and does not know. */
function stateInTitle(connection: ConnectionState['kind'], app: AppInfo): string {
  if (connection === 'connecting') return '';
  return connection === 'lost' ? 'connection lost' : app.state;
}

function focus(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus();
}

function shortcutsOf(timeline: TimelineState, openHelp: () => void): readonly Shortcut[] {
  return [
    { key: '?', does: 'Show this help', act: openHelp },
    { key: '/', does: 'Filter components', act: () => focus('#component-filter') },
    { key: 'c', does: 'Go to the components', act: () => focus('.tree [tabindex="0"]') },
    { key: 't', does: 'Go to the timeline', act: () => focus('.lanes') },
    { key: 'd', does: 'Go to the details', act: () => focus('[role=tab][tabindex="0"]') },
    {
      key: 'f',
      does: 'Follow what happens, or hold it',
      act: () => (timeline.isFollowing.value ? timeline.pause() : timeline.follow()),
    },
    {
      key: 'Escape',
      does: 'Close the call, then the component',
      act: () => {
        if (selectedCall.value !== undefined) selectedCall.value = undefined;
        else if (selectedPath.value !== undefined) select(undefined);
      },
    },
  ];
}
