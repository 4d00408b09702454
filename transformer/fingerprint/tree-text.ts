import type ts from 'typescript';
import type { TypeScript } from '../project.js';
import { isErased } from './erasure.js';

/** What stands in a tree's text instead of a node. */
export interface Replacement {
  readonly text: string;
  readonly children: readonly ts.Node[];
}

/** Is shown every node that exists at run time, in the order of the text, and may replace it. */
export type Visitor = (node: ts.Node) => Replacement | undefined;

/**
 * Text of what nodes do at run time: equal for two trees that differ in comments, formatting, quotes, redundant
 * parentheses and types, different for every other two. Made of the names of nodes and not of their numbers, which are
 * others in another version of TypeScript.
 */
export function textOfTree(ts: TypeScript, nodes: readonly ts.Node[], visit: Visitor): string {
  const parts: string[] = [];
  for (const node of nodes) write(node);
  return parts.join('');

  function write(node: ts.Node): void {
    if (isErased(ts, node)) return;
    const inner = withoutWrapping(ts, node);
    if (inner === node) writeItself(node);
    else write(inner);
  }

  function writeItself(node: ts.Node): void {
    const replacement = visit(node);
    parts.push('(', replacement ? replacement.text : headOf(ts, node));
    if (replacement) replacement.children.forEach(write);
    else
      ts.forEachChild(
        node,
        (child) => writeChild(node, child),
        (children) => writeList(children),
      );
    parts.push(')');
  }

  function writeChild(parent: ts.Node, child: ts.Node): void {
    const start = parts.push(slotOf(parent, child));
    write(child);
    if (parts.length === start) parts.pop();
  }

  function writeList(children: readonly ts.Node[]): void {
    const start = parts.push('[');
    children.forEach(write);
    // A list of modifiers of which none is left is like none.
    if (parts.length === start) parts.pop();
    else parts.push(']');
  }
}

/** Parentheses and type operators do nothing, except that parentheses end an optional chain: `(a?.b).c`. */
function withoutWrapping(ts: TypeScript, node: ts.Node): ts.Node {
  if (ts.isParenthesizedExpression(node)) {
    const inner = withoutWrapping(ts, node.expression);
    return (inner.flags & ts.NodeFlags.OptionalChain) === 0 ? inner : node;
  }
  const isWrapping =
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isTypeAssertionExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isExpressionWithTypeArguments(node);
  return isWrapping ? withoutWrapping(ts, node.expression) : node;
}

/** Children that may be missing, so that their order alone does not tell them apart: `for (a;;)`, `for (;a;)`. */
const slots = [
  'name',
  'propertyName',
  'initializer',
  'condition',
  'incrementor',
  'objectAssignmentInitializer',
  'elseStatement',
  'finallyBlock',
  'dotDotDotToken',
] as const;

function slotOf(parent: ts.Node, child: ts.Node): string {
  const children = parent as unknown as Readonly<Record<string, ts.Node | undefined>>;
  const slot = slots.find((one) => children[one] === child);
  return slot === undefined ? '' : `${slot}:`;
}

/** A node's kind, and what it says that its children do not. */
function headOf(ts: TypeScript, node: ts.Node): string {
  if (isPropertyKey(ts, node)) return `key ${JSON.stringify(node.text)}`;
  const kind = nameOfKind(ts, node.kind);
  if (ts.isJsxText(node)) return `${kind} ${JSON.stringify(textOfJsx(node.text))}`;
  if (ts.isTemplateLiteralToken(node)) return `${kind} ${JSON.stringify(textOfTemplate(ts, node))}`;
  if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node) || ts.isLiteralExpression(node))
    return `${kind} ${JSON.stringify(node.text)}`;
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node))
    return `${kind} ${nameOfKind(ts, node.operator)}`;
  if (ts.isMetaProperty(node)) return `${kind} ${nameOfKind(ts, node.keywordToken)}`;
  if (ts.isVariableDeclarationList(node)) return `${kind} ${keywordOf(ts, node)}`;
  // `private x` makes a field of a parameter; which of the modifiers it has does not matter.
  if (ts.isParameter(node) && ts.isParameterPropertyDeclaration(node, node.parent)) return `${kind} field`;
  return kind;
}

/** `let`, `const`, `var`, `using` or `await using`. */
export function keywordOf(ts: TypeScript, { flags }: ts.VariableDeclarationList): string {
  const { Let, Const, Using, AwaitUsing } = ts.NodeFlags;
  switch (flags & (Let | Const | Using | AwaitUsing)) {
    case AwaitUsing:
      return 'await using';
    case Using:
      return 'using';
    case Const:
      return 'const';
    case Let:
      return 'let';
    default:
      return 'var';
  }
}

type PropertyKey = ts.Identifier | ts.StringLiteral | ts.NumericLiteral;

/** `a`, `'a'` and `"a"` name the same property. */
function isPropertyKey(ts: TypeScript, node: ts.Node): node is PropertyKey {
  if (!ts.isIdentifier(node) && !ts.isStringLiteral(node) && !ts.isNumericLiteral(node)) return false;
  const { parent } = node;
  if (ts.isBindingElement(parent)) return parent.propertyName === node;
  const isMember = ts.isPropertyAssignment(parent) || ts.isEnumMember(parent) || ts.isClassElement(parent);
  return (
    (isMember || ts.isMethodDeclaration(parent)) && (parent as { readonly name?: ts.Node }).name === node
  );
}

/** Only a tag sees how its template was written. */
function textOfTemplate(ts: TypeScript, node: ts.TemplateLiteralToken): string {
  const { parent } = node;
  const template = ts.isTemplateSpan(parent)
    ? parent.parent
    : ts.isTemplateExpression(parent)
      ? parent
      : node;
  const isTagged = ts.isTaggedTemplateExpression(template.parent) && template.parent.template === template;
  return isTagged ? `raw ${node.rawText ?? node.text}` : node.text;
}

/** Line breaks and the indentation around them are not part of JSX text. */
function textOfJsx(text: string): string {
  const lines = text.split(/\r\n|\n|\r/);
  return lines
    .map((line, index) => (index > 0 ? line.trimStart() : line))
    .map((line, index) => (index < lines.length - 1 ? line.trimEnd() : line))
    .filter((line) => line !== '')
    .join(' ');
}

const kindNames = new WeakMap<TypeScript, readonly string[]>();

/** A kind's own name: `FirstAssignment` and the like are marks that lie elsewhere in another version. */
function nameOfKind(ts: TypeScript, kind: ts.SyntaxKind): string {
  const known = kindNames.get(ts);
  if (known) return known[kind] ?? String(kind);
  const names: string[] = [];
  for (const [name, value] of Object.entries(ts.SyntaxKind))
    if (typeof value === 'number' && !/^(First|Last)[A-Z]/.test(name)) names[value] ??= name;
  kindNames.set(ts, names);
  return nameOfKind(ts, kind);
}
