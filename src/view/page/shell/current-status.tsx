import type { CallState, StatusName } from '../../api.js';
import { usePage } from '../data/page-context.js';
import { StatusMark } from './icon.js';

const UNDER_WAY: ReadonlySet<StatusName | CallState> = new Set(['pending', 'queued', 'running', 'retrying']);

/** The status of something now. Of what was under way when the app was heard of last, that is all that is known. */
export function CurrentStatus(props: {
  readonly name: StatusName | CallState;
  readonly isNameShown?: boolean;
}) {
  const { goesOn } = usePage().store;
  return <StatusMark {...props} isLastSeen={!goesOn.value && UNDER_WAY.has(props.name)} />;
}
