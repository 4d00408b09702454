import { hiddenFields } from './error-node.js';
import type { GraphNode } from './graph.js';
import type { NodeWriting } from './node-writing.js';

function getterOf(key: 'name' | 'message'): (this: unknown) => unknown {
  return Reflect.getOwnPropertyDescriptor(DOMException.prototype, key)!.get!;
}

const name = getterOf('name');
const message = getterOf('message');

/** Whether an object is a DOMException: an aborted signal's reason, for one. Only its own getters know it. */
export function isDomException(value: object): boolean {
  if (Object.getPrototypeOf(value) !== DOMException.prototype) return false;
  try {
    name.call(value);
    return true;
  } catch {
    return false;
  }
}

/** Writes a DOMException: message and name from its slots, stack and cause, and its fields. */
export function domExceptionNode(value: object, writing: NodeWriting): GraphNode {
  const hidden = hiddenFields(value, writing);
  const content = [
    'DOMException',
    [message.call(value) as string, name.call(value) as string, hidden],
  ] as const;
  const keys = Object.keys(value);
  return keys.length === 0 ? content : [...content, writing.fields(value, keys)];
}
