import type ts from 'typescript';
import type { Project } from '../project.js';
import { isOption, isReadable, readOption } from './options.js';
import { mayBeMoved } from './told-elsewhere.js';

/** Whether by its decorator calls of a work certainly execute on the app's own thread. */
export function isInline(project: Project, decorator: ts.Decorator): boolean {
  const executor = readOption(project, decorator, 'executor');
  if (executor) return executor.type.isStringLiteral() && executor.type.value === 'inline';
  if (!isReadable(project, decorator)) return false;
  return !readOption(project, decorator, 'parallel') || isOption(project, decorator, 'parallel', false);
}

/** The worker on which by its decorator calls of a work certainly execute where `executor` says so. */
export function workerOf(project: Project, decorator: ts.Decorator): string | undefined {
  const { type } = readOption(project, decorator, 'executor') ?? {};
  return type?.isStringLiteral() && ['thread', 'process'].includes(type.value) ? type.value : undefined;
}

/** Whether the calls of all instances of a work certainly execute in workers, because it says so or is parallel. */
export function isOnWorkers(
  project: Project,
  node: ts.ClassLikeDeclaration,
  decorator: ts.Decorator,
): boolean {
  if (mayBeMoved(project, node)) return false;
  if (readOption(project, decorator, 'executor')) return workerOf(project, decorator) !== undefined;
  return isReadable(project, decorator) && isOption(project, decorator, 'parallel', true);
}
