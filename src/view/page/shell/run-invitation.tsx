import { useRef } from 'preact/hooks';
import type { AppInfo } from '../../api.js';
import { ActionButton } from '../actions/action-button.js';
import { useFocusHandover } from './use-focus-handover.js';

/** What a waiting app shows in the place of a timeline: nothing happens before somebody clicks Run. */
export function RunInvitation({ app }: { readonly app: AppInfo }) {
  const element = useRef<HTMLElement>(null);
  useFocusHandover(element, () => document.querySelector<HTMLElement>('#main'));
  return (
    <section ref={element} class="timeline pane invitation" aria-label="Waiting for Run">
      <h2>{app.name} is waiting</h2>
      <p>No pass has begun, and no work has executed. Everything is set up.</p>
      <div class="invitation-run">
        <ActionButton label="Run" icon="running" kind="primary" action={{ action: 'run' }} />
      </div>
    </section>
  );
}
