import type ts from 'typescript';
import type { TypeScript } from '../project.js';

/**
 * Whether nothing of a node is left at run time: types, what is only declared, overloads, modifiers that the compiler
 * alone looks at, and tokens that only formatting puts there.
 */
export function isErased(ts: TypeScript, node: ts.Node): boolean {
  const { SyntaxKind } = ts;
  switch (node.kind) {
    case SyntaxKind.TypeParameter:
    case SyntaxKind.InterfaceDeclaration:
    case SyntaxKind.TypeAliasDeclaration:
    case SyntaxKind.IndexSignature:
    case SyntaxKind.NamespaceExportDeclaration:
    case SyntaxKind.SemicolonClassElement:
    case SyntaxKind.EmptyStatement:
    // Of a conditional its structure says enough; elsewhere these two are about types.
    case SyntaxKind.QuestionToken:
    case SyntaxKind.ExclamationToken:
    case SyntaxKind.PublicKeyword:
    case SyntaxKind.PrivateKeyword:
    case SyntaxKind.ProtectedKeyword:
    case SyntaxKind.ReadonlyKeyword:
    case SyntaxKind.DeclareKeyword:
    case SyntaxKind.AbstractKeyword:
    case SyntaxKind.OverrideKeyword:
    case SyntaxKind.ExportKeyword:
    case SyntaxKind.DefaultKeyword:
      return true;
  }
  if (ts.isExpressionWithTypeArguments(node)) return false;
  if (ts.isJsxText(node)) return node.containsOnlyTriviaWhiteSpaces;
  if (ts.isTypeNode(node)) return true;
  if (ts.isHeritageClause(node)) return node.token === SyntaxKind.ImplementsKeyword;
  if (ts.isParameter(node)) return ts.isIdentifier(node.name) && node.name.text === 'this';
  if (hasModifier(ts, node, SyntaxKind.DeclareKeyword)) return true;
  if (ts.isModuleDeclaration(node)) return isOfTypesAlone(ts, node);
  if (ts.isImportEqualsDeclaration(node)) return node.isTypeOnly;
  if (ts.isClassElement(node) && hasModifier(ts, node, SyntaxKind.AbstractKeyword)) return true;
  const hasBody =
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isConstructorDeclaration(node) ||
    ts.isAccessor(node);
  return hasBody && node.body === undefined;
}

function hasModifier(ts: TypeScript, node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((one) => one.kind === kind) === true;
}

/** A namespace without values is not emitted. */
function isOfTypesAlone(ts: TypeScript, { body }: ts.ModuleDeclaration): boolean {
  if (body === undefined) return true;
  if (ts.isModuleBlock(body)) return body.statements.every((one) => isErased(ts, one));
  return ts.isModuleDeclaration(body) && isOfTypesAlone(ts, body);
}
