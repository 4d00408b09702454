import type { Why } from '../../api.js';

/** What the words of a reason mean, for who meets them for the first time. */
const SENTENCES: Readonly<Record<string, string>> = {
  first: 'It was the first call that is known of this work.',
  arguments: 'It was not known with these arguments.',
  code: 'Code that the work reaches is another one than when the result was recorded.',
  version: 'The `version` of the work is another one than when the result was recorded.',
  expired: 'Its result was older than the `ttlMs` of the work allows.',
  invalidated: 'Somebody had its result forgotten.',
  forced: 'Somebody had it executed again, whatever was recorded.',
  deleted: 'Somebody had the work forget everything.',
  uncached: 'The work remembers no results, so that each call executes.',
  failed: 'A failure is no result: it was to be tried again.',
  stopped: 'It had been stopped before it had a result.',
  unreadable: 'What was recorded of it cannot be read any more.',
  notKept: 'The results of this work are not stored, so that nothing is known of earlier runs.',
  unread: 'More calls came than there was time to look at: nothing is known of its arguments.',
  unknown: 'It was called so long ago that it is not known any more why.',
};

/** A sentence or two about a reason; `undefined` for one of a kind that this page does not know. */
export function explainWhy({ kind, changes }: Pick<Why, 'kind' | 'changes'>): string | undefined {
  if (!Object.hasOwn(SENTENCES, kind)) return undefined;
  return kind === 'arguments' ? `${SENTENCES[kind]} ${howTheyDiffer(changes)}` : SENTENCES[kind];
}

/** What differs may be hidden, or deeper than texts go. */
function howTheyDiffer({ length }: Why['changes']): string {
  return length > 0
    ? 'This is how they differ from those of the last call of this work.'
    : 'In what is shown of them, nothing differs from the last call of this work.';
}
