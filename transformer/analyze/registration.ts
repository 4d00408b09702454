import type ts from 'typescript';
import type { Project } from '../project.js';
import { isOpenBody, methodsOf, methodsOfObject } from '../scan/class-body.js';
import { baseOf } from '../scan/heritage.js';
import { moduleIdOf } from '../scan/names.js';
import { writtenClass } from '../scan/written-class.js';

/** The classes of a module whose instances count by class id and own fields. */
export interface Registration {
  readonly module: string;
  readonly classes: readonly string[];
}

/**
 * Finds the classes that hide nothing: at the top level, so that their name means one class, and with bases that hide
 * nothing either, so that own fields are all there is to an instance.
 */
export function findRegistration(project: Project, sourceFile: ts.SourceFile): Registration | undefined {
  const { ts } = project;
  const isDeclared = (node: ts.ClassDeclaration): boolean =>
    (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Ambient) !== 0;
  const classes = sourceFile.statements
    .filter(ts.isClassDeclaration)
    // Without a binding of its own a class cannot be named from the start of the module.
    .flatMap((node) => (node.name && !isDeclared(node) && isOpen(project, node) ? [node.name.text] : []));
  return classes.length > 0 ? { module: moduleIdOf(project, sourceFile), classes } : undefined;
}

function isOpen(project: Project, node: ts.ClassLikeDeclaration): boolean {
  const { ts } = project;
  const chain = chainOf(project, node);
  if (chain === undefined) return false;
  const methods = new Set([...methodsOfObject, ...chain.flatMap((one) => methodsOf(ts, one))]);
  return chain.every((one) => isOpenBody(ts, one, methods));
}

/** A class and its bases as they are written; undefined where one of them cannot be seen. */
function chainOf(project: Project, node: ts.ClassLikeDeclaration): ts.ClassLikeDeclaration[] | undefined {
  const chain: ts.ClassLikeDeclaration[] = [];
  const seen = new Set<ts.Node>();
  for (let one = node; ; ) {
    const written = seen.has(one) ? undefined : writtenClass(project, one);
    if (written === undefined) return undefined;
    seen.add(one);
    chain.push(written);
    const base = baseOf(project, one);
    if (base.kind === 'none') return chain;
    if (base.kind === 'unknown') return undefined;
    one = base.node;
  }
}
