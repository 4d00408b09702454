import type { ComponentChildren } from 'preact';
import type { Fetched } from '../data/use-fetched.js';

export interface FetchedViewProps<Answer> {
  readonly fetched: Fetched<Answer>;
  readonly children: (answer: Answer) => ComponentChildren;
}

/** What was asked of the app, or that it is under way, or why it did not come. */
export function FetchedView<Answer>({ fetched, children }: FetchedViewProps<Answer>) {
  switch (fetched.kind) {
    case 'loading':
      return <p class="empty loading">Loading…</p>;
    case 'refused':
      return <p class="empty">{fetched.message}</p>;
    case 'there':
      return <>{children(fetched.answer)}</>;
  }
}
