import type ts from 'typescript';
import type { Project } from '../project.js';
import { resolveSymbol } from '../scan/ours.js';
import { unwrap } from '../scan/syntax.js';

/** What a class extends. */
export type Base =
  | { readonly kind: 'none' }
  | { readonly kind: 'class'; readonly node: ts.ClassLikeDeclaration }
  /** A built-in, a class of which only the declaration is known, the result of a call. */
  | { readonly kind: 'unknown'; readonly at: ts.Expression };

/** Resolves the base of a class to its declaration. */
export function baseOf(project: Project, node: ts.ClassLikeDeclaration): Base {
  const { ts } = project;
  const clause = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  const expression = clause?.types[0]?.expression;
  if (!expression) return { kind: 'none' };
  if (expression.kind === ts.SyntaxKind.NullKeyword) return { kind: 'unknown', at: expression };
  const declaration = resolveSymbol(project, unwrap(ts, expression))?.valueDeclaration;
  return declaration && ts.isClassLike(declaration)
    ? { kind: 'class', node: declaration }
    : { kind: 'unknown', at: expression };
}
