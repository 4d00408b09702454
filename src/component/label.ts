import { types } from 'node:util';

/** The path of what stands under `key` in a component, array, Map or plain object, given the path of that. */
export function pathBelow(path: string, holder: object, key: unknown): string {
  const label = labelOf(holder, key);
  return label.startsWith('[') ? path + label : `${path}.${label}`;
}

/**
 * What a component is called in the place that holds it. Two keys of one place never have the same label: a text that
 * would read as several labels is quoted (`root.byUser["ann.smith"]`), a key of a Map that reads like one of its strings
 * stands in brackets (`root.byId[1]` beside `root.byId.1`), and one that is an object is counted (`root.byUser[User 3]`).
 */
function labelOf(holder: object, key: unknown): string {
  if (typeof key === 'string') return isSimple(key) ? key : `[${JSON.stringify(key)}]`;
  if (!types.isMap(holder)) return String(key);
  if ((typeof key === 'object' && key !== null) || typeof key === 'function' || typeof key === 'symbol') {
    const position = [...Map.prototype.keys.call(holder)].indexOf(key);
    return position === -1 ? `[${nameOf(key)}]` : `[${nameOf(key)} ${position}]`;
  }
  const text = typeof key === 'bigint' ? `${key}n` : String(key);
  return isSimple(text) && !Map.prototype.has.call(holder, text) ? text : `[${text}]`;
}

/** Whether a text reads as one label. */
function isSimple(text: string): boolean {
  return /^[^\s.[\]"\p{Cc}]+$/u.test(text);
}

function nameOf(key: object | symbol): string {
  if (typeof key === 'symbol') return 'symbol';
  const { constructor: made } = key as { constructor?: unknown };
  return typeof made === 'function' && isSimple(made.name) ? made.name : typeof key;
}
