import type ts from 'typescript';
import type { TypeScript } from '../project.js';
import { graftExpression } from './graft.js';

/**
 * Transforms
 *
 *     try { … } catch (error) { recover(error); }
 *
 * Into
 *
 *     try { … } catch (error) { if (isSignal(error)) throw error; recover(error); }
 *
 * where `isSignal` is written out. A clause without a binding gets one, and one that takes the error apart does so
 * after the guard, in a block of its own around the body, so that every name means what it meant.
 */
export function guardCatch(ts: TypeScript, factory: ts.NodeFactory, clause: ts.CatchClause): ts.CatchClause {
  const { variableDeclaration: binding, block } = clause;
  if (binding && ts.isIdentifier(binding.name)) {
    // Below ES2015 the compiler renames the variables of catch clauses; by the original it finds this use of one.
    const use = ts.setOriginalNode(factory.createIdentifier(binding.name.text), binding.name);
    const guard = createGuard(ts, factory, use);
    return factory.updateCatchClause(clause, binding, withStatements([guard, ...block.statements]));
  }
  const error = factory.createUniqueName('error');
  const declared = factory.createVariableDeclaration(error);
  const guard = createGuard(ts, factory, error);
  if (!binding)
    return factory.updateCatchClause(clause, declared, withStatements([guard, ...block.statements]));
  const pattern = factory.createVariableStatement(
    undefined,
    factory.createVariableDeclarationList(
      [factory.updateVariableDeclaration(binding, binding.name, undefined, undefined, error)],
      ts.NodeFlags.Let,
    ),
  );
  return factory.updateCatchClause(clause, declared, factory.createBlock([guard, pattern, block], true));

  function withStatements(statements: ts.Statement[]): ts.Block {
    return factory.updateBlock(block, ts.setTextRange(factory.createNodeArray(statements), block.statements));
  }
}

/**
 * Reading a property of what was caught may itself throw (a revoked proxy, a getter); then it is no signal. The global
 * object gives `Symbol`, because users have classes of that name.
 */
const IS_SIGNAL = `((caught) => {
  try { return caught?.[globalThis.Symbol.for("workloop.signal")] === true; } catch { return false; }
})`;

function createGuard(ts: TypeScript, factory: ts.NodeFactory, error: ts.Identifier): ts.Statement {
  const isSignal = factory.createCallExpression(graftExpression(ts, IS_SIGNAL), undefined, [error]);
  return factory.createIfStatement(isSignal, factory.createThrowStatement(error));
}
