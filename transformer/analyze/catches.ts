import type ts from 'typescript';
import type { Project } from '../project.js';
import { forEachInFlows } from '../scan/flow-code.js';

/** Positions of the catch clauses in flows, which must let control signals pass. */
export function findCatches(project: Project, sourceFile: ts.SourceFile): Set<number> {
  const found = new Set<number>();
  forEachInFlows(project, sourceFile, (node) => {
    if (project.ts.isCatchClause(node)) found.add(node.pos);
  });
  return found;
}
