import type { Refusal } from '../protocol.js';

/** A question that has no answer. */
export class Refused extends Error {
  constructor(
    readonly code: Refusal['code'],
    message: string,
  ) {
    super(message);
  }
}
