import { useSignalEffect } from '@preact/signals';
import { usePage } from '../data/page-context.js';
import type { TimelineState } from './timeline-state.js';

/** What passes by while it follows is not brought without end. */
const MOST_WHILE_FOLLOWING = 20_000;

/** Looking at a time before the calls that are known brings older ones, however they are shown. */
export function useCallsInSight(state: TimelineState): void {
  const { store, olderCalls } = usePage();
  useSignalEffect(() => {
    for (const { value } of [store.callsVersion, state.moment, olderCalls.canLoad]) void value;
    const isEnough = state.isFollowing.value && store.calls.all.length > MOST_WHILE_FOLLOWING;
    if (state.range().startMs < store.calls.knownFromMs && !isEnough) void olderCalls.load();
  });
}
