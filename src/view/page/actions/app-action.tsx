import type { AppInfo } from '../../api.js';
import { ActionButton, type ActionButtonProps } from './action-button.js';
import { type AppActionName, whyAppCannot } from './why-disabled.js';

export interface AppActionProps extends Omit<ActionButtonProps, 'action' | 'disabledBecause'> {
  readonly name: AppActionName;
  readonly app: AppInfo;
}

/** A button for what can be asked of the app as a whole. */
export function AppAction({ name, app, ...look }: AppActionProps) {
  return <ActionButton {...look} action={{ action: name }} disabledBecause={whyAppCannot(name, app)} />;
}
