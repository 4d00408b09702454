import type ts from 'typescript';
import type { TypeScript } from '../project.js';

/** Names of the methods that instances of a class are known to have. */
export type Methods = ReadonlySet<string>;

/** What every object inherits, as far as it does nothing to it. */
export const methodsOfObject: Methods = new Set(['hasOwnProperty', 'toString', 'toLocaleString', 'valueOf']);

/**
 * Whether the text of a class, its bases left aside, shows that own fields are all there is to its instances. Told from
 * syntax alone, so it can be told of any parsed file. Rather no than yes: a no costs its author one `registerIdentity`.
 *
 * An instance can have more to it than its fields in three ways. By members: `#private` ones, static ones too
 * (`static #byInstance`), and accessors. By decorators, which may make an accessor of a field, or another class of this
 * one. And by `this` being given away: whoever gets it may keep something about it (`secrets.set(this, …)`) or give it
 * fields that are not enumerable. So in all of the class `this` may be read from, assigned to, compared, copied and
 * asked by its own methods, and nothing else: what a method returned could be given away by another.
 *
 * What is done to instances outside of their class is not looked for.
 *
 * @param methods Methods of the class and of its bases.
 */
export function isOpenBody(ts: TypeScript, node: ts.ClassLikeDeclaration, methods: Methods): boolean {
  const isOpenNode = (one: ts.Node): boolean => {
    if (ts.isDecorator(one) || ts.isPrivateIdentifier(one) || isPrototype(ts, one)) return false;
    const isInstance = one.kind === ts.SyntaxKind.ThisKeyword || one.kind === ts.SyntaxKind.SuperKeyword;
    return !isInstance || isHarmless(ts, one, methods);
  };
  return (
    node.members.every((member) => isOpenMember(ts, member)) &&
    !contains(ts, node, (one) => !isOpenNode(one)) &&
    !contains(
      ts,
      node.getSourceFile(),
      (one) => isPrototype(ts, one) && one.expression.getText() === node.name?.text,
    )
  );
}

/** The methods that a class adds to those of its bases. */
export function methodsOf(ts: TypeScript, node: ts.ClassLikeDeclaration): string[] {
  return node.members.flatMap((member) =>
    ts.isMethodDeclaration(member) && ts.isIdentifier(member.name) && !isStatic(ts, member)
      ? [member.name.text]
      : [],
  );
}

function isOpenMember(ts: TypeScript, member: ts.ClassElement): boolean {
  if (ts.isConstructorDeclaration(member)) return !member.body || !returnsValue(ts, member.body);
  const isAuto = (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Accessor) !== 0;
  return !(ts.isAccessor(member) || isAuto) || isStatic(ts, member);
}

/** What a constructor returns takes the place of the instance. */
function returnsValue(ts: TypeScript, body: ts.Block): boolean {
  const isInner = (one: ts.Node): boolean => ts.isFunctionLike(one) || ts.isClassLike(one);
  return contains(ts, body, (one) => ts.isReturnStatement(one) && one.expression !== undefined, isInner);
}

/** Through the prototype a class can be given accessors, and methods that give `this` away. */
function isPrototype(
  ts: TypeScript,
  one: ts.Node,
): one is ts.PropertyAccessExpression | ts.ElementAccessExpression {
  if (ts.isPropertyAccessExpression(one)) return /^(prototype|__proto__)$/.test(one.name.text);
  return (
    ts.isElementAccessExpression(one) &&
    ts.isStringLiteralLike(one.argumentExpression) &&
    /^(prototype|__proto__)$/.test(one.argumentExpression.text)
  );
}

/** Whether this use of `this` or `super` gives the instance to nobody but its own methods. */
function isHarmless(ts: TypeScript, use: ts.Node, methods: Methods): boolean {
  const inner = outermost(ts, use);
  const { parent } = inner;
  if (ts.isPropertyAccessExpression(parent)) return !isForeignCall(ts, parent, parent.name.text, methods);
  if (ts.isElementAccessExpression(parent)) {
    if (parent.expression !== inner) return false;
    const key = parent.argumentExpression;
    return !isForeignCall(ts, parent, ts.isStringLiteralLike(key) ? key.text : undefined, methods);
  }
  if (ts.isBinaryExpression(parent)) return isComparison(ts, parent.operatorToken.kind);
  if (ts.isVariableDeclaration(parent)) return ts.isObjectBindingPattern(parent.name);
  if (ts.isCallExpression(parent)) {
    const isSuper = use.kind === ts.SyntaxKind.SuperKeyword;
    return parent.expression === inner ? isSuper : parent.arguments[0] === inner && isFreezing(ts, parent);
  }
  if (ts.isNewExpression(parent) || ts.isForInStatement(parent)) return parent.expression === inner;
  return ts.isSpreadAssignment(parent);
}

/** To call a field hands `this` to a function of which nothing is known. */
function isForeignCall(ts: TypeScript, access: ts.Node, name: string | undefined, methods: Methods): boolean {
  const callee = outermost(ts, access);
  const { parent } = callee;
  const isCalled =
    (ts.isCallExpression(parent) && parent.expression === callee) ||
    (ts.isTaggedTemplateExpression(parent) && parent.tag === callee);
  return isCalled && (name === undefined || !methods.has(name));
}

function isComparison({ SyntaxKind }: TypeScript, operator: ts.SyntaxKind): boolean {
  // Not `instanceof`, which asks a method of what stands on its right.
  return [
    SyntaxKind.EqualsEqualsEqualsToken,
    SyntaxKind.ExclamationEqualsEqualsToken,
    SyntaxKind.EqualsEqualsToken,
    SyntaxKind.ExclamationEqualsToken,
    SyntaxKind.InKeyword,
  ].includes(operator);
}

/** `Object.freeze(this);` and `Object.assign(this, init);` as statements, where `Object` is the language's own. */
function isFreezing(ts: TypeScript, call: ts.CallExpression): boolean {
  if (!ts.isExpressionStatement(call.parent)) return false;
  if (!/^Object\.(freeze|seal|preventExtensions|assign)$/.test(call.expression.getText())) return false;
  const isRenamed = (one: ts.Node): boolean => {
    const { name } = one as ts.Node & { readonly name?: ts.Node };
    return (
      name !== undefined &&
      ts.isIdentifier(name) &&
      name.text === 'Object' &&
      !ts.isPropertyAccessExpression(one)
    );
  };
  return !contains(ts, call.getSourceFile(), isRenamed);
}

function outermost(ts: TypeScript, node: ts.Node): ts.Node {
  let outer = node;
  while (
    ts.isParenthesizedExpression(outer.parent) ||
    ts.isAsExpression(outer.parent) ||
    ts.isSatisfiesExpression(outer.parent) ||
    ts.isTypeAssertionExpression(outer.parent) ||
    ts.isNonNullExpression(outer.parent)
  )
    outer = outer.parent;
  return outer;
}

function contains(
  ts: TypeScript,
  node: ts.Node,
  isFound: (one: ts.Node) => boolean,
  isClosed: (one: ts.Node) => boolean = () => false,
): boolean {
  if (isFound(node)) return true;
  return (
    ts.forEachChild(node, (one) => (!isClosed(one) && contains(ts, one, isFound, isClosed)) || undefined) ===
    true
  );
}

function isStatic(ts: TypeScript, member: ts.ClassElement): boolean {
  return (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) !== 0;
}
