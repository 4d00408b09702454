import type ts from 'typescript';
import type { Project } from '../project.js';
import { kindOfDecorator } from '../scan/ours.js';
import { unwrap } from '../scan/syntax.js';
import { isOurs } from './imports.js';
import type { ModuleScope } from './module-scope.js';

/**
 * The statements at the top of a module that may change what its declarations do. Without those that start an app or
 * tell workloop something: an entry file may declare works as well, and these would come to depend on all of the app.
 */
export function effectsOf(project: Project, scope: ModuleScope): readonly ts.Statement[] {
  return scope.effects.filter((statement) => !isCallOfOurs(project, scope, statement));
}

/** `await new App(root).run()`, `app.on(…)` where `app` is such an app, `registerIdentity(Point)`. */
function isCallOfOurs(project: Project, scope: ModuleScope, statement: ts.Statement): boolean {
  const { ts } = project;
  if (!ts.isExpressionStatement(statement)) return false;
  const expression = withoutOperators(project, statement.expression);
  return ts.isCallExpression(expression) && isRootedInOurs(project, scope, expression);
}

function withoutOperators({ ts }: Project, expression: ts.Expression): ts.Expression {
  const inner = unwrap(ts, expression);
  return ts.isAwaitExpression(inner) || ts.isVoidExpression(inner) ? unwrap(ts, inner.expression) : inner;
}

/** Whether what stands at the left end of calls and members is imported from workloop, or is a constant made so. */
function isRootedInOurs(project: Project, scope: ModuleScope, expression: ts.Expression): boolean {
  const { ts } = project;
  let root = withoutOperators(project, expression);
  while (ts.isCallExpression(root) || ts.isNewExpression(root) || ts.isPropertyAccessExpression(root))
    root = withoutOperators(project, root.expression);
  if (!ts.isIdentifier(root)) return false;
  const imported = scope.imported.get(root.text);
  if (imported) return isOurs(imported.specifier.text);
  const [made, ...others] = scope.declared.get(root.text) ?? [];
  if (!made || others.length > 0 || !ts.isVariableDeclaration(made) || !made.initializer) return false;
  const isConstant = (ts.getCombinedNodeFlags(made) & ts.NodeFlags.Const) !== 0;
  const value = unwrap(ts, made.initializer);
  return isConstant && ts.isNewExpression(value) && isRootedInOurs(project, scope, value);
}

/** The names whose declarations run code when their module is loaded: what `import './setup'` may be about. */
export function evaluatedNames(project: Project, { declared }: ModuleScope): string[] {
  const { ts } = project;
  return [...declared].filter(([, nodes]) => nodes.some(runs)).map(([name]) => name);

  function runs(node: ts.Node): boolean {
    if (ts.isDecorator(node)) return kindOfDecorator(project, node) === undefined;
    if (ts.isFunctionLike(node))
      return ts.canHaveDecorators(node) && ts.getDecorators(node)?.some(runs) === true;
    const isRunning =
      ts.isCallExpression(node) ||
      ts.isNewExpression(node) ||
      ts.isTaggedTemplateExpression(node) ||
      ts.isAwaitExpression(node) ||
      ts.isDeleteExpression(node) ||
      ts.isPostfixUnaryExpression(node) ||
      ts.isClassStaticBlockDeclaration(node) ||
      (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) ||
      (ts.isPrefixUnaryExpression(node) &&
        [ts.SyntaxKind.PlusPlusToken, ts.SyntaxKind.MinusMinusToken].includes(node.operator));
    if (isRunning) return true;
    const isOfInstance =
      ts.isPropertyDeclaration(node) &&
      !(ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Static) &&
      !ts.isComputedPropertyName(node.name);
    return !isOfInstance && ts.forEachChild(node, (child) => runs(child) || undefined) === true;
  }

  function isAssignment(kind: ts.SyntaxKind): boolean {
    return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
  }
}
