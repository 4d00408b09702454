import { URL, URLSearchParams } from 'node:url';
import { types } from 'node:util';
import { hrefOf, searchOf } from './slots.js';

/**
 * What an object really is, by its internal slots, whatever its prototype, its own fields or `Symbol.toStringTag` say.
 * `hidden` stands for everything with slots that cannot be observed from outside.
 */
export type Brand =
  | 'Array'
  | 'Arguments'
  | 'ArrayBuffer'
  | 'Boxed'
  | 'DataView'
  | 'Date'
  | 'Error'
  | 'Map'
  | 'RegExp'
  | 'Set'
  | 'TypedArray'
  | 'URL'
  | 'URLSearchParams'
  | 'hidden';

const tagOf = Object.prototype.toString;

/**
 * Whether an object without symbol keys and with a plain prototype has no internal slots: what remains after an
 * ordinary literal. A Map whose prototype was exchanged for `null` still is a Map.
 *
 * The common case, so the cheapest questions come first; the language's own tag covers arguments, errors, dates,
 * boxed primitives and regular expressions at once, and nothing that lacks symbol keys can overwrite it. Slots that
 * nobody can observe, in an object that was robbed of its prototype, only matter where there is nothing else to see.
 *
 * @param isEmpty Whether it has no own enumerable fields.
 */
export function isOrdinary(value: object, isEmpty: boolean): boolean {
  return (
    tagOf.call(value) === '[object Object]' &&
    !ArrayBuffer.isView(value) &&
    !types.isMap(value) &&
    !types.isSet(value) &&
    !types.isAnyArrayBuffer(value) &&
    !types.isBoxedPrimitive(value) &&
    !(isEmpty && isHidden(value))
  );
}

function isHidden(value: object): boolean {
  return (
    types.isPromise(value) ||
    types.isWeakMap(value) ||
    types.isWeakSet(value) ||
    types.isGeneratorObject(value) ||
    types.isMapIterator(value) ||
    types.isSetIterator(value) ||
    types.isExternal(value)
  );
}

/** The brand of any object that is not a function; `undefined` for an ordinary one, an instance of a user class included. */
export function brandOf(value: object): Brand | undefined {
  if (Array.isArray(value)) return 'Array';
  if (types.isDate(value)) return 'Date';
  if (types.isMap(value)) return 'Map';
  if (types.isSet(value)) return 'Set';
  if (types.isTypedArray(value)) return 'TypedArray';
  if (types.isRegExp(value)) return 'RegExp';
  if (types.isNativeError(value)) return 'Error';
  if (types.isBoxedPrimitive(value)) return 'Boxed';
  if (types.isArrayBuffer(value)) return 'ArrayBuffer';
  if (types.isDataView(value)) return 'DataView';
  if (types.isArgumentsObject(value)) return 'Arguments';
  if (types.isSharedArrayBuffer(value) || types.isModuleNamespaceObject(value) || isHidden(value))
    return 'hidden';
  return urlBrandOf(value);
}

const isAbove = Object.prototype.isPrototypeOf;

/** The two classes of Node are written in JavaScript: only their own methods know an instance, and they throw on others. */
function urlBrandOf(value: object): Brand | undefined {
  if (isAbove.call(URL.prototype, value)) return answers(hrefOf, value) ? 'URL' : undefined;
  if (isAbove.call(URLSearchParams.prototype, value)) {
    return answers(searchOf, value) ? 'URLSearchParams' : undefined;
  }
  return undefined;
}

function answers(read: (receiver: object) => unknown, receiver: object): boolean {
  try {
    read(receiver);
    return true;
  } catch {
    return false;
  }
}
