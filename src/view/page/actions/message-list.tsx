import { Icon } from '../shell/icon.js';
import { Prose } from '../shell/prose.js';
import { dismiss, messages } from './messages.js';

/** The answers to what a person did. There from the beginning, so that screen readers hear what is put into it. */
export function MessageList() {
  return (
    <div class="messages" role="status" aria-live="polite" aria-label="Results of actions">
      {messages.value.map(({ id, kind, text }) => (
        <div key={id} class={`message ${kind}`}>
          <Icon name={kind === 'done' ? 'succeeded' : 'failed'} />
          <span>
            <Prose text={text} />
          </span>
          <button
            type="button"
            class="plain icon-only"
            aria-label="Close message"
            onClick={() => dismiss(id)}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}
