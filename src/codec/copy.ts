import { types } from 'node:util';
import { InvalidResultError } from '../errors.js';

/** A value taken out of the hands of whoever made it. */
export interface Copied {
  readonly value: unknown;
  /**
   * True where nobody can change the copy, so that one copy serves every hit. False where it holds a Map, a Date or
   * another built-in that cannot be frozen, so that every hit needs a copy of its own.
   */
  readonly isShareable: boolean;
}

/** What becomes of a part that cannot be copied: it stays the same object, or the whole value is refused. */
export type Uncopyable = 'keep' | 'refuse';

/** Plain containers of which everything below is known to be frozen and plain: made here, or checked once. */
const deeplyFrozen = new WeakSet<object>();

/**
 * Copies plain data deeply and freezes the copy; built-ins are copied and stay changeable. Sharing and cycles inside
 * the value are kept, and what is frozen all the way down already is not copied again.
 *
 * @throws {InvalidResultError} naming the path, where `uncopyable` is `'refuse'` and a part cannot be copied.
 */
export function copyAndFreeze(value: unknown, uncopyable: Uncopyable): Copied {
  if (isImmutablePrimitive(value)) return { value, isShareable: true };
  const copier = new Copier(uncopyable, true);
  const copy = copier.copy(value, 'result');
  copier.rememberFrozen();
  return { value: copy, isShareable: copier.isShareable };
}

/** Copies data so that later changes of the original are not seen; parts that cannot be copied stay the same object. */
export function copyChangeable(value: unknown): unknown {
  return isImmutablePrimitive(value) ? value : new Copier('keep', false).copy(value, 'value');
}

/** Whether a value is plain data that nobody can change any more, at any depth. */
export function isDeeplyFrozen(value: unknown): boolean {
  if (isImmutablePrimitive(value)) return true;
  if (typeof value !== 'object' || value === null) return false;
  if (deeplyFrozen.has(value)) return true;
  if (!Object.isFrozen(value) || !isPlainContainer(value)) return false;
  for (const key of Reflect.ownKeys(value)) {
    const property = Object.getOwnPropertyDescriptor(value, key);
    if (property === undefined || !('value' in property) || !isDeeplyFrozen(property.value)) return false;
  }
  deeplyFrozen.add(value);
  return true;
}

function isImmutablePrimitive(value: unknown): boolean {
  return (
    value === null || (typeof value !== 'object' && typeof value !== 'function' && typeof value !== 'symbol')
  );
}

function isPlainContainer(value: object): boolean {
  return Array.isArray(value) || isPlainObject(value);
}

/** Whether an object was made by a literal or with a null prototype, in whichever realm. */
export function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return true;
  // Another realm's Object.prototype: the only object without a prototype of its own that holds `isPrototypeOf`.
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, 'isPrototypeOf');
}

class Copier {
  isShareable = true;
  #hasKeptParts = false;
  /** Copies made so far, by original: keeps sharing and ends cycles. */
  readonly #copies = new Map<object, object>();

  constructor(
    private readonly uncopyable: Uncopyable,
    private readonly isFreezing: boolean,
  ) {}

