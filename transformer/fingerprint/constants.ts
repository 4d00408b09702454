import type ts from 'typescript';
import type { Project } from '../project.js';
import { resolveSymbol } from '../scan/ours.js';

/** Whether the compiler writes the value of a const enum's member where the member is used. */
export function areConstantsInlined({ program }: Project): boolean {
  const { isolatedModules, verbatimModuleSyntax } = program.getCompilerOptions();
  return isolatedModules !== true && verbatimModuleSyntax !== true;
}

/**
 * What the compiler writes for `Level.High` of an imported const enum. Nothing else of that module may be left at run
 * time, not even its import; and when the value changes the compiler emits this use of it again.
 */
export function inlinedConstant(
  project: Project,
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): string | undefined {
  const { ts, checker } = project;
  if (!areConstantsInlined(project)) return undefined;
  const symbol = resolveSymbol(project, access.expression);
  if (!symbol || !(symbol.flags & ts.SymbolFlags.ConstEnum)) return undefined;
  const value = checker.getConstantValue(access);
  return value === undefined ? undefined : `constant ${JSON.stringify(value)}`;
}
