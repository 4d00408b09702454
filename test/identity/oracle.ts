import { types } from 'node:util';
import { declaredClasses } from './declared-classes.js';

/**
 * Which values are the same, after DESIGN.md §2.5. Written from the rules and not from the encoder: it compares two
 * values side by side, makes no text, sorts nothing and remembers nothing, so it cannot share the encoder's mistakes.
 * Only for values that have an identity, and only for small ones: cycles are followed along every way.
 */
export function isSame(one: unknown, other: unknown): boolean {
  return same(one, other, { ones: [], others: [] });
}

/** The containers above the two values being compared. */
interface Above {
  readonly ones: readonly object[];
  readonly others: readonly object[];
}

function same(one: unknown, other: unknown, above: Above): boolean {
  if (!isObject(one) || !isObject(other)) return Object.is(one, other);
  const upOne = above.ones.lastIndexOf(one);
  const upOther = above.others.lastIndexOf(other);
  // A cycle is the same as one that closes at the same height, and as nothing else.
  if (upOne !== -1 || upOther !== -1) return upOne === upOther;
  const kind = kindOf(one);
  if (kind !== kindOf(other)) return false;
  const inside = { ones: [...above.ones, one], others: [...above.others, other] };
  return sameContent(kind, one, other, inside);
}

function sameContent(kind: string, one: object, other: object, above: Above): boolean {
  const content = kind.startsWith('class ') ? builtInKindOf(one) : kind;
  if (kind.startsWith('identity ')) return same(identityOf(one), identityOf(other), above);
  if (types.isNativeError(one)) return sameErrors(one, other as Error, above);
  if (Array.isArray(one)) return sameLists(one, other as unknown[], above) && sameFields(one, other, above);
  return sameSlots(content, one, other, above) && sameFields(one, other, above);
}

function sameSlots(kind: string, one: object, other: object, above: Above): boolean {
  const [a, b] = [one, other] as [never, never];
  if (types.isArrayBufferView(one) || types.isArrayBuffer(one)) return sameBytes(one, other);
  switch (kind) {
    case 'Date':
      return Object.is(Date.prototype.getTime.call(a), Date.prototype.getTime.call(b));
    case 'RegExp':
      return String(one) === String(other) && same((a as RegExp).lastIndex, (b as RegExp).lastIndex, above);
    case 'Map':
      return sameBags(
        [...(a as Map<unknown, unknown>)],
        [...(b as Map<unknown, unknown>)],
        (x, y) => same(x[0], y[0], above) && same(x[1], y[1], above),
      );
    case 'Set':
      return sameBags([...(a as Set<unknown>)], [...(b as Set<unknown>)], (x, y) => same(x, y, above));
    case 'Arguments':
      return sameLists(a, b, above);
    case 'URL':
    case 'URLSearchParams':
      return String(one) === String(other);
    default:
      return kind.startsWith('Boxed') ? Object.is((a as Date).valueOf(), (b as Date).valueOf()) : true;
  }
}

function sameErrors(one: Error, other: Error, above: Above): boolean {
  const sameAt = (key: string) => same(Reflect.get(one, key), Reflect.get(other, key), above);
  const sameOwn = (key: string) =>
    Object.hasOwn(one, key) === Object.hasOwn(other, key) && (!Object.hasOwn(one, key) || sameAt(key));
  const sameParts = sameAt('name') && sameAt('message') && sameOwn('cause') && sameOwn('errors');
  return sameParts && sameFields(one, other, above, ['name', 'message', 'cause', 'errors', 'stack']);
}

function sameLists(one: ArrayLike<unknown>, other: ArrayLike<unknown>, above: Above): boolean {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) {
    if (Object.hasOwn(one, i) !== Object.hasOwn(other, i) || !same(one[i], other[i], above)) return false;
  }
  return true;
}

