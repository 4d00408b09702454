import { emitHasher } from '../emit/hasher.js';
import type { Project } from '../project.js';
import { isInFunction, referenceTo } from '../scan/class-place.js';
import type { Component } from '../scan/components.js';
import { hiddenFieldsOf } from './hidden-fields.js';
import { parameterName, type RunMethod } from './run-method.js';

/** The plan of a component as far as its class tells; the meaning of its entries stands in `src/plan.ts`. */
export interface PlannedComponent {
  /** Entries of an object literal, as text. */
  readonly entries: readonly string[];
  /** What the class is called where its decorator stands, if that is one on `run`. */
  readonly owner?: string;
}

/** The plan of a component. */
export function planOf(project: Project, component: Component, run: RunMethod | undefined): PlannedComponent {
  const entries = ['version: 1', `id: ${JSON.stringify(component.id)}`, `isAsync: ${run?.isAsync ?? false}`];
  const { node, method } = component;
  const hidden = hiddenFieldsOf(project, node);
  if (hidden.length > 0) entries.push(`hidden: ${JSON.stringify(hidden)}`);
  if (isInFunction(project, node)) entries.push('isLocal: true');
  if (component.kind === 'work' && run) {
    const names = run.parameters.map((parameter, index) => parameterName(project, parameter, index));
    entries.push(`params: ${JSON.stringify(names)}`);
    const hasher = emitHasher(run.shapes);
    if (hasher !== undefined) entries.push(`hasher: ${hasher}`);
  }
  const owner = method && referenceTo(project, node);
  return { entries, ...(owner !== undefined && { owner }) };
}
