import type ts from 'typescript';
import type { Project } from '../project.js';
import { marksOf } from '../scan/components.js';
import { baseOf } from './heritage.js';

/**
 * Positions of the catch clauses in flow classes. Everything written inside a flow's body runs in its passes, nested
 * functions and helper classes too, except a work that is declared there: its body runs beside the pass.
 */
export function findCatches(project: Project, sourceFile: ts.SourceFile): Set<number> {
  const { ts } = project;
  const found = new Set<number>();
  const visit = (node: ts.Node, isInFlow: boolean): void => {
    let isInside = isInFlow;
    if (ts.isClassLike(node)) isInside = isFlow(project, node) || (isInFlow && !isWork(project, node));
    if (isInside && ts.isCatchClause(node)) found.add(node.pos);
    ts.forEachChild(node, (child) => visit(child, isInside));
  };
  visit(sourceFile, false);
  return found;
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
