import type ts from 'typescript';
import { checkFile } from '../diagnostics/check-file.js';
import { isChecked, withoutSilenced } from '../diagnostics/directives.js';
import type { Project } from '../project.js';
import { CALL_CONTEXT } from '../scan/call-context.js';
import { findComponents } from '../scan/components.js';
import { findScheduleCalls, type ScheduleCall } from '../scan/schedule-calls.js';
import { findCatches } from './catches.js';
import { type PlannedComponent, planOf } from './plan.js';
import { findRegistration, type Registration } from './registration.js';
import { findRun } from './run-method.js';

/**
 * All that is to be said and done about one file. Nodes go by their position in the text, not by identity, so what one
 * program found out can be applied to the tree of another (ts-jest emits from a tree that knows no types).
 */
export interface FileAnalysis {
  /** The plan for the decorator that begins at a position. */
  readonly plans: ReadonlyMap<number, PlannedComponent>;
  /** Positions of the classes whose constructors report their arguments. */
  readonly reporters: ReadonlySet<number>;
  /** Positions of the catch clauses that must let control signals pass. */
  readonly catches: ReadonlySet<number>;
  /** The calls of `schedule` that are to say where they stand, by the position where each ends. */
  readonly schedules: ReadonlyMap<number, ScheduleCall>;
  /** Absent for what is not emitted, or not the project's own. */
  readonly registration: Registration | undefined;
  readonly errors: readonly ts.Diagnostic[];
  /** Positions of the `@ts-expect-error` comments that expected one of ours. */
  readonly usedDirectives: ReadonlySet<number>;
}

const nothing: FileAnalysis = {
  plans: new Map(),
  reporters: new Set(),
  catches: new Set(),
  schedules: new Map(),
  registration: undefined,
  errors: [],
  usedDirectives: new Set(),
};

/** Makes the analysis of a program's files, each analysed when it is first asked for. */
export function createAnalyzer(project: Project): (sourceFile: ts.SourceFile) => FileAnalysis {
  const analyses = new Map<ts.SourceFile, FileAnalysis>();
  return (sourceFile) => {
    const known = analyses.get(sourceFile);
    if (known) return known;
    const analysis = analyze(project, sourceFile);
    analyses.set(sourceFile, analysis);
    return analysis;
  };
}

function analyze(project: Project, sourceFile: ts.SourceFile): FileAnalysis {
  const { program } = project;
  const isForeign =
    sourceFile.isDeclarationFile ||
    sourceFile.fileName.endsWith('.json') ||
    program.isSourceFileFromExternalLibrary(sourceFile);
  // Most files hold nothing of interest, and the walk below costs more than this look at the text.
  const isOfInterest = ['class', CALL_CONTEXT].some((word) => sourceFile.text.includes(word));
  if (isForeign) return nothing;
  const schedules = findScheduleCalls(project, sourceFile);
  if (!isOfInterest)
    return { ...nothing, schedules, registration: findRegistration(project, sourceFile, []) };
  const components = findComponents(project, sourceFile).map((component) => ({
    component,
    run: findRun(project, component.node),
  }));
  const isHeard = isChecked(sourceFile, program.getCompilerOptions());
  const found = isHeard ? checkFile(project, sourceFile, components) : [];
  const { findings, usedDirectives } = withoutSilenced(sourceFile, found);
  return {
    plans: new Map(
      components.map(({ component, run }) => [component.decorator.pos, planOf(project, component, run)]),
    ),
    reporters: new Set(components.map(({ component }) => component.node.pos)),
    catches: findCatches(project, sourceFile),
    schedules,
    registration: findRegistration(
      project,
      sourceFile,
      components.map(({ component }) => component),
    ),
    errors: report(project, findings),
    usedDirectives,
  };
}

/** Sends warnings on their way and returns the errors. */
function report({ ts, warn }: Project, found: readonly ts.Diagnostic[]): ts.Diagnostic[] {
  for (const one of found) if (one.category === ts.DiagnosticCategory.Warning) warn(one);
  return found.filter(({ category }) => category === ts.DiagnosticCategory.Error);
}
