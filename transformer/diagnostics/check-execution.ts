import type ts from 'typescript';
import type { RunMethod } from '../analyze/run-method.js';
import type { Project } from '../project.js';
import { isInFunction } from '../scan/class-place.js';
import type { Component } from '../scan/components.js';
import { isOption, isReadable, readOption } from '../scan/options.js';
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
  const isWorker =
    executor?.type.isStringLiteral() === true && ['thread', 'process'].includes(executor.type.value);
  if (isWorker && isInFunction(project, node))
    found.push(createDiagnostic(ts, findings.localInWorker(name, executor.type.value), executor.at));
  return found;
}

/** Whether calls certainly execute on the app's own thread, because it says so or because nothing says otherwise. */
function isInline(project: Project, decorator: ts.Decorator): boolean {
  const executor = readOption(project, decorator, 'executor');
  if (executor) return executor.type.isStringLiteral() && executor.type.value === 'inline';
  if (!isReadable(project, decorator)) return false;
  return !readOption(project, decorator, 'parallel') || isOption(project, decorator, 'parallel', false);
}
