import { DecorationError, InvalidOptionError } from '../errors.js';
import type { Plan } from '../plan.js';
import { withQuietSignals } from './async-flow.js';
import { isDecoration, readDecoration } from './decoration.js';
import { type AnyClass, defineComponent } from './definition.js';
import { checkPlan } from './plan-check.js';
import { isAsyncRun, replaceRun, runMethodOf } from './run-method.js';
import { refuseSecondDecoration } from './second-decoration.js';

/** What a flow may be told: nothing yet. The place is kept so that options and plan stand where they do for works. */
export type FlowOptions = Readonly<Record<string, never>>;

/** What `@flow(…)` does to the class under it. */
export type FlowDecoration = <Class extends AnyClass>(
  target: Class,
  context?: ClassDecoratorContext<Class>,
) => void;

/** `@flow` and `@flow()`. */
export interface FlowDecorator extends FlowDecoration {
  (options?: FlowOptions, plan?: Plan): FlowDecoration;
}

/**
 * Makes a class a flow: its `run` is called again and again, and says what should be true now. It owns the works and
 * flows in its fields.
 *
 * @throws {DecorationError} at decoration, where the class has no usable `run`.
 */
export const flow: FlowDecorator = ((...args: unknown[]): unknown => {
  if (isDecoration(args)) return decorate(args, undefined);
  checkFlowOptions(args[0]);
  const plan = checkPlan('@flow', args[1]);
  return (...target: unknown[]) => decorate(target, plan);
}) as FlowDecorator;

function decorate(args: readonly unknown[], plan: Plan | undefined): void {
  const decorated = readDecoration('@flow', args);
  if (decorated.kind !== 'class') {
    throw new DecorationError('@flow stands on a method. Put it on the class.');
  }
  const { target } = decorated;
  refuseSecondDecoration(target);
  const body = runMethodOf('@flow', target);
  const isAsync = plan?.isAsync === true || isAsyncRun(body);
  if (isAsync) replaceRun(target.prototype as object, withQuietSignals(body), body);
  defineComponent(target, { kind: 'flow', name: target.name, id: plan?.id ?? target.name, plan, isAsync });
}

function checkFlowOptions(options: unknown): void {
  if (options === undefined) return;
  if (typeof options !== 'object' || options === null)
    throw new InvalidOptionError('options', 'an object', options);
  const [name] = Object.keys(options);
  if (name !== undefined) {
    throw new InvalidOptionError(
      name,
      'left out: a flow takes no options',
      (options as Record<string, unknown>)[name],
    );
  }
}
