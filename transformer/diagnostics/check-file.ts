import type ts from 'typescript';
import type { RunMethod } from '../analyze/run-method.js';
import type { Project } from '../project.js';
import type { Component } from '../scan/components.js';
import { checkArguments } from './check-arguments.js';
import { checkDecoratedTwice, checkFieldsOfWork, checkOverrides } from './check-class.js';
import { checkConcurrency } from './check-concurrency.js';
import { checkExecution } from './check-execution.js';
import { checkFlows } from './check-flow.js';
import { checkLookalikes } from './check-lookalikes.js';
import { checkOptions } from './check-options.js';
import { checkRun } from './check-run.js';
import { checkState } from './check-state.js';
import { checkStrictness } from './check-strictness.js';

/** A component with the `run` that was found for it. */
export interface ComponentWithRun {
  readonly component: Component;
  readonly run: RunMethod | undefined;
}

/** All that there is to say about a file, errors and warnings. */
export function checkFile(
  project: Project,
  sourceFile: ts.SourceFile,
  found: readonly ComponentWithRun[],
): ts.Diagnostic[] {
  const components = found.map(({ component }) => component);
  return [
    ...checkStrictness(project, components),
    ...checkLookalikes(project, sourceFile),
    ...checkDecoratedTwice(project, components),
    ...found.flatMap(({ component, run }) => [
      ...checkRun(project, component, run),
      ...checkOptions(project, component, run),
      ...checkExecution(project, component, run),
      ...checkFieldsOfWork(project, component),
      ...checkState(project, component),
      ...checkConcurrency(project, component, run),
      ...(run && component.kind === 'work' ? checkArguments(project, component, run) : []),
    ]),
    ...checkOverrides(project, sourceFile),
    ...checkFlows(project, sourceFile),
  ];
}
