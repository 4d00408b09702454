import { useEffect, useRef, useState } from 'preact/hooks';
import type { Answer } from './answers.js';
import { type Query, RefusedError } from './api-client.js';
import { usePage } from './page-context.js';
import { RepeatedQuestion } from './repeated-question.js';

/** Not what was asked is refused, but that it is asked now: too much is asked, or the app's thread, or something on the way, is busy. */
const PASSING: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** What was asked of the app: still under way, there, refused, or not to be had because nobody is there to be asked. */
export type Fetched<Content> =
  | { readonly kind: 'loading' }
  | Answer<Content>
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'unreachable' };

/**
 * An answer of the app, asked for again whenever `version` changes. What was there stays until the next answer is, so that
 * nothing flickers, and says how old it is where there is no next one: the app has ended, or is busy.
 */
export function useFetched<Content>(path: string, query: Query, version: unknown = 0): Fetched<Content> {
  const { client, connection, store, answers } = usePage();
  const key = `${path}?${JSON.stringify(query)}`;
  const [held, hold] = useState<{ readonly key: string; readonly fetched: Fetched<Content> }>();
  const question = useRef<RepeatedQuestion>(undefined);
  const isLive = connection.state.value.kind === 'live';

  useEffect(() => {
    const refuse = (error: unknown): void => {
      const known = answers.get<Content>(key);
      const message = error instanceof RefusedError ? error.message : undefined;
      if (known !== undefined) {
        hold({ key, fetched: { ...known, outdatedBecause: message ?? 'The app cannot be asked now.' } });
      } else
        hold({
          key,
          fetched: message === undefined ? { kind: 'unreachable' } : { kind: 'refused', message },
        });
    };
    question.current = new RepeatedQuestion(async (signal) => {
      try {
        const answer = await client.get<Content>(path, query, signal);
        if (signal.aborted) return 'done';
        const fetched = { kind: 'there', answer, atMs: store.nowMs() } as const;
        answers.set(key, fetched);
        hold({ key, fetched });
      } catch (error) {
        if (!signal.aborted) refuse(error);
        const isPassing = !(error instanceof RefusedError) || PASSING.has(error.status);
        // Where the connection is lost as well, it is asked again when that is back.
        if (isPassing && connection.state.peek().kind === 'live') return 'busy';
      }
      return 'done';
    }, client);
    return () => question.current?.close();
  }, [key]);

  useEffect(() => question.current?.ask(), [key, version, isLive]);

  return held?.key === key ? held.fetched : (answers.get<Content>(key) ?? { kind: 'loading' });
}