  /**
   * Notes the copies as frozen at every depth. Only when all is done and nothing in the whole value can change: a
   * member of a cycle reaches everything that the cycle reaches, also what was copied after it.
   */
  rememberFrozen(): void {
    if (!this.isShareable || this.#hasKeptParts) return;
    for (const copy of this.#copies.values()) deeplyFrozen.add(copy);
  }

  copy(value: unknown, path: string): unknown {
    if (isImmutablePrimitive(value)) return value;
    if (typeof value === 'symbol') {
      return Symbol.keyFor(value) === undefined ? this.#keep(value, path, 'a symbol') : value;
    }
    if (typeof value === 'function') return this.#keep(value, path, 'a function');
    const original = value as object;
    if (deeplyFrozen.has(original) && this.isFreezing) return original;
    const known = this.#copies.get(original);
    if (known !== undefined) return known;
    if (Array.isArray(original) && isOfBuiltInClass(original)) {
      return this.#plain(original, new Array(original.length), path);
    }
    if (isPlainObject(original)) {
      return this.#plain(original, Object.create(Object.getPrototypeOf(original)), path);
    }
    const copy = this.#builtIn(original, path);
    if (copy === undefined) return this.#keep(original, path, describeInstance(original));
    this.isShareable = false;
    return copy;
  }

  #plain(original: object, copy: object, path: string): object {
    this.#copies.set(original, copy);
    for (const key of Reflect.ownKeys(original)) {
      if (key === 'length' && Array.isArray(original)) continue;
      if (!Object.prototype.propertyIsEnumerable.call(original, key)) continue;
      const item = this.copy((original as Record<PropertyKey, unknown>)[key], pathOf(path, key));
      define(copy, key, item);
    }
    return this.isFreezing ? Object.freeze(copy) : copy;
  }

  #builtIn(original: object, path: string): object | undefined {
    const note = <T extends object>(copy: T): T => {
      this.#copies.set(original, copy);
      return copy;
    };
    if (types.isNativeError(original)) return this.#error(original, note, path);
    if (!isOfBuiltInClass(original)) return undefined;
    if (types.isDate(original)) return note(new Date(Date.prototype.getTime.call(original)));
    if (types.isRegExp(original)) {
      const copy = note(new RegExp(original.source, original.flags));
      copy.lastIndex = original.lastIndex;
      return copy;
    }
    if (types.isMap(original)) {
      const copy = note(new Map());
      let index = 0;
      for (const [key, item] of Map.prototype.entries.call(original)) {
        copy.set(this.copy(key, `${path}.keys()[${index}]`), this.copy(item, `${path}.values()[${index}]`));
        index++;
      }
      return copy;
    }
    if (types.isSet(original)) {
      const copy = note(new Set());
      let index = 0;
      for (const item of Set.prototype.values.call(original))
        copy.add(this.copy(item, `${path}.values()[${index++}]`));
      return copy;
    }
    if (types.isArrayBuffer(original)) return note(original.slice(0));
    if (ArrayBuffer.isView(original)) return note(copyView(original));
    if (types.isBoxedPrimitive(original)) return note(Object(original.valueOf()));
    if (original instanceof URL) return note(new URL(original.href));
    if (original instanceof URLSearchParams) return note(new URLSearchParams(original));
    return undefined;
  }

  #error(original: Error, note: <T extends object>(copy: T) => T, path: string): object {
    // Only a constructor makes a true error; it notes the stack of this place, which nobody wants.
    const copy = note(Object.setPrototypeOf(new Error(), Object.getPrototypeOf(original)) as object);
    Reflect.deleteProperty(copy, 'stack');
    for (const key of Reflect.ownKeys(original)) {
      const property = Object.getOwnPropertyDescriptor(original, key);
      if (property === undefined) continue;
      const item = this.copy((original as unknown as Record<PropertyKey, unknown>)[key], pathOf(path, key));
      const { enumerable = false } = property;
      Object.defineProperty(copy, key, { value: item, enumerable, writable: true, configurable: true });
    }
    return copy;
  }

  #keep(part: unknown, path: string, what: string): unknown {
    if (this.uncopyable === 'refuse') throw new InvalidResultError(path, what);
    this.#hasKeptParts = true;
    return part;
  }
}

function copyView(view: ArrayBufferView): ArrayBufferView {
  if (Buffer.isBuffer(view)) return Buffer.from(view);
  const bytes = view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength);
  const View = view.constructor as new (buffer: ArrayBufferLike) => ArrayBufferView;
  return new View(bytes);
}

/**
 * Whether an object that a built-in made is of that very class, and not of one that a program derived from it: there is
 * no more between it and the end of its prototypes than the language or Node put there.
 */
function isOfBuiltInClass(value: object): boolean {
  let prototypes = 0;
  for (
    let above: unknown = Object.getPrototypeOf(value);
    above !== null;
    above = Object.getPrototypeOf(above)
  ) {
    prototypes++;
  }
  if (Buffer.isBuffer(value)) return prototypes === 4;
  return prototypes === (types.isTypedArray(value) ? 3 : 2);
}

/** Assignment, except that a key named `__proto__` is a key as any other. */
function define(target: object, key: PropertyKey, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
  } else {
    (target as Record<PropertyKey, unknown>)[key] = value;
  }
}

function pathOf(path: string, key: PropertyKey): string {
  if (typeof key === 'symbol') return `${path}[${String(key)}]`;
  const name = String(key);
  if (/^\d+$/.test(name)) return `${path}[${name}]`;
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)
    ? `${path}.${name}`
    : `${path}[${JSON.stringify(name)}]`;
}

function describeInstance(value: object): string {
  if (types.isPromise(value)) return 'a promise';
  const name: unknown = value.constructor?.name;
  return typeof name === 'string' && name !== ''
    ? `an instance of \`${name}\``
    : 'an object of no known class';
}
