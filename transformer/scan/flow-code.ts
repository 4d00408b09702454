import type ts from 'typescript';
import type { Project } from '../project.js';
import { isFlow, isWork } from './heritage.js';

/**
 * Visits all that is written inside the flow classes of a file. It runs in their passes, nested functions and helper
 * classes too, except for a work that is declared there: its body runs beside the pass.
 */
export function forEachInFlows(
  project: Project,
  sourceFile: ts.SourceFile,
  visit: (node: ts.Node) => void,
): void {
  const { ts } = project;
  const walk = (node: ts.Node, isInFlow: boolean): void => {
    let isInside = isInFlow;
    if (ts.isClassLike(node)) isInside = isFlow(project, node) || (isInFlow && !isWork(project, node));
    if (isInside) visit(node);
    ts.forEachChild(node, (child) => walk(child, isInside));
  };
  walk(sourceFile, false);
}
