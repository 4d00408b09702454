import type { Brand } from '../identity/brand.js';
import { bytesOf, fieldsBesideElements, kindOf } from '../identity/bytes.js';
import { isDense, isElement, isLength } from '../identity/elements.js';
import { enumerableSymbols } from '../identity/fields.js';
import { flagsOf, hrefOf, searchOf, sourceOf, timeOf, unboxed } from '../identity/slots.js';
import type { Content, GraphNode, Item } from './graph.js';
import type { NodeWriting } from './node-writing.js';
import { Refused } from './refused.js';

/** A built-in whose node is made of its slots. */
type BuiltIn = Exclude<Brand, 'hidden' | 'Error'>;

/** Writes a built-in from its slots, with the fields that a program gave it. */
export function builtInNode(value: object, brand: BuiltIn, writing: NodeWriting): GraphNode {
  if (brand === 'Array') return arrayNode(value as unknown[], writing);
  const content = contentOf(value, brand, writing);
  return withFields(value, content, fieldsBeside(value, brand), writing);
}

function withFields(
  value: object,
  content: Content,
  keys: readonly string[],
  writing: NodeWriting,
): GraphNode {
  const symbols = enumerableSymbols(value);
  const fields = keys.length > 0 ? writing.fields(value, keys) : 0;
  if (symbols.length > 0) return [...content, fields, writing.symbolFields(value, symbols)];
  return fields === 0 ? content : [...content, fields];
}

function contentOf(value: object, brand: Exclude<BuiltIn, 'Array'>, writing: NodeWriting): Content {
  switch (brand) {
    case 'Arguments':
      return ['arguments', elementsOf(value as ArrayLike<unknown>, argumentsLength(value), writing)];
    case 'ArrayBuffer':
    case 'DataView':
      return [brand, writing.bytes(readable(value))];
    case 'TypedArray':
      return ['typed', [kindOfTyped(value), writing.bytes(readable(value))]];
    case 'Boxed':
      return ['boxed', writing.place('valueOf', unboxed(value))];
    case 'Date':
      return ['Date', dateItem(value, writing)];
    case 'RegExp':
      return ['RegExp', [sourceOf(value), flagsOf(value), writing.part(value, 'lastIndex')]];
    case 'Map':
      return ['Map', entriesOf(value, writing)];
    case 'Set':
      return ['Set', membersOf(value, writing)];
    case 'URL':
      return ['URL', urlText(value)];
    case 'URLSearchParams':
      return ['URLSearchParams', searchOf(value)];
  }
}

function arrayNode(value: readonly unknown[], writing: NodeWriting): GraphNode {
  const { length } = value;
  if (!isLength(length)) throw new Refused('an array of no possible length');
  const keys = Object.keys(value);
  writing.reserve(keys.length);
  if (!isDense(value, length, keys)) {
    // An element counts even if it is not enumerable, as for a loop over the indices.
    const all = Object.getOwnPropertyNames(value).filter(
      (key) => isElement(key, length) || Object.prototype.propertyIsEnumerable.call(value, key),
    );
    return withFields(value, ['sparse', length], all, writing);
  }
  const others = keys.length === length ? keys.slice(0, 0) : keys.slice(length);
  return withFields(value, ['array', elementsOf(value, length, writing)], others, writing);
}

function elementsOf(value: ArrayLike<unknown>, length: number, writing: NodeWriting): Item[] {
  const items: Item[] = [];
  for (let i = 0; i < length; i++) items.push(writing.part(value, i));
  return items;
}

/** Unlike that of an array, the length of an arguments object is an ordinary field that anything can be put in. */
function argumentsLength(value: object): number {
  const length: unknown = Reflect.getOwnPropertyDescriptor(value, 'length')?.value;
  if (!isLength(length)) throw new Refused('an arguments object of no possible length');
  return length;
}

/** superjson keeps a valid date; it takes an invalid one for no date at all. */
function dateItem(value: object, writing: NodeWriting): Item {
  const time = timeOf(value);
  return Number.isNaN(time) ? null : writing.leaf(new Date(time));
}

/** A URL whose text is read as another one would arrive as that. */
function urlText(value: object): string {
  const href = hrefOf(value);
  if (!URL.canParse(href) || new URL(href).href !== href)
    throw new Refused('a URL that its own text does not give');
  return href;
}

function entriesOf(value: object, writing: NodeWriting): Item[] {
  const map = value as ReadonlyMap<unknown, unknown>;
  const items: Item[] = [];
  writing.reserve(2 * sizeOfMap.call(map));
  let index = 0;
  for (const [key, item] of Map.prototype.entries.call(map)) {
    items.push(writing.place({ of: 'key', index }, key), writing.place({ of: 'entry', index, key }, item));
    index++;
  }
  return items;
}

function membersOf(value: object, writing: NodeWriting): Item[] {
  const items: Item[] = [];
  writing.reserve(sizeOfSet.call(value));
  let index = 0;
  for (const member of Set.prototype.values.call(value)) {
    items.push(writing.place({ of: 'member', index: index++ }, member));
  }
  return items;
}

const sizeOfMap = Reflect.getOwnPropertyDescriptor(Map.prototype, 'size')!.get as (this: unknown) => number;
const sizeOfSet = Reflect.getOwnPropertyDescriptor(Set.prototype, 'size')!.get as (this: unknown) => number;

function kindOfTyped(value: object): string {
  return Object.prototype.isPrototypeOf.call(Buffer.prototype, value) ? 'Buffer' : kindOf(value);
}

function readable(value: object): Uint8Array {
  const bytes = bytesOf(value);
  if (bytes === 'shared')
    throw new Refused('shared memory, which another thread may change while it is read');
  if (bytes === 'detached') throw new Refused('a buffer whose bytes were transferred away');
  return bytes;
}

/** Own enumerable string keys beside what the slots show. */
function fieldsBeside(value: object, brand: Exclude<BuiltIn, 'Array'>): readonly string[] {
  if (brand === 'TypedArray') return fieldsBesideElements(value, readable(value));
  const keys = Object.keys(value);
  if (keys.length === 0) return keys;
  if (brand === 'Arguments') return keys.filter((key) => !isElement(key, argumentsLength(value)));
  const primitive = brand === 'Boxed' ? unboxed(value) : undefined;
  // A boxed string lists its characters as fields.
  return typeof primitive === 'string' ? keys.slice(primitive.length) : keys;
}
