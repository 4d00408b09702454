import type ts from 'typescript';
import type { RunMethod } from '../analyze/run-method.js';
import type { Project } from '../project.js';
import { isInFunction } from '../scan/class-place.js';
import type { Component } from '../scan/components.js';
import { isInline, workerOf } from '../scan/executing.js';
import { readOption } from '../scan/options.js';
import { mayBeMoved } from '../scan/told-elsewhere.js';
import { findings } from './catalogue.js';
import { returnsAtOnce } from './check-run.js';
import { createDiagnostic } from './diagnostic.js';

/** Reports works that cannot be executed where or as their options say. */
export function checkExecution(
  project: Project,
  { kind, node, decorator }: Component,
  run: RunMethod | undefined,
): ts.Diagnostic[] {
  if (kind !== 'work') return [];
  const { ts } = project;
  const name = node.name?.text ?? 'the class';
  const found: ts.Diagnostic[] = [];
  const timeout = readOption(project, decorator, 'timeoutMs');
  const isLimited = timeout?.type.isNumberLiteral() === true && !mayBeMoved(project, node);
  if (isLimited && run && returnsAtOnce(ts, run) && isInline(project, decorator))
    found.push(createDiagnostic(ts, findings.timeoutOnSynchronous(name), timeout.at));
  const executor = readOption(project, decorator, 'executor');
  const worker = workerOf(project, decorator);
  if (executor && worker && isInFunction(project, node))
    found.push(createDiagnostic(ts, findings.localInWorker(name, worker), executor.at));
  return found;
}
