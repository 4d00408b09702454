import { useComputed } from '@preact/signals';
import { usePage } from '../data/page-context.js';
import { describeUnknown, knownFrom } from './known-from.js';
import type { TimelineState } from './timeline-state.js';

/** Says what is not drawn of the part of time that is shown, although it happened. */
export function UnknownNote({ state }: { readonly state: TimelineState }) {
  const { store, olderCalls } = usePage();
  const note = useComputed(() => {
    for (const { value } of [store.callsVersion, store.hitsVersion, state.moment]) void value;
    const known = knownFrom(store);
    // Those that are on their way need no word.
    const callsMs = olderCalls.isLoading.value ? Number.NEGATIVE_INFINITY : known.callsMs;
    const startedAtMs = store.app.value?.startedAtMs ?? Number.NEGATIVE_INFINITY;
    return describeUnknown({ ...known, callsMs }, Math.max(startedAtMs, state.range().startMs));
  });
  return note.value === '' ? null : <p class="unknown-note dim">{note}</p>;
}
