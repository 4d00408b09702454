import { usePage } from '../data/page-context.js';

/** What the shapes of the timeline mean. */
export function Legend() {
  return (
    <ul class="legend" aria-label="Legend">
      <li>
        <i class="swatch queued" /> queued
      </li>
      <li>
        <i class="swatch running" /> running
      </li>
      <li>
        <i class="swatch succeeded" /> succeeded
      </li>
      <li>
        <i class="swatch retrying" /> retried
      </li>
      <li>
        <i class="swatch failed" /> failed
      </li>
      <li>
        <i class="swatch stopped" /> stopped
      </li>
      {!usePage().store.goesOn.value && (
        <li>
          <i class="swatch last-seen">?</i> end not seen
        </li>
      )}
      <li>
        <i class="swatch hit" /> hits
      </li>
      <li>
        <i class="swatch pass" /> passes
      </li>
    </ul>
  );
}
