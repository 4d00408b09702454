import type { ComponentChildren } from 'preact';
import { usePage } from '../data/page-context.js';
import type { Fetched } from '../data/use-fetched.js';
import { formatTime } from '../format/time.js';

export interface FetchedViewProps<Content> {
  readonly fetched: Fetched<Content>;
  readonly children: (answer: Content) => ComponentChildren;
  /** What is known all the same where the app cannot be asked; by default that it cannot. */
  readonly unreachable?: ComponentChildren;
  /** What it is a part of says already how old it is, and that the app cannot be asked. */
  readonly isPart?: boolean;
}

/** What was asked of the app, or that it is under way, or why it did not come. */
export function FetchedView<Content>(props: FetchedViewProps<Content>) {
  const { fetched, children, unreachable = <Unreachable />, isPart = false } = props;
  switch (fetched.kind) {
    case 'loading':
      return <p class="empty loading">Loading…</p>;
    case 'refused':
      return <p class="empty">{fetched.message}</p>;
    case 'unreachable':
      return <>{!isPart && unreachable}</>;
    case 'there':
      return (
        <>
          {fetched.outdatedBecause !== undefined && !isPart && (
            <p class="outdated dim">
              As it was at {formatTime(fetched.atMs)}. {fetched.outdatedBecause}
            </p>
          )}
          {children(fetched.answer)}
        </>
      );
  }
}

/** Why something is not there that nobody asked for while the app could be asked. */
export function Unreachable() {
  const { kind } = usePage().connection.state.value;
  return (
    <p class="empty">
      {kind === 'ended'
        ? 'The app has ended, and this was not asked for before. Calls, changes and logs are still here.'
        : 'This comes when the app can be reached again. Calls, changes and logs are still here.'}
    </p>
  );
}
