import type ts from 'typescript';
import type { Project } from '../project.js';
import { marksOf } from './components.js';
import { resolveSymbol } from './ours.js';
import { unwrap } from './syntax.js';

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

/** Whether a class is a flow, by its own decorator or by that of a base class. */
export function isFlow(project: Project, node: ts.ClassLikeDeclaration): boolean {
  return isKind(project, node, 'flow');
}

/** Whether a class is a work, by its own decorator or by that of a base class. */
export function isWork(project: Project, node: ts.ClassLikeDeclaration): boolean {
  return isKind(project, node, 'work');
}

function isKind(project: Project, node: ts.ClassLikeDeclaration, kind: 'work' | 'flow'): boolean {
  const seen = new Set<ts.Node>();
  for (let one: ts.ClassLikeDeclaration | undefined = node; one && !seen.has(one); ) {
    seen.add(one);
    if (marksOf(project, one).some((mark) => mark.kind === kind)) return true;
    const base = baseOf(project, one);
    one = base.kind === 'class' ? base.node : undefined;
  }
  return false;
}
