import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { Icon } from '../shell/icon.js';
import { Prose } from '../shell/prose.js';
import { useFocusHandover } from '../shell/use-focus-handover.js';
import { dismiss, type Message, messages } from './messages.js';

/** The answers to what a person did. There from the beginning, so that screen readers hear what is put into it. */
export function MessageList() {
  /** What had the focus before one of these did. */
  const before = useRef<HTMLElement>(null);
  return (
    <div
      class="messages"
      role="status"
      aria-live="polite"
      aria-label="Results of actions"
      onFocusIn={({ currentTarget, relatedTarget }) => {
        if (relatedTarget instanceof HTMLElement && !currentTarget.contains(relatedTarget))
          before.current = relatedTarget;
      }}
    >
      {messages.value.map((message) => (
        <MessageView key={message.id} message={message} before={before} />
      ))}
    </div>
  );
}

function MessageView(props: { readonly message: Message; readonly before: RefObject<HTMLElement | null> }) {
  const { message, before } = props;
  const { id, kind, text } = message;
  const element = useRef<HTMLDivElement>(null);
  useFocusHandover(element, () => document.querySelector<HTMLElement>('.message button') ?? before.current);
  return (
    <div ref={element} class={`message ${kind}`}>
      <Icon name={kind === 'done' ? 'succeeded' : 'failed'} />
      <span>
        <Prose text={text} />
      </span>
      <button type="button" class="plain icon-only" aria-label="Close message" onClick={() => dismiss(id)}>
        <Icon name="close" />
      </button>
    </div>
  );
}
