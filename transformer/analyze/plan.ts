import { emitHasher } from '../emit/hasher.js';
import type { Project } from '../project.js';
import type { Component } from '../scan/components.js';
import { hiddenFieldsOf } from './hidden-fields.js';
import { parameterName, type RunMethod } from './run-method.js';

/** The plan of a component as the text of an object literal; its meaning stands in `src/plan.ts`. */
export function planTextOf(project: Project, component: Component, run: RunMethod | undefined): string {
  const entries = ['version: 1', `id: ${JSON.stringify(component.id)}`, `isAsync: ${run?.isAsync ?? false}`];
  const hidden = hiddenFieldsOf(project, component.node);
  if (hidden.length > 0) entries.push(`hidden: ${JSON.stringify(hidden)}`);
  if (component.kind === 'work' && run) {
    const names = run.parameters.map((parameter, index) => parameterName(project, parameter, index));
    entries.push(`params: ${JSON.stringify(names)}`);
    const hasher = emitHasher(run.shapes);
    if (hasher !== undefined) entries.push(`hasher: ${hasher}`);
  }
  return `{ ${entries.join(', ')} }`;
}