/** Equality is transitive, so it does not matter which of several equal partners is taken first. */
function sameBags<T>(
  ones: readonly T[],
  others: readonly T[],
  areSame: (one: T, other: T) => boolean,
): boolean {
  if (ones.length !== others.length) return false;
  const left = [...others];
  return ones.every((one) => {
    const at = left.findIndex((other) => areSame(one, other));
    if (at !== -1) left.splice(at, 1);
    return at !== -1;
  });
}

function sameFields(one: object, other: object, above: Above, except: readonly string[] = []): boolean {
  const keys = fieldKeys(one).filter((key) => !except.includes(key as string));
  const otherKeys = fieldKeys(other).filter((key) => !except.includes(key as string));
  return (
    keys.length === otherKeys.length &&
    keys.every(
      (key) => otherKeys.includes(key) && same(Reflect.get(one, key), Reflect.get(other, key), above),
    )
  );
}

/** Own enumerable fields that are not elements or characters. */
function fieldKeys(value: object): PropertyKey[] {
  const hasElements =
    Array.isArray(value) ||
    types.isTypedArray(value) ||
    types.isArgumentsObject(value) ||
    types.isStringObject(value);
  const length = hasElements ? Number(Reflect.get(value, 'length')) : 0;
  return Reflect.ownKeys(value)
    .filter((key) => Object.prototype.propertyIsEnumerable.call(value, key))
    .filter((key) => typeof key === 'symbol' || !/^(0|[1-9]\d*)$/.test(key) || Number(key) >= length);
}

function sameBytes(one: object, other: object): boolean {
  const [a, b] = [numbersOf(one), numbersOf(other)];
  return a.length === b.length && a.every((number, i) => Object.is(number, b[i]));
}

function numbersOf(value: object): unknown[] {
  if (types.isTypedArray(value)) return [...(value as Iterable<unknown> & typeof value)];
  if (types.isDataView(value)) return [...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)];
  return [...new Uint8Array(value as ArrayBuffer)];
}

const IDENTITY = Symbol.for('workloop.identity');

function identityOf(value: object): unknown {
  return (Reflect.get(value, IDENTITY) as () => unknown).call(value);
}

/** What a value is: two values of different kinds are never the same. */
function kindOf(value: object): string {
  if (typeof Reflect.get(value, IDENTITY) === 'function') return `identity ${value.constructor.name}`;
  const declared = declaredClasses.get(Object.getPrototypeOf(value));
  if (declared !== undefined) return `class ${declared}`;
  return builtInKindOf(value);
}

function builtInKindOf(value: object): string {
  if (Array.isArray(value)) return 'Array';
  if (types.isArgumentsObject(value)) return 'Arguments';
  if (types.isNativeError(value)) return `Error ${nearestErrorClass(value)}`;
  if (types.isBoxedPrimitive(value)) return `Boxed ${typeof value.valueOf()}`;
  if (types.isTypedArray(value)) return Buffer.isBuffer(value) ? 'Buffer' : String(elementsOf.call(value));
  if (types.isDate(value)) return 'Date';
  if (types.isRegExp(value)) return 'RegExp';
  if (types.isMap(value)) return 'Map';
  if (types.isSet(value)) return 'Set';
  if (types.isArrayBuffer(value)) return 'ArrayBuffer';
  if (types.isDataView(value)) return 'DataView';
  if (value instanceof URL) return 'URL';
  if (value instanceof URLSearchParams) return 'URLSearchParams';
  return 'Object';
}

const elementsOf = Reflect.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  Symbol.toStringTag,
)!.get as (this: object) => unknown;

function nearestErrorClass(value: object): string {
  const names = [
    'TypeError',
    'RangeError',
    'SyntaxError',
    'EvalError',
    'ReferenceError',
    'URIError',
    'AggregateError',
  ];
  for (let at = Object.getPrototypeOf(value); at !== null; at = Object.getPrototypeOf(at)) {
    if (names.includes(at.constructor.name)) return at.constructor.name;
  }
  return 'Error';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
