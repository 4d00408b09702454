import { useEffect, useRef, useState } from 'preact/hooks';
import { type Query, RefusedError } from './api-client.js';
import { usePage } from './page-context.js';
import { RepeatedQuestion } from './repeated-question.js';

/** What was asked of the app: still under way, there, or refused. */
export type Fetched<Answer> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'there'; readonly answer: Answer }
  | { readonly kind: 'refused'; readonly message: string };

/**
 * An answer of the app, asked for again whenever `version` changes. What was there stays until the next answer is, so that
 * nothing flickers, and also where there is no next one because the app has ended.
 */
export function useFetched<Answer>(path: string, query: Query, version: unknown = 0): Fetched<Answer> {
  const { client, connection } = usePage();
  const key = `${path}?${JSON.stringify(query)}`;
  const [held, hold] = useState<{ readonly key: string; readonly fetched: Fetched<Answer> }>();
  const question = useRef<RepeatedQuestion>(undefined);
  const isLive = connection.state.value.kind === 'live';

  useEffect(() => {
    const refuse = (message: string): void =>
      hold((before) =>
        before?.key === key && before.fetched.kind === 'there'
          ? before
          : { key, fetched: { kind: 'refused', message } },
      );
    question.current = new RepeatedQuestion(async (signal) => {
      try {
        const answer = await client.get<Answer>(path, query, signal);
        if (!signal.aborted) hold({ key, fetched: { kind: 'there', answer } });
      } catch (error) {
        if (!signal.aborted)
          refuse(error instanceof RefusedError ? error.message : 'The app does not answer.');
      }
    });
    return () => question.current?.close();
  }, [key]);

  useEffect(() => question.current?.ask(), [key, version, isLive]);

  return held?.key === key ? held.fetched : { kind: 'loading' };
}
