import type { AppInfo } from '../../api.js';
import { usePage } from '../data/page-context.js';
import { ActionButton, type ActionButtonProps } from './action-button.js';
import { type AppActionName, whyAppCannot } from './why-disabled.js';

export interface AppActionProps extends Omit<ActionButtonProps, 'action' | 'disabledBecause'> {
  readonly name: AppActionName;
  readonly app: AppInfo;
}

/** A button for what can be asked of the app as a whole. */
export function AppAction({ name, app, ...look }: AppActionProps) {
  const rootKind = usePage().store.component('root')?.kind;
  const why = whyAppCannot(name, app, rootKind);
  return <ActionButton {...look} action={{ action: name }} disabledBecause={why} />;
}
