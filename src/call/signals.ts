import type { EndRequest, SuspensionReason } from './pass-under-way.js';

/**
 * Marks what is thrown to end a pass and is no error. `catch` clauses in flows pass it on: the transformer makes them
 * do so, and the same symbol is what they look for.
 */
export const SIGNAL = Symbol.for('workloop.signal');

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

/** Whether something that was thrown is a signal of the framework rather than an error. */
export function isSignal(thrown: unknown): thrown is Suspension | EndSignal {
  return typeof thrown === 'object' && thrown !== null && (thrown as { [SIGNAL]?: unknown })[SIGNAL] === true;
}
