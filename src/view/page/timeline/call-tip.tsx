import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { usePage } from '../data/page-context.js';
import { callDuration } from '../format/call-duration.js';
import { counted } from '../format/number.js';
import { formatExactTime } from '../format/time.js';
import { WhyLine } from '../panel/why-line.js';
import { CurrentStatus } from '../shell/current-status.js';
import type { TimelineState } from './timeline-state.js';

export interface CallTipProps {
  readonly state: TimelineState;
  readonly scroller: RefObject<HTMLDivElement | null>;
}

/** What is known of the call or of the hits under the pointer, beside the pointer. */
export function CallTip({ state, scroller }: CallTipProps) {
  const { store } = usePage();
  const element = useRef<HTMLDivElement>(null);
  const pointer = useRef<PointerEvent>(undefined);
  const place = (): void => {
    const box = scroller.current?.parentElement?.getBoundingClientRect();
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
    const { current } = scroller;
    const move = (event: PointerEvent): void => {
      pointer.current = event;
      place();
    };
    current?.addEventListener('pointermove', move);
    return () => current?.removeEventListener('pointermove', move);
  }, [scroller]);
  // How large it is, is known when it is there; and it may come to the pointer, as the pointer to it.
  useLayoutEffect(place);

  const hits = state.hoveredHits.value;
  if (hits !== undefined) {
    return (
      <div class="call-tip" ref={element} aria-hidden="true">
        <div class="call-tip-head">
          <span>{counted(hits.count, 'hit')}</span>
          <span class="dim">{formatExactTime(hits.atMs)}</span>
        </div>
        <div class="call-tip-args code">{hits.path}</div>
      </div>
    );
  }
  const call = state.hovered.value === undefined ? undefined : store.calls.get(state.hovered.value);
  if (call === undefined) return <div class="call-tip" ref={element} hidden />;
  void store.callsVersion.value;
  const { startedAtMs } = call;
  return (
    <div class="call-tip" ref={element} aria-hidden="true">
      <div class="call-tip-head">
        <CurrentStatus name={call.state} isNameShown />
        <span>{callDuration(call, store) ?? (call.endedAtMs === undefined ? 'waits' : 'did not begin')}</span>
        <span class="dim">{formatExactTime(startedAtMs ?? call.queuedAtMs)}</span>
        {call.attempt > 1 && <span class="dim">attempt {call.attempt}</span>}
      </div>
      <div class="call-tip-args code">
        {call.path}
        {call.args}
      </div>
      <WhyLine why={call.why} />
    </div>
  );
}
