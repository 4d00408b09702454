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
  const plan = createPlan(ts, factory, decorator, planned, module);
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

function createPlan(
  ts: TypeScript,
  factory: ts.NodeFactory,
  decorator: ts.Decorator,
  { entries, owner }: PlannedComponent,
  { file, hasStandardDecorators }: EmittedModule,
): ts.Expression {
  const all = file === undefined ? entries : [...entries, `file: ${file}`];
  const plan = graftExpression(ts, `{ ${all.join(', ')} }`);
  if (owner === undefined || !hasStandardDecorators || !ts.isObjectLiteralExpression(plan)) return plan;
  const name = factory.createIdentifier(owner);
  const constant = constantOf(ts, decorator, owner);
  // In CommonJS an exported constant is a property of `exports`; by the original the compiler knows this use of one.
  const use = constant ? ts.setOriginalNode(name, constant) : name;
  // A function, because the class does not exist yet when its decorators are evaluated.
  const ask = factory.createArrowFunction(undefined, undefined, [], undefined, undefined, use);
  const told = factory.createPropertyAssignment('owner', ask);
  return factory.updateObjectLiteralExpression(plan, [...plan.properties, told]);
}

/** Where the constant is declared whose value the class of a decorated method is, if that is what it is called by. */
function constantOf(ts: TypeScript, decorator: ts.Decorator, owner: string): ts.Identifier | undefined {
  const Class = ts.getOriginalNode(decorator).parent.parent;
  const declaration = ts.isClassExpression(Class) && ts.findAncestor(Class, ts.isVariableDeclaration);
  if (!declaration || !ts.isIdentifier(declaration.name)) return undefined;
  return declaration.name.text === owner ? declaration.name : undefined;
}
