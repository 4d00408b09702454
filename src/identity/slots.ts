import { URL, URLSearchParams } from 'node:url';
import { types } from 'node:util';

/**
 * Reads what built-ins hold by the methods of the language, kept from what a program may put in their place on an
 * instance or on a prototype. They work on objects of every realm.
 */

function getterOf(prototype: object, key: string): (this: unknown) => unknown {
  return Reflect.getOwnPropertyDescriptor(prototype, key)!.get!;
}

const getTime = Date.prototype.getTime;

/** Time of a Date in milliseconds, NaN when it is invalid. */
export function timeOf(date: object): number {
  return getTime.call(date as Date);
}

const sourceGetter = getterOf(RegExp.prototype, 'source');

/** Source of a RegExp. */
export function sourceOf(regExp: object): string {
  return sourceGetter.call(regExp) as string;
}

// The getter of `flags` asks the instance for each flag, and an instance may lie.
const flagGetters = Object.entries({
  hasIndices: 'd',
  global: 'g',
  ignoreCase: 'i',
  multiline: 'm',
  dotAll: 's',
  unicode: 'u',
  unicodeSets: 'v',
  sticky: 'y',
}).map(([key, flag]) => ({ flag, isSet: getterOf(RegExp.prototype, key) }));

/** Flags of a RegExp, in the order of `RegExp.prototype.flags`. */
export function flagsOf(regExp: object): string {
  return flagGetters.map(({ flag, isSet }) => (isSet.call(regExp) ? flag : '')).join('');
}

/** The primitive in a boxed one. */
export function unboxed(boxed: object): string | number | boolean | bigint | symbol {
  if (types.isNumberObject(boxed)) return numberValue.call(boxed);
  if (types.isStringObject(boxed)) return stringValue.call(boxed);
  if (types.isBooleanObject(boxed)) return booleanValue.call(boxed);
  if (types.isBigIntObject(boxed)) return bigintValue.call(boxed);
  return symbolValue.call(boxed as unknown as symbol);
}

const numberValue = Number.prototype.valueOf;
const stringValue = String.prototype.valueOf;
const booleanValue = Boolean.prototype.valueOf;
const bigintValue = BigInt.prototype.valueOf;
const symbolValue = Symbol.prototype.valueOf;

const hrefGetter = getterOf(URL.prototype, 'href');

/** Text of a URL; throws on anything else, which is the only way to tell one. */
export function hrefOf(url: object): string {
  return hrefGetter.call(url) as string;
}

const searchText = URLSearchParams.prototype.toString;

/** Text of URLSearchParams; throws on anything else. */
export function searchOf(parameters: object): string {
  return searchText.call(parameters as URLSearchParams);
}
