import type ts from 'typescript';
import type { Project, TypeScript } from '../project.js';
import { kindOfDecorator } from '../scan/ours.js';
import { unwrap } from '../scan/syntax.js';
import { isAppExpression, isRootedInOurs, valueOfConstant } from './app-code.js';
import type { DescribedElsewhere } from './describe.js';
import type { ModuleScope } from './module-scope.js';
import { isGlobal } from './unseen-code.js';

/** The statements at the top of a module that may change what its declarations do, and what belongs to them. */
export interface Effects extends DescribedElsewhere {
  readonly statements: readonly ts.Statement[];
}

/**
 * Finds what loading a module does, but for what starts an app, tells workloop something or prints: an entry file may
 * declare works as well, and these would come to depend on all of the app.
 */
export function effectsOf(project: Project, scope: ModuleScope): Effects {
  return {
    statements: scope.effects.filter(
      (one) => !isCallOfOurs(project, scope, one) && !isPrinting(project, scope, one),
    ),
    leavesOut: (node) => project.ts.isExpression(node) && isAppExpression(project, scope, node),
    takesIn: (name) => {
      const declared = scope.declared.get(name) ?? [];
      const value = valueOfConstant(project, declared);
      if (value !== undefined && isAppExpression(project, scope, value)) return [];
      return startsApp(project, scope, name) ? declared : undefined;
    },
  };
}

/** Whether a name is a function in whose text an app stands, as `main` of `main()`, or the name of such a function. */
function startsApp(project: Project, scope: ModuleScope, name: string, seen = new Set<string>()): boolean {
  const { ts } = project;
  const declared = scope.declared.get(name) ?? [];
  const value = valueOfConstant(project, declared);
  const isFunction = value === undefined ? declared.some(ts.isFunctionDeclaration) : ts.isFunctionLike(value);
  if (!isFunction || seen.size === seen.add(name).size) return false;
  return declared.some(hasApp);

  function hasApp(node: ts.Node): boolean {
    if (ts.isIdentifier(node) && node.text !== name && startsApp(project, scope, node.text, seen))
      return true;
    if (ts.isExpression(node) && isAppExpression(project, scope, node)) return true;
    return ts.forEachChild(node, (child) => hasApp(child) || undefined) === true;
  }
}

/** `await new App(root).run()`, `app.on(…)` where `app` is such an app, `registerIdentity(Point)`. */
function isCallOfOurs(project: Project, scope: ModuleScope, statement: ts.Statement): boolean {
  const { ts } = project;
  if (!ts.isExpressionStatement(statement)) return false;
  const expression = withoutOperators(project, statement.expression);
  return ts.isCallExpression(expression) && isRootedInOurs(project, scope, expression);
}

/** `console.log(app.counts)`: a call of the console with arguments that do nothing themselves. */
function isPrinting(project: Project, scope: ModuleScope, statement: ts.Statement): boolean {
  const { ts } = project;
  if (!ts.isExpressionStatement(statement)) return false;
  const expression = unwrap(ts, statement.expression);
  if (!ts.isCallExpression(expression) || !isCallOfGlobal(project, expression, ['console'])) return false;
  return expression.arguments.every(isQuiet);

  function isQuiet(node: ts.Node): boolean {
    if (ts.isExpression(node) && isAppExpression(project, scope, node)) return true;
    if (ts.isFunctionLike(node)) return true;
    const isKnown = ts.isCallExpression(node) && isCallOfGlobal(project, node, ['JSON', 'Math', 'Object']);
    return (isKnown || !isRunning(ts, node)) && ts.forEachChild(node, (child) => !isQuiet(child)) !== true;
  }
}

/** `JSON.stringify(…)` */
function isCallOfGlobal(project: Project, call: ts.CallExpression, names: readonly string[]): boolean {
  const { ts } = project;
  const { expression: callee } = call;
  if (!ts.isPropertyAccessExpression(callee) || !ts.isIdentifier(callee.expression)) return false;
  return names.includes(callee.expression.text) && isGlobal(project, callee.expression);
}

function withoutOperators({ ts }: Project, expression: ts.Expression): ts.Expression {
  const inner = unwrap(ts, expression);
  return ts.isAwaitExpression(inner) || ts.isVoidExpression(inner) ? unwrap(ts, inner.expression) : inner;
}

/** The names whose declarations run code when their module is loaded: what `import './setup'` may be about. */
export function evaluatedNames(project: Project, { declared }: ModuleScope): string[] {
  const { ts } = project;
  return [...declared].filter(([, nodes]) => nodes.some(runs)).map(([name]) => name);

  function runs(node: ts.Node): boolean {
    if (ts.isDecorator(node)) return kindOfDecorator(project, node) === undefined;
    if (ts.isFunctionLike(node))
      return ts.canHaveDecorators(node) && ts.getDecorators(node)?.some(runs) === true;
    if (isRunning(ts, node)) return true;
    const isOfInstance =
      ts.isPropertyDeclaration(node) &&
      !(ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Static) &&
      !ts.isComputedPropertyName(node.name);
    return !isOfInstance && ts.forEachChild(node, (child) => runs(child) || undefined) === true;
  }
}

/** Whether a node runs code or changes something, apart from what its parts do. */
function isRunning(ts: TypeScript, node: ts.Node): boolean {
  const { FirstAssignment, LastAssignment, PlusPlusToken, MinusMinusToken } = ts.SyntaxKind;
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    return kind >= FirstAssignment && kind <= LastAssignment;
  }
  if (ts.isPrefixUnaryExpression(node)) return [PlusPlusToken, MinusMinusToken].includes(node.operator);
  return (
    ts.isCallExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isTaggedTemplateExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isDeleteExpression(node) ||
    ts.isPostfixUnaryExpression(node) ||
    ts.isClassStaticBlockDeclaration(node)
  );
}
