/**
 * Marks what is thrown to end a pass and is no error. `catch` clauses in flows pass it on: the transformer makes them
 * do so, and the same symbol is what they look for.
 */
export const SIGNAL = Symbol.for('workloop.signal');

/** Whether something that was thrown is a signal of the framework rather than an error. */
export function isSignal(thrown: unknown): boolean {
  try {
    return (
      typeof thrown === 'object' && thrown !== null && (thrown as { [SIGNAL]?: unknown })[SIGNAL] === true
    );
  } catch {
    // Nothing of ours throws when it is looked at.
    return false;
  }
}
