import { classNameOf } from '../identity/class-name.js';
import { enumerableSymbols } from '../identity/fields.js';
import { ERROR_CLASSES, intrinsicName } from '../identity/realm.js';
import { errorIdOf } from './error-classes.js';
import type { ErrorClass, ErrorContent, Fields, GraphNode } from './graph.js';
import type { NodeWriting } from './node-writing.js';

/** Fields that belong to an error whether or not they are enumerable. */
const PLACED: ReadonlySet<string> = new Set(['name', 'message', 'stack', 'cause', 'errors', 'code']);

/** Writes an error: its classes, what is hidden in it, and its fields. */
export function errorNode(error: object, writing: NodeWriting): GraphNode {
  const classes = classesOf(Object.getPrototypeOf(error));
  const hidden = hiddenFields(error, writing);
  const inherited = inheritedBy(error, classes.at(-1)!.name, writing);
  const content: ErrorContent = { classes, hidden, ...(inherited === undefined ? {} : { inherited }) };
  const fields = writing.fields(error, Object.keys(error));
  const symbols = enumerableSymbols(error);
  if (symbols.length > 0) return ['Error', content, fields, writing.symbolFields(error, symbols)];
  return ['Error', content, fields];
}

/**
 * Own fields that are not enumerable. Beside the ones that each error has only primitives: Node and libraries keep
 * functions and other things of their own there, which are no part of the error.
 */
export function hiddenFields(error: object, writing: NodeWriting): Fields {
  const keys = Object.getOwnPropertyNames(error).filter((key) => {
    const property = Reflect.getOwnPropertyDescriptor(error, key);
    return property?.enumerable === false && (PLACED.has(key) || isSimple(property.value));
  });
  return writing.fields(error, keys);
}

function isSimple(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function classesOf(prototype: object | null): ErrorClass[] {
  const classes: ErrorClass[] = [];
  for (let at = prototype; at !== null; at = Object.getPrototypeOf(at)) {
    const builtIn = intrinsicName(at);
    if (builtIn === 'Object') break;
    if (builtIn !== undefined && ERROR_CLASSES.has(builtIn))
      return [...classes, { name: builtIn, isBuiltIn: true }];
    const id = errorIdOf(at);
    classes.push({ name: classNameOf(at), ...(id === undefined ? {} : { id }) });
  }
  return [...classes, { name: 'Error', isBuiltIn: true }];
}

/** What the classes of an error say of it, where that is not what the class of the language says. */
function inheritedBy(error: object, builtIn: string, writing: NodeWriting): ErrorContent['inherited'] {
  const inherited: Record<string, string | number> = {};
  for (const key of ['name', 'message', 'code']) {
    if (Object.hasOwn(error, key)) continue;
    const value = writing.read(error, key);
    const isUsual = key === 'name' ? value === builtIn : value === '';
    if (!isUsual && (typeof value === 'string' || typeof value === 'number')) inherited[key] = value;
  }
  return Object.keys(inherited).length > 0 ? inherited : undefined;
}
