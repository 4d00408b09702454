import type { Action } from '../../api.js';
import { usePage } from '../data/page-context.js';
import { actOnce } from '../shell/act-once.js';
import { ExplainedButton } from '../shell/explained-button.js';
import { Icon, type IconName } from '../shell/icon.js';
import { type Confirmation, confirm } from './confirmation.js';
import { tell } from './messages.js';
import { askFor, isUnderWay } from './under-way.js';

export interface ActionButtonProps {
  readonly label: string;
  readonly icon?: IconName;
  readonly action: Action;
  /** A sentence; the button does nothing where there is one, and says it. */
  readonly disabledBecause?: string | undefined;
  /** Asked before. */
  readonly confirmation?: Confirmation;
  readonly kind?: 'primary' | 'danger' | 'normal';
}

/** A button that asks something of the app, and tells what came of it. */
export function ActionButton(props: ActionButtonProps) {
  const { label, icon, action, confirmation, kind = 'normal' } = props;
  const { client, connection } = usePage();
  const why =
    lostWhy(connection.state.value.kind) ??
    (isUnderWay(action) ? 'The app has been asked, and has not answered yet.' : props.disabledBecause);

  const act = async (): Promise<void> => {
    if (confirmation !== undefined && !(await confirm(confirmation))) return;
    const result = await askFor(client, action);
    if (result !== undefined) tell(result.isDone ? 'done' : 'failed', result.message);
  };

  return (
    <ExplainedButton
      class={kind}
      data-action={action.action}
      disabledBecause={why}
      onKeyDown={actOnce}
      // The second click of two is meant for what the first has done already.
      onClick={({ detail }) => void (detail < 2 && act())}
    >
      {icon !== undefined && <Icon name={icon} />}
      <span class="action-label">{label}</span>
    </ExplainedButton>
  );
}

function lostWhy(connection: 'connecting' | 'live' | 'lost' | 'ended'): string | undefined {
  if (connection === 'ended') return 'The app has ended.';
  return connection === 'live' ? undefined : 'The page is not connected to the app.';
}
