import { usePage } from '../data/page-context.js';

/** What is said where there is room, and what always is. */
const WORDS = {
  connecting: ['', 'connecting'],
  live: ['', 'live'],
  lost: ['Connection', 'lost'],
  ended: ['App', 'ended'],
} as const;

/** A dot that says whether what is shown is what is; its shape and its word differ as well. */
export function ConnectionMark() {
  const { kind } = usePage().connection.state.value;
  const [what, word] = WORDS[kind];
  return (
    <span class={`connection connection-${kind}`} role="status" aria-label="Connection">
      <span class="connection-dot" aria-hidden="true" />
      <span class="connection-word">
        {what !== '' && <span class="not-narrow">{what} </span>}
        {word}
      </span>
    </span>
  );
}
