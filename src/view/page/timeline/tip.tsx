import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { CallInfo, HitTick, PassInfo } from '../../api.js';
import { usePage } from '../data/page-context.js';
import type { Store } from '../data/store.js';
import { callDuration } from '../format/call-duration.js';
import { formatDuration } from '../format/duration.js';
import { counted, formatCount } from '../format/number.js';
import { formatExactTime } from '../format/time.js';
import { WhyLine } from '../panel/why-line.js';
import { CurrentStatus } from '../shell/current-status.js';
import type { TimelineState } from './timeline-state.js';

export interface TipProps {
  readonly state: TimelineState;
  /** Within it the pointer moves, and the tip stands. */
  readonly within: RefObject<HTMLDivElement | null>;
}

/** What is known of the call, the hits or the pass under the pointer, beside the pointer. */
export function Tip({ state, within }: TipProps) {
  const element = useRef<HTMLDivElement>(null);
  const pointer = useRef<PointerEvent>(undefined);
  const place = (): void => {
    const box = within.current?.getBoundingClientRect();
    if (element.current === null || box === undefined || pointer.current === undefined) return;
    const { clientX, clientY } = pointer.current;
    const { offsetWidth, offsetHeight } = element.current;
    const x = Math.min(clientX - box.left + 14, box.width - offsetWidth - 8);
    const below = clientY - box.top + 16;
    const fits = below + offsetHeight < box.height;
    element.current.style.left = `${Math.max(8, x)}px`;
    element.current.style.top = `${fits ? below : Math.max(4, below - offsetHeight - 28)}px`;
  };
  useEffect(() => {
    const { current } = within;
    const move = (event: PointerEvent): void => {
      pointer.current = event;
      place();
    };
    current?.addEventListener('pointermove', move);
    return () => current?.removeEventListener('pointermove', move);
  }, [within]);
  // How large it is, is known when it is there; and it may come to the pointer, as the pointer to it.
  useLayoutEffect(place);

  const content = contentOf(state, usePage().store);
  return (
    <div class="call-tip" ref={element} hidden={content === undefined} aria-hidden="true">
      {content}
    </div>
  );
}

function contentOf(state: TimelineState, store: Store) {
  const [pass, hits, id] = [state.hoveredPass.value, state.hoveredHits.value, state.hovered.value];
  if (pass !== undefined) return <PassTip pass={pass} />;
  if (hits !== undefined) return <HitsTip hits={hits} />;
  void store.callsVersion.value;
  const call = id === undefined ? undefined : store.calls.get(id);
  return call === undefined ? undefined : <CallTip call={call} />;
}

function PassTip({ pass: { pass, startedAtMs, endedAtMs, suspendedBy } }: { readonly pass: PassInfo }) {
  return (
    <>
      <div class="call-tip-head">
        <span>pass {formatCount(pass)}</span>
        <span>{endedAtMs === undefined ? 'under way' : formatDuration(endedAtMs - startedAtMs)}</span>
        <span class="dim">{formatExactTime(startedAtMs)}</span>
      </div>
      {suspendedBy.length > 0 && (
        <div>
          waits for <span class="code">{suspendedBy.join(', ')}</span>
        </div>
      )}
    </>
  );
}

function HitsTip({ hits: { path, count, atMs } }: { readonly hits: HitTick }) {
  return (
    <>
      <div class="call-tip-head">
        <span>{counted(count, 'hit')}</span>
        <span class="dim">{formatExactTime(atMs)}</span>
      </div>
      <div class="call-tip-args code">{path}</div>
    </>
  );
}

function CallTip({ call }: { readonly call: CallInfo }) {
  const { store } = usePage();
  const { startedAtMs, endedAtMs, queuedAtMs, attempt } = call;
  return (
    <>
      <div class="call-tip-head">
        <CurrentStatus name={call.state} isNameShown />
        <span>{callDuration(call, store) ?? (endedAtMs === undefined ? 'waits' : 'did not begin')}</span>
        <span class="dim">{formatExactTime(startedAtMs ?? queuedAtMs)}</span>
        {attempt > 1 && <span class="dim">attempt {attempt}</span>}
      </div>
      <div class="call-tip-args code">
        {call.path}
        {call.args}
      </div>
      {call.error !== undefined && <div class="call-tip-error">{call.error}</div>}
      <WhyLine why={call.why} />
    </>
  );
}
