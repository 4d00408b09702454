import { SIGNAL } from '../signal.js';
import type { EndRequest, SuspensionReason } from './pass-under-way.js';

/** Thrown through a flow to end its pass because a value is not there yet. Not an `Error`: nothing went wrong. */
export class Suspension {
  readonly [SIGNAL] = true;

  constructor(readonly reason: SuspensionReason) {}

  toString(): string {
    return (
      `Suspension: the pass waits for ${this.reason.paths.join(', ')}. ` +
      'This is how a pass ends, not a failure: let it through (`catch` only what is an Error, await async child flows).'
    );
  }
}

/** Thrown through a flow to end its pass because `stop` or `fail` was called. */
export class EndSignal {
  readonly [SIGNAL] = true;

  constructor(readonly request: EndRequest) {}

  toString(): string {
    return `EndSignal: the app was asked to end (${this.request.reason}). Let it through.`;
  }
}
