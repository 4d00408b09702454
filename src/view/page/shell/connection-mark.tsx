import { usePage } from '../data/page-context.js';

const WORDS = {
  connecting: 'Connecting',
  live: 'Live',
  lost: 'Connection lost',
  ended: 'App ended',
};

/** A dot that says whether what is shown is what is; its shape and its word differ as well. */
export function ConnectionMark() {
  const { kind } = usePage().connection.state.value;
  return (
    <span class={`connection connection-${kind}`} role="status" aria-label="Connection">
      <span class="connection-dot" aria-hidden="true" />
      <span class="connection-word">{WORDS[kind]}</span>
    </span>
  );
}
