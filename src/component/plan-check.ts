import { DecorationError } from '../errors.js';
import type { Plan } from '../plan.js';

/**
 * Takes the plan that the transformer passed to a decorator.
 *
 * @throws {DecorationError} on a plan of another version, and on a second argument that is no plan.
 */
export function checkPlan(name: string, plan: unknown): Plan | undefined {
  if (plan === undefined) return undefined;
  const { version, id } = (plan ?? {}) as Partial<Plan>;
  if (version === 1 && typeof id === 'string') return plan as Plan;
  throw new DecorationError(
    version === undefined
      ? `${name} takes one argument, its options; the second place is the transformer's.`
      : `${name} got a plan of version ${String(version)} and understands version 1. ` +
          'Compile with the transformer of the workloop that the app runs with, and clear the build output.',
  );
}
