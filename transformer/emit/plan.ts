import type ts from 'typescript';
import type { PlannedComponent } from '../analyze/plan.js';
import type { TypeScript } from '../project.js';
import { unwrap } from '../scan/syntax.js';
import { graftExpression } from './graft.js';

/** What a plan is completed with when it is emitted. */
export interface EmittedModule {
  /** See `whereaboutsOf`. */
  readonly file: string | undefined;
  /** Whether decorators are the standard's. One on a method is not told its class there. */
  readonly hasStandardDecorators: boolean;
}

/**
 * Transforms `@work({ … })`, `@work()` and `@work` Into `@work({ … }, plan)`, `@work(undefined, plan)` and the same.
 */
export function givePlan(
  ts: TypeScript,
  factory: ts.NodeFactory,
  decorator: ts.Decorator,
  planned: PlannedComponent,
  module: EmittedModule,
): ts.Decorator {
  const plan = graftExpression(ts, planTextOf(planned, module));
  const expression = unwrap(ts, decorator.expression);
  if (!ts.isCallExpression(expression)) {
    const call = factory.createCallExpression(decorator.expression, undefined, [createUndefined(), plan]);
    return factory.updateDecorator(decorator, call);
  }
  // Among spread arguments the plan would have no place of its own.
  if (expression.arguments.some(ts.isSpreadElement)) return decorator;
  const [options = createUndefined()] = expression.arguments;
  return factory.updateDecorator(
    decorator,
    factory.updateCallExpression(expression, expression.expression, expression.typeArguments, [
      options,
      plan,
    ]),
  );

  function createUndefined(): ts.Expression {
    return factory.createIdentifier('undefined');
  }
}

function planTextOf({ entries, owner }: PlannedComponent, module: EmittedModule): string {
  const { file, hasStandardDecorators } = module;
  const all = [...entries];
  if (file !== undefined) all.push(`file: ${file}`);
  // A function, because the class does not exist yet when its decorators are evaluated.
  if (owner !== undefined && hasStandardDecorators) all.push(`owner: () => ${owner}`);
  return `{ ${all.join(', ')} }`;
}
