import type { Action, ActionResult, ApiError } from '../../api.js';

/** The app says itself that it is busy long before; a line that has died without a word never says anything. */
const ANSWER_WITHIN_MS = 30_000;
const NO_ANSWER =
  'The app did not answer. Is it still running? What was asked may have been done all the same: look before you ask again.';

/** The interface was asked, and said no; the message is a sentence. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

/** The interface of the app that this page belongs to. */
export class ApiClient {
  #lineMs = Number.POSITIVE_INFINITY;

  /** @param token Proves to the app that it is its own page that acts. */
  constructor(private readonly token: string) {}

  /** @throws {RefusedError} or a `TypeError` where nobody answers. */
  async get<Answer>(path: string, query: Query = {}, signal?: AbortSignal): Promise<Answer> {
    const asked = Object.entries(query).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, String(value)]],
    );
    return inTime(async (inTimeSignal) => {
      const response = await fetch(`/api/v1/${path}?${new URLSearchParams(asked)}`, {
        headers: this.#headers(),
        signal: inTimeSignal,
      });
      if (!response.ok) throw await refusalOf(response);
      return (await response.json()) as Answer;
    }, signal);
  }

  /** What came of an action; that nobody answers is told in the same way. */
  async act(action: Action): Promise<ActionResult> {
    try {
      return await inTime(async (signal) => {
        const response = await fetch('/api/v1/actions', {
          method: 'POST',
          headers: { ...this.#headers(), 'content-type': 'application/json' },
          body: JSON.stringify(action),
          signal,
        });
        if (response.ok || response.status === 409) return (await response.json()) as ActionResult;
        return { isDone: false, message: (await refusalOf(response)).message };
      });
    } catch {
      // Why a fetch failed is not told to pages; the question or the answer may have been lost.
      return { isDone: false, message: NO_ANSWER };
    }
  }

  /**
   * Whether this browser would get the page: one with a token in its address is there for who knows that of this run.
   * `undefined` where nobody answers.
   */
  async isPageThere(): Promise<boolean | undefined> {
    const page = await this.#page();
    return page === undefined ? undefined : page !== '';
  }

  /** Whether this browser would get a page with another token than this one has. */
  async isOtherPageThere(): Promise<boolean> {
    return !((await this.#page()) || this.token).includes(this.token);
  }

  /** The page as it is now; empty where it is refused. */
  async #page(): Promise<string | undefined> {
    try {
      return await inTime(async (signal) => {
        const response = await fetch(location.pathname + location.search, { cache: 'no-store', signal });
        return response.ok ? await response.text() : '';
      });
    } catch {
      // Nobody answers.
      return undefined;
    }
  }

  /** How long the line to the app takes: what an answer took at best for which nothing had to be done. */
  get lineMs(): number {
    return Number.isFinite(this.#lineMs) ? this.#lineMs : 0;
  }

  /** The stream of events, from what comes after `lastId` on. */
  async stream(lastId: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const headers: Record<string, string> = { ...this.#headers(), accept: 'text/event-stream' };
    if (lastId !== '') headers['last-event-id'] = lastId;
    const atMs = performance.now();
    const response = await fetch('/api/v1/stream', { headers, signal, cache: 'no-store' });
    this.#lineMs = Math.min(this.#lineMs, performance.now() - atMs);
    if (!response.ok || response.body === null) throw await refusalOf(response);
    return response.body;
  }

  #headers(): Record<string, string> {
    return { 'x-workloop-token': this.token };
  }
}

/** What to ask for; what is `undefined` or empty is left out. */
export type Query = Readonly<Record<string, string | number | undefined>>;

/** Gives up what takes too long, or is not wanted any more. */
async function inTime<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
  unwanted?: AbortSignal,
): Promise<Result> {
  const abort = new AbortController();
  const giveUp = (): void => abort.abort();
  const timer = setTimeout(giveUp, ANSWER_WITHIN_MS);
  unwanted?.addEventListener('abort', giveUp);
  try {
    if (unwanted?.aborted) giveUp();
    return await work(abort.signal);
  } finally {
    clearTimeout(timer);
    unwanted?.removeEventListener('abort', giveUp);
  }
}

async function refusalOf(response: Response): Promise<RefusedError> {
  const answer = (await response.json().catch(() => undefined)) as Partial<ApiError> | undefined;
  const message = answer?.error?.message ?? `The app answered ${response.status} ${response.statusText}.`;
  return new RefusedError(message, response.status);
}
