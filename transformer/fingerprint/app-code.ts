import type ts from 'typescript';
import type { Project } from '../project.js';
import { unwrap } from '../scan/syntax.js';
import { isOurs } from './imports.js';
import type { ModuleScope } from './module-scope.js';

/** Whether what stands at the left end of calls and members is imported from workloop, or is a constant made so. */
export function isRootedInOurs(project: Project, scope: ModuleScope, expression: ts.Expression): boolean {
  return rootOf(project, scope, expression) !== undefined;
}

/**
 * Whether an expression is an app, or something had from one: `new App(root)`, `await app.run()`, `app.counts`. What an app
 * is given is its own affair, and not that of the module that starts it.
 */
export function isAppExpression(project: Project, scope: ModuleScope, expression: ts.Expression): boolean {
  return rootOf(project, scope, expression) === 'made';
}

/** The value of a name that is declared once, as a constant. */
export function valueOfConstant({ ts }: Project, declared: readonly ts.Node[]): ts.Expression | undefined {
  const [made, ...others] = declared;
  if (!made || others.length > 0 || !ts.isVariableDeclaration(made) || !made.initializer) return undefined;
  const isConstant = (ts.getCombinedNodeFlags(made) & ts.NodeFlags.Const) !== 0;
  return isConstant ? unwrap(ts, made.initializer) : undefined;
}

/** Whether the left end is something that was made of a class of ours, or only a name of ours. */
function rootOf(
  project: Project,
  scope: ModuleScope,
  expression: ts.Expression,
): 'made' | 'named' | undefined {
  const { ts } = project;
  let root = withoutAwait(project, expression);
  let isMade = false;
  while (ts.isCallExpression(root) || ts.isNewExpression(root) || ts.isPropertyAccessExpression(root)) {
    isMade ||= ts.isNewExpression(root);
    root = withoutAwait(project, root.expression);
  }
  if (!ts.isIdentifier(root)) return undefined;
  const imported = scope.imported.get(root.text);
  if (imported) return isOurs(imported.specifier.text) ? (isMade ? 'made' : 'named') : undefined;
  const value = valueOfConstant(project, scope.declared.get(root.text) ?? []);
  return value !== undefined && isAppExpression(project, scope, value) ? 'made' : undefined;
}

function withoutAwait({ ts }: Project, expression: ts.Expression): ts.Expression {
  const inner = unwrap(ts, expression);
  return ts.isAwaitExpression(inner) || ts.isVoidExpression(inner) ? unwrap(ts, inner.expression) : inner;
}
