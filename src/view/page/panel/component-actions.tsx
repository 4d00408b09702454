import { useRef } from 'preact/hooks';
import type { AppInfo, ComponentInfo } from '../../api.js';
import { ActionButton } from '../actions/action-button.js';
import { AppAction } from '../actions/app-action.js';
import { whyWorkCannot } from '../actions/why-disabled.js';
import { useFocusHandover } from '../shell/use-focus-handover.js';

/** What can be done with all works at once. */
export function AppActions({ app }: { readonly app: AppInfo }) {
  return (
    <div class="actions" role="toolbar" aria-label="Actions of the app">
      <AppAction
        name="invalidateAll"
        app={app}
        label="Invalidate all"
        kind="danger"
        confirmation={{
          title: 'Forget all results?',
          text: 'All works forget all their results, also in the store. Each call executes again when it is met next.',
          verb: 'Invalidate all',
        }}
      />
    </div>
  );
}

/** What can be done with one work. */
export function WorkActions({ app, work }: { readonly app: AppInfo; readonly work: ComponentInfo }) {
  const { path } = work;
  const element = useRef<HTMLDivElement>(null);
  useFocusHandover(element, () => document.querySelector<HTMLElement>('[role=tab][tabindex="0"]'));
  return (
    <div ref={element} class="actions" role="toolbar" aria-label={`Actions of ${path}`}>
      <ActionButton
        label="Retry failed"
        icon="retrying"
        action={{ action: 'retry', path }}
        disabledBecause={whyWorkCannot('retry', work, app)}
      />
      <ActionButton
        label="Start"
        icon="running"
        action={{ action: 'startWork', path }}
        disabledBecause={whyWorkCannot('startWork', work, app)}
      />
      <ActionButton
        label="Stop"
        icon="stopped"
        kind="danger"
        action={{ action: 'stopWork', path }}
        disabledBecause={whyWorkCannot('stopWork', work, app)}
        confirmation={{
          title: 'Stop this work?',
          text: `All calls of ${path} end, also those that run. Calls to come wait until it is started again.`,
          verb: 'Stop work',
        }}
      />
      <ActionButton
        label="Invalidate"
        kind="danger"
        action={{ action: 'invalidateWork', path }}
        disabledBecause={whyWorkCannot('invalidateWork', work, app)}
        confirmation={{
          title: 'Forget the results of this work?',
          text: `${path} forgets all its results, also in the store. Each call executes again when it is met next.`,
          verb: 'Invalidate work',
        }}
      />
    </div>
  );
}
