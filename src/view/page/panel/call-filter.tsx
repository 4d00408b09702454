import type { CallInfo, CallState } from '../../api.js';
import { statusLabel } from '../shell/icon.js';
import { SearchBox } from '../shell/search-box.js';

/** Which calls of a list are shown. */
export interface CallFilter {
  readonly state: CallState | '';
  readonly search: string;
}

export const NO_FILTER: CallFilter = { state: '', search: '' };
const STATES: readonly CallState[] = ['queued', 'running', 'retrying', 'succeeded', 'failed', 'stopped'];

/** Whether a filter keeps any call back. */
export function isFiltering({ state, search }: CallFilter): boolean {
  return state !== '' || search.trim() !== '';
}

/** The calls that a filter lets through, newest first. */
export function filterCalls(calls: readonly CallInfo[], { state, search }: CallFilter): readonly CallInfo[] {
  const wanted = search.trim().toLowerCase();
  if (state === '' && wanted === '') return calls.toReversed();
  const shown: CallInfo[] = [];
  for (let at = calls.length - 1; at >= 0; at--) {
    const call = calls[at]!;
    if (state !== '' && call.state !== state) continue;
    if (wanted !== '' && !textOf(call).includes(wanted)) continue;
    shown.push(call);
  }
  return shown;
}

/** The controls of such a filter. */
export function CallFilterBar(props: {
  readonly filter: CallFilter;
  readonly onChange: (filter: CallFilter) => void;
}) {
  const { filter, onChange } = props;
  return (
    <>
      <SearchBox
        label="Search calls"
        value={filter.search}
        onInput={(search) => onChange({ ...filter, search })}
      />
      <label>
        <span class="unseen">State of calls</span>
        <select
          value={filter.state}
          onChange={({ currentTarget }) =>
            onChange({ ...filter, state: currentTarget.value as CallFilter['state'] })
          }
        >
          <option value="">All states</option>
          {STATES.map((state) => (
            <option key={state} value={state}>
              {statusLabel(state)}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

function textOf({ path, args, why, error = '' }: CallInfo): string {
  return `${path}${args} ${why.text} ${error}`.toLowerCase();
}
