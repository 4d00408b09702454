import { types } from 'node:util';
import { NOTHING } from './data-watch.js';
import type { FieldOp, FieldPath, PathStep } from './field-op.js';
import { rawMap, rawSet } from './raw-collections.js';

/** What an operation put into a container and took out of it. */
export interface Performed {
  readonly added: readonly unknown[];
  /** Where the first of {@link added} stands. */
  readonly key: unknown;
  readonly removed: readonly unknown[];
}

/** The path of the container that an operation changes; empty where it assigns or deletes a field. */
export function containerPathOf(op: FieldOp): readonly PathStep[] {
  return op.kind === 'set' || op.kind === 'delete' ? op.path.slice(0, -1) : op.path;
}

/** One step further from a container; `undefined` where there is nothing. */
export function partAt(container: unknown, step: PathStep): unknown {
  if (typeof container !== 'object' || container === null) return undefined;
  if (typeof step === 'object') return types.isMap(container) ? rawMap.get(container, step.key) : undefined;
  return Object.hasOwn(container, step) ? (container as Record<string | number, unknown>)[step] : undefined;
}

/** Whether a container is of the kind that an operation is for. */
export function isFor(op: FieldOp, container: unknown): container is object {
  if (typeof container !== 'object' || container === null) return false;
  switch (op.kind) {
    case 'set':
    case 'delete':
      return typeof lastOf(op.path) === 'object' ? types.isMap(container) : !types.isMap(container);
    case 'splice':
      return Array.isArray(container) && op.start + op.deleteCount <= container.length;
    case 'mapSet':
    case 'mapDelete':
      return types.isMap(container);
    case 'setAdd':
    case 'setDelete':
      return types.isSet(container);
    case 'clear':
      return types.isMap(container) || types.isSet(container);
  }
}

/** Does to a container what an operation says, which must be {@link isFor} it. */
export function perform(op: FieldOp, container: object): Performed {
  switch (op.kind) {
    case 'set':
      return setPart(container, lastOf(op.path), op.value);
    case 'delete':
      return deletePart(container, lastOf(op.path));
    case 'splice':
      return splice(container as unknown[], op.start, op.deleteCount, op.items);
    case 'mapSet':
      return setPart(container, { key: op.key }, op.value);
    case 'mapDelete':
      return deletePart(container, { key: op.key });
    case 'setAdd':
      rawSet.add(container, op.value);
      return { added: [op.value], key: op.value, removed: NOTHING };
    case 'setDelete':
      rawSet.delete(container, op.value);
      return { added: NOTHING, key: op.value, removed: [op.value] };
    case 'clear':
      return clear(container);
  }
}

function lastOf(path: FieldPath): PathStep {
  return path[path.length - 1] as PathStep;
}

function setPart(container: object, step: PathStep, value: unknown): Performed {
  const before = partAt(container, step);
  if (typeof step === 'object') {
    rawMap.set(container, step.key, value);
    return { added: [value], key: step.key, removed: [before] };
  }
  // An assignment would find the setter of `__proto__`; but only an assignment keeps an array a fast one.
  if (step !== '__proto__') Reflect.set(container, step, value);
  else
    Reflect.defineProperty(container, step, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  return { added: [value], key: step, removed: [before] };
}

function deletePart(container: object, step: PathStep): Performed {
  const removed = [partAt(container, step)];
  if (typeof step === 'object') rawMap.delete(container, step.key);
  else Reflect.deleteProperty(container, step);
  return { added: NOTHING, key: undefined, removed };
}

/** Longer lists than this do not fit into the arguments of a call. */
const MAX_ARGUMENTS = 10_000;

function splice(array: unknown[], start: number, deleteCount: number, items: readonly unknown[]): Performed {
  if (start === array.length && deleteCount === 0) {
    for (const item of items) array.push(item);
    return { added: items, key: start, removed: NOTHING };
  }
  if (items.length <= MAX_ARGUMENTS) {
    const removed = array.splice(start, deleteCount, ...items);
    return { added: items, key: start, removed };
  }
  const removed = array.splice(start, deleteCount);
  const rest = array.splice(start);
  for (const list of [items, rest]) for (const item of list) array.push(item);
  return { added: items, key: start, removed };
}

function clear(container: object): Performed {
  const removed: unknown[] = [];
  if (types.isMap(container)) {
    rawMap.forEach(container, (item, key) => removed.push(key, item));
    rawMap.clear(container);
  } else {
    rawSet.forEach(container, (member) => removed.push(member));
    rawSet.clear(container);
  }
  return { added: NOTHING, key: undefined, removed };
}
