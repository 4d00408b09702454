import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { usePage } from '../data/page-context.js';
import { callDuration } from '../format/call-duration.js';
import { formatExactTime } from '../format/time.js';
import { WhyLine } from '../panel/why-line.js';
import { CurrentStatus } from '../shell/current-status.js';
import type { TimelineState } from './timeline-state.js';

export interface CallTipProps {
  readonly state: TimelineState;
  readonly scroller: RefObject<HTMLDivElement | null>;
}

/** What is known of the call under the pointer, beside the pointer. */
export function CallTip({ state, scroller }: CallTipProps) {
  const { store } = usePage();
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = scroller;
    const move = (event: PointerEvent): void => {
      const box = current?.parentElement?.getBoundingClientRect();
      if (element.current === null || box === undefined) return;
      const { offsetWidth, offsetHeight } = element.current;
      const x = Math.min(event.clientX - box.left + 14, box.width - offsetWidth - 8);
      const below = event.clientY - box.top + 16;
      const fits = below + offsetHeight < box.height;
      element.current.style.left = `${Math.max(8, x)}px`;
      element.current.style.top = `${fits ? below : Math.max(4, below - offsetHeight - 28)}px`;
    };
    current?.addEventListener('pointermove', move);
    return () => current?.removeEventListener('pointermove', move);
  }, [scroller]);

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
