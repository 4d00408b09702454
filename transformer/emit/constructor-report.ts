import type ts from 'typescript';
import type { TypeScript } from '../project.js';
import { unwrap } from '../scan/syntax.js';
import { graftExpression, graftStatement } from './graft.js';

const REPORT = 'globalThis[globalThis.Symbol.for("workloop.constructed")]?.(this, arguments)';

/**
 * Transforms
 *
 *     class Train extends Base { constructor(rate) { super(rate); … } }
 *
 * Into
 *
 *     class Train extends Base { constructor(rate) { super(rate); globalThis[…]?.(this, arguments); … } }
 *
 * so that a worker can make an instance of a component with the same arguments. A class without a base reports at the
 * start, if it takes arguments at all; a subclass always does, because its base may have reported those of `super(…)`.
 * A subclass without a constructor gets the one that the language would give it. Nothing but the class's own text
 * decides, so an incremental build needs no other file to know.
 */
export function reportArguments<T extends ts.ClassLikeDeclaration>(
  ts: TypeScript,
  context: ts.TransformationContext,
  node: T,
): T {
  const isDerived =
    node.heritageClauses?.some(({ token }) => token === ts.SyntaxKind.ExtendsKeyword) === true;
  const written = node.members.find(
    (one): one is ts.ConstructorDeclaration => ts.isConstructorDeclaration(one) && one.body !== undefined,
  );
  if (!written) return isDerived ? withMembers([createConstructor(ts), ...node.members]) : node;
  const { body } = written;
  if (!body || (!isDerived && !takesArguments(ts, written))) return node;
  const reporting = isDerived ? reportAfterSuper(ts, context, body) : reportAtStart(ts, context, body);
  const { modifiers, parameters } = written;
  const updated = context.factory.updateConstructorDeclaration(written, modifiers, parameters, reporting);
  return withMembers(node.members.map((one) => (one === written ? updated : one)));

  function withMembers(list: readonly ts.ClassElement[]): T {
    const { factory } = context;
    const { modifiers, name, typeParameters, heritageClauses } = node;
    const members = ts.setTextRange(factory.createNodeArray(list), node.members);
    const rest = [name, typeParameters, heritageClauses, members] as const;
    return (
      ts.isClassDeclaration(node)
        ? factory.updateClassDeclaration(node, modifiers, ...rest)
        : factory.updateClassExpression(node as unknown as ts.ClassExpression, modifiers, ...rest)
    ) as T;
  }
}

function createConstructor(ts: TypeScript): ts.ClassElement {
  const made = graftStatement(ts, `class A extends B { constructor() { super(...arguments); ${REPORT}; } }`);
  const [member] = (made as ts.ClassDeclaration).members;
  if (!member) throw new Error('Expected a class with a constructor');
  return member;
}

function takesArguments(ts: TypeScript, { parameters, body }: ts.ConstructorDeclaration): boolean {
  const usesThem = (node: ts.Node): boolean => {
    if (ts.isIdentifier(node) && node.text === 'arguments') return true;
    return ts.forEachChild(node, (child) => usesThem(child) || undefined) === true;
  };
  return parameters.length > 0 || (body !== undefined && usesThem(body));
}

function reportAtStart(ts: TypeScript, { factory }: ts.TransformationContext, body: ts.Block): ts.Block {
  const isDirective = (one: ts.Statement): boolean =>
    ts.isExpressionStatement(one) && ts.isStringLiteral(one.expression);
  const start = body.statements.findIndex((one) => !isDirective(one));
  const count = start < 0 ? body.statements.length : start;
  const { statements } = body;
  const all = [...statements.slice(0, count), graftStatement(ts, `${REPORT};`), ...statements.slice(count)];
  return factory.updateBlock(body, ts.setTextRange(factory.createNodeArray(all), statements));
}

/** As a statement of its own where `super(…)` is one: compilers to older languages look for that. */
function reportAfterSuper(ts: TypeScript, context: ts.TransformationContext, body: ts.Block): ts.Block {
  const { factory } = context;
  const visit = (node: ts.Node): ts.Node | ts.Node[] => {
    if (ts.isExpressionStatement(node) && isSuperCall(ts, unwrap(ts, node.expression)))
      return [node, graftStatement(ts, `${REPORT};`)];
    if (isSuperCall(ts, node)) {
      const report = graftExpression(ts, REPORT);
      const all = factory.createCommaListExpression([node as ts.Expression, report, factory.createThis()]);
      return factory.createParenthesizedExpression(all);
    }
    // Only arrow functions share the constructor's `super`, `this` and `arguments`.
    const isOther = ts.isClassLike(node) || (ts.isFunctionLike(node) && !ts.isArrowFunction(node));
    return isOther ? node : ts.visitEachChild(node, visit, context);
  };
  return ts.visitEachChild(body, visit, context);
}

function isSuperCall(ts: TypeScript, node: ts.Node): boolean {
  return ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword;
}
