import type ts from 'typescript';
import type { FileAnalysis } from '../analyze/file.js';
import type { TypeScript } from '../project.js';
import { unwrap } from '../scan/syntax.js';
import { guardCatch } from './catch-guard.js';
import { graftExpression } from './graft.js';
import { registerClasses } from './registration.js';

/** Does to a file what its analysis says; a file about which it says nothing comes back untouched. */
export function emitFile(
  ts: TypeScript,
  context: ts.TransformationContext,
  sourceFile: ts.SourceFile,
  analysis: FileAnalysis,
): ts.SourceFile {
  const { factory } = context;
  const visit = (node: ts.Node): ts.Node => {
    const visited = ts.visitEachChild(node, visit, context);
    // Another transformer may have been here before; the position in the text is the original's.
    const { pos } = ts.getOriginalNode(node);
    if (ts.isDecorator(visited)) {
      const plan = analysis.plans.get(pos);
      return plan === undefined ? visited : givePlan(ts, factory, visited, plan);
    }
    if (ts.isCatchClause(visited) && analysis.catches.has(pos)) return guardCatch(ts, factory, visited);
    return visited;
  };
  const hasEdits = analysis.plans.size > 0 || analysis.catches.size > 0;
  const edited = hasEdits ? ts.visitEachChild(sourceFile, visit, context) : sourceFile;
  return analysis.registration ? registerClasses(ts, factory, edited, analysis.registration) : edited;
}

/**
 * Transforms `@work({ … })`, `@work()` and `@work` Into `@work({ … }, plan)`, `@work(undefined, plan)` and the same.
 */
function givePlan(
  ts: TypeScript,
  factory: ts.NodeFactory,
  decorator: ts.Decorator,
  text: string,
): ts.Decorator {
  const plan = graftExpression(ts, text);
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
