import { signal } from '@preact/signals';

/** What came of something a person did. */
export interface Message {
  readonly id: number;
  readonly kind: 'done' | 'failed';
  readonly text: string;
}

const GONE_AFTER_MS = 6_000;
const MOST = 3;

/** Shown for a while, oldest first; failures stay until they are closed. */
export const messages = signal<readonly Message[]>([]);
let lastId = 0;

export function tell(kind: Message['kind'], text: string): void {
  const id = ++lastId;
  messages.value = withRoom([...messages.value, { id, kind, text }]);
  if (kind === 'done') setTimeout(() => dismiss(id), GONE_AFTER_MS);
}

export function dismiss(id: number): void {
  messages.value = messages.value.filter((message) => message.id !== id);
}

/** What is done goes before what has failed, which nobody may have read yet; the newest one is always there. */
function withRoom(all: readonly Message[]): readonly Message[] {
  if (all.length <= MOST) return all;
  const gone = all.slice(0, -1).find(({ kind }) => kind === 'done') ?? all[0];
  return all.filter((message) => message !== gone);
}
