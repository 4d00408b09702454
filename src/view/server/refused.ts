import type { ApiError } from '../api.js';

/** Statuses of refusals, and the code that clients tell them by. */
const codes = {
  400: 'badRequest',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'notFound',
  405: 'methodNotAllowed',
  408: 'timeout',
  413: 'tooLarge',
  414: 'tooLong',
  415: 'unsupportedMediaType',
  417: 'expectationFailed',
  429: 'tooMany',
  431: 'headersTooLarge',
  500: 'failed',
  503: 'unavailable',
} as const;

/** The statuses that refusals have. */
export type RefusalStatus = keyof typeof codes;

/** A request that is not answered with what it asked for. */
export class Refused extends Error {
  constructor(
    readonly status: RefusalStatus,
    /** What is wrong and what to do, as a sentence. */
    message: string,
    /** What the answer carries beside what all carry. */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }

  /** The answer's text. */
  get body(): string {
    const error: ApiError = { error: { code: codes[this.status], message: this.message } };
    return JSON.stringify(error);
  }
}

/** What a request is refused with that met an error. What nobody expected is told to nobody outside: it may quote anything. */
export function asRefused(error: unknown, onTrouble: (error: unknown) => void): Refused {
  if (error instanceof Refused) return error;
  onTrouble(error);
  return new Refused(500, 'The view could not answer this.');
}
