import { types } from 'node:util';
import { type Brand, brandOf, isOrdinary } from '../identity/brand.js';
import { belongsTo } from '../identity/built-ins.js';
import { className } from '../identity/class-name.js';
import { enumerableSymbols } from '../identity/fields.js';
import { symbolText } from '../identity/primitives.js';
import { intrinsicName } from '../identity/realm.js';
import { classIdOf } from '../identity/registry.js';
import { builtInNode } from './built-in-node.js';
import { domExceptionNode, isDomException } from './dom-exception.js';
import { errorNode } from './error-node.js';
import type { GraphNode } from './graph.js';
import type { NodeWriting } from './node-writing.js';
import { Refused } from './refused.js';

/** Writes an object or a symbol as a node, and refuses everything else. */
export function nodeOf(value: unknown, writing: NodeWriting): GraphNode {
  if (typeof value === 'symbol') return symbolNode(value);
  if (typeof value !== 'object' || value === null) throw new Refused('a function');
  const prototype: object | null = Object.getPrototypeOf(value);
  const symbols = Object.getOwnPropertySymbols(value);
  if (prototype === Object.prototype && symbols.length === 0) {
    const keys = Object.keys(value);
    if (isOrdinary(value, keys.length === 0)) return plainNode(value, keys, writing);
  }
  return unusualNode(value, prototype, writing);
}

function symbolNode(symbol: symbol): GraphNode {
  if (symbolText(symbol) === undefined) throw new Refused('a unique symbol');
  const key = Symbol.keyFor(symbol);
  // The description of a well-known symbol is `Symbol.iterator`.
  return key === undefined ? ['well-known', symbol.description!.slice('Symbol.'.length)] : ['for', key];
}

function plainNode(value: object, keys: readonly string[], writing: NodeWriting): GraphNode {
  writing.reserve(keys.length);
  return writing.fields(value, keys);
}

function unusualNode(value: object, prototype: object | null, writing: NodeWriting): GraphNode {
  const brand = brandOf(value);
  if (brand === 'Error') return errorNode(value, writing);
  if (brand === 'hidden') throw new Refused(describe(value));
  const name = prototype === null ? undefined : intrinsicName(prototype);
  if (brand !== undefined && belongsTo(value, brand, name)) return builtInNode(value, brand, writing);
  if (brand === undefined && (prototype === null || name === 'Object')) {
    return ordinaryNode(value, prototype, writing);
  }
  if (isDomException(value)) return domExceptionNode(value, writing);
  const id = prototype === null ? undefined : classIdOf(prototype);
  if (id === undefined) throw new Refused(describe(value));
  return ['class', [id, instanceNode(value, brand, writing)]];
}

/** A plain object that is not written as its fields alone. */
function ordinaryNode(value: object, prototype: object | null, writing: NodeWriting): GraphNode {
  if (isNamespace(value)) throw new Refused('a namespace object');
  const keys = Object.keys(value);
  writing.reserve(keys.length);
  const fields = writing.fields(value, keys);
  const symbols = enumerableSymbols(value);
  if (symbols.length > 0) {
    return [prototype === null ? 'null' : 'object', 0, fields, writing.symbolFields(value, symbols)];
  }
  return prototype === null ? ['null', 0, fields] : fields;
}

function instanceNode(
  value: object,
  brand: Exclude<Brand, 'hidden' | 'Error'> | undefined,
  writing: NodeWriting,
): GraphNode {
  return brand === undefined
    ? ordinaryNode(value, Object.prototype, writing)
    : builtInNode(value, brand, writing);
}

/** Whether the object carries a tag that is no field, as `Math` and `JSON` do. */
function isNamespace(value: object): boolean {
  const tag = Reflect.getOwnPropertyDescriptor(value, Symbol.toStringTag);
  return tag !== undefined && !tag.enumerable;
}

/** What an object is that cannot cross, as a noun phrase. */
function describe(value: object): string {
  if (types.isPromise(value)) return 'a promise';
  if (types.isModuleNamespaceObject(value)) return 'a module';
  const name = className(value);
  if (name === 'Object') return 'an object whose prototype is one of its own';
  if (name === '') return 'an instance of a class without a name';
  const isOfProgram = !isOfPlatform(value);
  return `an instance of \`${name}\`${isOfProgram ? ', a class that may hold private state' : ''}`;
}

/** Whether the class of an object is one of the language or of Node, which nobody can register. */
function isOfPlatform(value: object): boolean {
  const Class: unknown = Reflect.get(Object.getPrototypeOf(value), 'constructor');
  return typeof Class === 'function' && Reflect.get(globalThis, Class.name) === Class;
}
