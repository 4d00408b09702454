import type ts from 'typescript';
import type { Project } from '../project.js';
import type { Component } from '../scan/components.js';
import { findings } from './catalogue.js';
import { createDiagnostic } from './diagnostic.js';

/** Reports a program without `strictNullChecks`, at the first decorator that is met in it. */
export function checkStrictness(project: Project, components: readonly Component[]): ts.Diagnostic[] {
  const [first] = components;
  const { ts, checker } = project;
  // Asked of the checker and not of the options, whose defaults differ between versions of TypeScript.
  if (!first || !checker.isTypeAssignableTo(checker.getUndefinedType(), checker.getStringType())) return [];
  return project.isFirst('strictNullChecks')
    ? [createDiagnostic(ts, findings.strictNullChecksOff(), first.decorator)]
    : [];
}
