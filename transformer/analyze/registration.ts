import type ts from 'typescript';
import { findModuleCode, type ModuleCode } from '../fingerprint/module-code.js';
import type { Project } from '../project.js';
import { usesCallContext } from '../scan/call-context.js';
import { isOpenBody, methodsOf, methodsOfObject } from '../scan/class-body.js';
import type { Component } from '../scan/components.js';
import { baseOf } from '../scan/heritage.js';
import { moduleIdOf } from '../scan/names.js';
import { writtenClass } from '../scan/written-class.js';
import { isPlatformFile } from '../shape/built-in.js';
import { baseTypes } from '../shape/class-instance.js';

/** What a module tells about itself when it is loaded. */
export interface Registration {
  readonly module: string;
  /** Classes whose instances count by class id and own fields. */
  readonly classes: readonly string[];
  /** Classes of errors, which are made anew where an error arrives. */
  readonly errors: readonly string[];
  readonly usesCallContext: boolean;
  /** What fingerprints are linked from. */
  readonly code: ModuleCode;
}

/**
 * Finds what a module registers: its code, and, at its top level, where a name means one class, the classes that hide
 * nothing and those of errors. A class hides nothing if its bases hide nothing either, so that own fields are all there
 * is to an instance.
 */
export function findRegistration(
  project: Project,
  sourceFile: ts.SourceFile,
  components: readonly Component[],
): Registration {
  const { ts } = project;
  const isDeclared = (node: ts.ClassDeclaration): boolean =>
    (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Ambient) !== 0;
  const namesOf = (counts: (node: ts.ClassDeclaration) => boolean): string[] =>
    sourceFile.statements
      .filter(ts.isClassDeclaration)
      // Without a binding of its own a class cannot be named from the start of the module.
      .flatMap((node) => (node.name && !isDeclared(node) && counts(node) ? [node.name.text] : []));
  return {
    module: moduleIdOf(project, sourceFile),
    classes: namesOf((node) => isOpen(project, node)),
    errors: namesOf((node) => extendsError(project, node)),
    usesCallContext: usesCallContext(project, sourceFile),
    code: findModuleCode(project, sourceFile, components),
  };
}

/** Whether instances of a class are errors, by whatever classes lie between. */
function extendsError({ checker, program }: Project, node: ts.ClassDeclaration): boolean {
  const seen = new Set<ts.Type>();
  const isError = (type: ts.Type): boolean => {
    if (seen.has(type)) return false;
    seen.add(type);
    const symbol = type.getSymbol();
    const isBuiltIn =
      symbol?.name === 'Error' &&
      symbol.declarations?.some((one) => isPlatformFile(one.getSourceFile(), program)) === true;
    return isBuiltIn || baseTypes(checker, type).some(isError);
  };
  return isError(checker.getTypeAtLocation(node));
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
