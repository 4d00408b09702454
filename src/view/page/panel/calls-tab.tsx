import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import type { CallInfo } from '../../api.js';
import { usePage } from '../data/page-context.js';
import { selectCall, selectedCall } from '../data/selection.js';
import { useSeconds } from '../data/use-seconds.js';
import { callDuration } from '../format/call-duration.js';
import { counted } from '../format/number.js';
import { formatTime } from '../format/time.js';
import { VirtualList } from '../list/virtual-list.js';
import { CurrentStatus } from '../shell/current-status.js';
import { CallDetailView } from './call-detail.js';
import { CallFilterBar, filterCalls, isFiltering, NO_FILTER } from './call-filter.js';
import { WhyLine } from './why-line.js';

const ROW_HEIGHT = 46;
/** A list of fewer calls brings older ones by itself. */
const FEW = 100;

/** The executions of one work or of all, newest first, and beside them the selected one. */
export function CallsTab({ path }: { readonly path: string | undefined }) {
  const { store, olderCalls } = usePage();
  const filter = useSignal(NO_FILTER);
  const calls = useComputed(() => {
    void store.callsVersion.value;
    return filterCalls(path === undefined ? store.calls.all : store.calls.of(path), filter.value);
  });
  const shown = calls.value;
  const active = shown.findIndex(({ id }) => id === selectedCall.value);
  const executions = (path === undefined ? store.app.value : store.component(path))?.executions;

  // Only the last ones came with the stream; their numbers say how many there were before.
  const last = shown[0];
  const numbered = (path === undefined ? last?.id : last?.call) ?? executions ?? 0;
  const count = isFiltering(filter.value) ? shown.length : Math.max(shown.length, numbered);
  const canLoad = olderCalls.canLoad.value;
  // Asked whenever it can be: a page may have no call for this list, come late, or not at all.
  useSignalEffect(() => {
    if (calls.value.length < FEW && olderCalls.canLoad.value) void olderCalls.load();
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    const by = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: 10,
      PageUp: -10,
      Home: -shown.length,
      End: shown.length,
    }[event.key];
    const next = by === undefined ? undefined : shown[Math.min(shown.length - 1, Math.max(0, active + by))];
    if (next === undefined) return;
    event.preventDefault();
    open(next);
  };
  const open = ({ id, path: of }: CallInfo): void => {
    if (path === undefined) selectedCall.value = id;
    else selectCall(of, id);
  };

  return (
    <div class={`split ${selectedCall.value === undefined ? '' : 'has-detail'}`}>
      <div class="split-list">
        <div class="bar">
          <CallFilterBar
            filter={filter.value}
            onChange={(next) => {
              filter.value = next;
            }}
          />
          <span class="dim bar-end">
            {counted(count, 'call')}
            {isFiltering(filter.value) && olderCalls.hasMore.value && ' so far'}
          </span>
        </div>
        {shown.length === 0 && (
          <p class="empty">
            {isFiltering(filter.value)
              ? 'No call matches the filter.'
              : whyNone(executions ?? 0, olderCalls.isLoading.value || canLoad)}
          </p>
        )}
        <VirtualList
          count={shown.length}
          rowHeight={ROW_HEIGHT}
          active={active}
          keyOf={(row) => shown[row]?.id ?? -row}
          onNearEnd={canLoad ? () => void olderCalls.load() : undefined}
          render={(row) => <CallRow call={shown[row]!} isOfApp={path === undefined} onOpen={open} />}
          attributes={{
            role: 'listbox',
            'aria-label': 'Calls, newest first',
            tabIndex: 0,
            class: 'calls',
            'aria-activedescendant': active === -1 ? undefined : `call-${shown[active]!.id}`,
            onKeyDown,
          }}
        />
      </div>
      {selectedCall.value !== undefined && <CallDetailView id={selectedCall.value} />}
    </div>
  );
}

function whyNone(executions: number, areComing: boolean): string {
  if (executions === 0) return 'No call has executed yet.';
  return areComing
    ? 'Its calls are on their way.'
    : 'Its calls were too long ago: the page does not know them.';
}

interface CallRowProps {
  readonly call: CallInfo;
  readonly isOfApp: boolean;
  readonly onOpen: (call: CallInfo) => void;
}

function CallRow({ call, isOfApp, onOpen }: CallRowProps) {
  const { store } = usePage();
  const { id, state, startedAtMs, endedAtMs, attempt } = call;
  useSeconds(startedAtMs !== undefined && endedAtMs === undefined && store.goesOn.value);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list handles the keys of all its rows.
    <div
      class="call-row"
      role="option"
      id={`call-${id}`}
      tabIndex={-1}
      aria-selected={selectedCall.value === id}
      // Of many calls a second, another one is below the pointer when the button is let go.
      onMouseDown={({ button }) => button === 0 && onOpen(call)}
      onClick={() => onOpen(call)}
    >
      <CurrentStatus name={state} />
      <span class="unseen">Call {id}</span>
      <span class="call-args code">
        {isOfApp && <span class="dim">{call.path}</span>}
        {call.args}
      </span>
      {attempt > 1 && <span class="badge retried">attempt {attempt}</span>}
      <span class="call-figure">{callDuration(call, store) ?? '–'}</span>
      <span class="call-figure dim">{formatTime(startedAtMs ?? call.queuedAtMs)}</span>
      <span class="call-why">
        {call.error !== undefined && <span class="call-error">{call.error}</span>}
        <WhyLine why={call.why} />
      </span>
    </div>
  );
}
