/**
 * Tells the prototypes that the language itself made, of this realm and of others (a `vm` context, jest), without
 * trusting any name that user code could have chosen.
 */

/** Native errors that hold nothing beside name, message, cause and errors. */
export const ERROR_CLASSES: ReadonlySet<string> = new Set([
  'Error',
  'AggregateError',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
]);

/** Bytes per element of every typed array that the format knows. */
export const ELEMENT_SIZES: ReadonlyMap<string, number> = new Map([
  ['Int8Array', 1],
  ['Uint8Array', 1],
  ['Uint8ClampedArray', 1],
  ['Int16Array', 2],
  ['Uint16Array', 2],
  ['Float16Array', 2],
  ['Int32Array', 4],
  ['Uint32Array', 4],
  ['Float32Array', 4],
  ['BigInt64Array', 8],
  ['BigUint64Array', 8],
  ['Float64Array', 8],
]);

const NAMES: ReadonlySet<string> = new Set([
  ...['Object', 'Array', 'Date', 'RegExp', 'Map', 'Set', 'ArrayBuffer', 'DataView'],
  ...['Number', 'String', 'Boolean', 'BigInt', 'Symbol'],
  ...ERROR_CLASSES,
  ...ELEMENT_SIZES.keys(),
]);

/** The three classes of Node, written in JavaScript, that the format knows. They are shared by all realms of a thread. */
const known = new WeakMap<object, string>([
  [Buffer.prototype, 'Buffer'],
  [URL.prototype, 'URL'],
  [URLSearchParams.prototype, 'URLSearchParams'],
]);

for (const name of NAMES) {
  const Class: unknown = Reflect.get(globalThis, name);
  if (typeof Class === 'function') known.set(Class.prototype, name);
}

/**
 * Name of the built-in class whose `prototype` this object is, in any realm; `undefined` when it is none that the
 * format knows.
 */
export function intrinsicName(prototype: object): string | undefined {
  return known.get(prototype) ?? foreignName(prototype);
}

/**
 * A native function prints itself as `function Map() { [native code] }`, and no function that a program can make does
 * with a name in it: bound functions and proxies print none, and the text is no syntax. Its `prototype` cannot be
 * written, so if it points back, the object is what it seems to be.
 */
function foreignName(prototype: object): string | undefined {
  const Class: unknown = Reflect.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  if (typeof Class !== 'function') return undefined;
  const name = nativeName(Class);
  if (name === undefined || !NAMES.has(name)) return undefined;
  const back = Reflect.getOwnPropertyDescriptor(Class, 'prototype');
  if (back?.value !== prototype || back.writable || back.configurable) return undefined;
  known.set(prototype, name);
  return name;
}

/** Name under which the engine itself defined this function; `undefined` for any function of a program. */
export function nativeName(target: object): string | undefined {
  const source = Function.prototype.toString.call(target);
  return /^function (\w+)\(\) \{ \[native code\] \}$/.exec(source)?.[1];
}
