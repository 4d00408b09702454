import type { CallState, ComponentInfo, StatusName } from '../../api.js';
import { usePage } from '../data/page-context.js';
import { StatusMark } from './icon.js';

const UNDER_WAY: ReadonlySet<StatusName | CallState> = new Set(['pending', 'queued', 'running', 'retrying']);

/** The status of a work as it is shown: what waits in one that is stopped does not wait for its turn. */
export function statusOf(work: ComponentInfo | undefined): StatusName {
  const name = work?.status?.name ?? 'notStarted';
  return work?.isStopped && name === 'pending' ? 'stopped' : name;
}

/** The status of something now. Of what was under way when the app was heard of last, that is all that is known. */
export function CurrentStatus(props: {
  readonly name: StatusName | CallState;
  readonly isNameShown?: boolean;
}) {
  const { goesOn } = usePage().store;
  return <StatusMark {...props} isLastSeen={!goesOn.value && UNDER_WAY.has(props.name)} />;
}
