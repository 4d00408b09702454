import { defaultWorkOptions, executorOf, type ResolvedWorkOptions } from '../../component/options.js';
import type { ComponentNode } from '../../component/tree.js';
import type { Engine } from '../../loop/engine.js';
import type { ComponentDetail, ComponentInfo } from '../api.js';
import { statusInfoOf } from '../recorder/status-info.js';
import { textOfValue } from '../recorder/value-text.js';

/** In the order in which the README has them. */
const OPTIONS = [
  ...['cacheCalls', 'parallel', 'raiseException', 'maxEntries', 'ttlMs', 'maxQueue', 'ignore', 'executor'],
  ...['concurrency', 'retry', 'timeoutMs', 'startWithFlow', 'maxResultBytes', 'maxArgumentBytes'],
  ...['maxMemoryMb', 'version', 'key'],
] as readonly (keyof ResolvedWorkOptions)[];

/** What the panel of a component shows. */
export function describeComponent(engine: Engine, node: ComponentNode, info: ComponentInfo): ComponentDetail {
  const work = engine.members.workOf(node.component);
  const detail = { ...info, classId: node.definition.id };
  if (work === undefined) return { ...detail, options: [], statuses: [], notKept: [] };
  const { dispatch, options } = work;
  const showing = { redact: engine.context.redact, work: info.path };
  return {
    ...detail,
    options: OPTIONS.map((name) => optionOf(name, options)),
    statuses: dispatch.statuses.all.map((status) => statusInfoOf(status, showing)),
    notKept: dispatch.host?.durable?.notKept ?? [],
  };
}

function optionOf(
  name: keyof ResolvedWorkOptions,
  options: ResolvedWorkOptions,
): ComponentDetail['options'][number] {
  const value = textOf(options[name]);
  const isDefault = value === textOf(defaultWorkOptions[name]);
  // What the default comes to depends on another option.
  if (name === 'executor' && isDefault) return { name, value: executorOf(options), isDefault };
  return { name, value: isDefault && options[name] === undefined ? 'none' : value, isDefault };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : textOfValue(value, { redact: undefined, work: '', name: '' });
}
