import { types } from 'node:util';
import { InvalidResultError } from '../errors.js';
import { isTransparentInstance } from '../identity/transparent.js';
import { unobserved } from '../observed.js';
import { isOfBuiltInClass } from './built-in-class.js';
import { isKnownDeeplyFrozen, rememberDeeplyFrozen } from './deeply-frozen.js';
import { isImmutablePrimitive, isPlainObject } from './plain.js';

/** A value taken out of the hands of whoever made it. */
export interface Copied {
  readonly value: unknown;
  /**
   * True where nobody can change the copy, so that one copy serves every hit. False where it holds a Map, a Date or
   * another built-in that cannot be frozen, so that every hit needs a copy of its own.
   */
  readonly isShareable: boolean;
  /**
   * Roughly how large what was copied is, in bytes: encoded, it takes six times as much at most. What was frozen at every
   * depth, and so is shared, does not count.
   */
  readonly roughBytes: number;
}

/** What becomes of a part that cannot be copied: it stays the same object, or the whole value is refused. */
export type Uncopyable = 'keep' | 'refuse';

/**
 * Copies plain data deeply and freezes the copy; built-ins are copied and stay changeable. Sharing and cycles inside
 * the value are kept, and what is frozen all the way down already is not copied again. Instances that are no more than
 * their fields are copied like plain data where otherwise they would be refused, and so are such copies.
 *
 * @throws {InvalidResultError} naming the path, where `uncopyable` is `'refuse'` and a part cannot be copied.
 */
export function copyAndFreeze(value: unknown, uncopyable: Uncopyable): Copied {
  if (isImmutablePrimitive(value)) return { value, isShareable: true, roughBytes: roughBytesOf(value) };
  const copier = new Copier(
    uncopyable,
    true,
    uncopyable === 'refuse' ? isTransparentInstance : isFrozenInstance,
  );
  const copy = copyWhole(copier, value);
  copier.rememberFrozen();
  return { value: copy, isShareable: copier.isShareable, roughBytes: copier.roughBytes };
}

/** Copies go down as deep as the value, and the stack does not. */
function copyWhole(copier: Copier, value: unknown): unknown {
  try {
    return copier.copy(value, 'result');
  } catch (error) {
    if (!isStackFull(error)) throw error;
    throw new InvalidResultError('result', 'nested too deeply');
  }
}

function isStackFull(error: unknown): boolean {
  return types.isNativeError(error) && error.name === 'RangeError' && /call stack/.test(error.message);
}

/**
 * Copies data so that later changes of the original are not seen; parts that cannot be copied stay the same object.
 *
 * @param isTransparent Whether an instance of a class is no more than its own fields, and so is copied field by field.
 */
export function copyChangeable(
  value: unknown,
  isTransparent: (instance: object) => boolean = () => false,
): unknown {
  return isImmutablePrimitive(value) ? value : new Copier('keep', false, isTransparent).copy(value, 'value');
}

/** An instance that may be kept as it is counts as data only where nobody can have meant to change it. */
function isFrozenInstance(instance: object): boolean {
  return Object.isFrozen(instance) && isTransparentInstance(instance);
}

const PRIMITIVE_BYTES = 8;
const OBJECT_BYTES = 16;

function roughBytesOf(primitive: unknown): number {
  if (typeof primitive === 'string') return PRIMITIVE_BYTES + primitive.length;
  return typeof primitive === 'bigint' ? PRIMITIVE_BYTES + String(primitive).length : PRIMITIVE_BYTES;
}

class Copier {
  isShareable = true;
  roughBytes = 0;
  #hasKeptParts = false;
  /** Copies made so far, by original: keeps sharing and ends cycles. */
  readonly #copies = new Map<object, object>();

  constructor(
    private readonly uncopyable: Uncopyable,
    private readonly isFreezing: boolean,
    private readonly isTransparent: (instance: object) => boolean = () => false,
  ) {}

  /**
   * Notes the copies as frozen at every depth. Only when all is done and nothing in the whole value can change: a
   * member of a cycle reaches everything that the cycle reaches, also what was copied after it.
   */
  rememberFrozen(): void {
    if (!this.isShareable || this.#hasKeptParts) return;
    rememberDeeplyFrozen(this.#copies.values());
  }

  copy(value: unknown, path: string): unknown {
    if (isImmutablePrimitive(value)) {
      this.roughBytes += roughBytesOf(value);
      return value;
    }
    this.roughBytes += OBJECT_BYTES;
    if (typeof value === 'symbol') {
      return Symbol.keyFor(value) === undefined ? this.#keep(value, path, 'a symbol') : value;
    }
    if (typeof value === 'function') return this.#keep(value, path, 'a function');
    const original = unobserved(value as object);
    if (isKnownDeeplyFrozen(original)) return original;
    const known = this.#copies.get(original);
    if (known !== undefined) return known;
    if (Array.isArray(original) && isOfBuiltInClass(original)) {
      return this.#plain(original, new Array(original.length), path);
    }
    if (isPlainObject(original) || this.isTransparent(original)) {
      return this.#plain(original, Object.create(Object.getPrototypeOf(original)), path);
    }
    const copy = this.#builtIn(original, path);
    if (copy === undefined) return this.#keep(original, path, describeInstance(original));
    this.isShareable = false;
    if (!ArrayBuffer.isView(original) && !types.isBoxedPrimitive(original))
      this.#fields(original, copy, path);
    return copy;
  }

  #plain(original: object, copy: object, path: string): object {
    this.#copies.set(original, copy);
    this.#fields(original, copy, path);
    return this.isFreezing ? Object.freeze(copy) : copy;
  }

  #fields(original: object, copy: object, path: string): void {
    for (const key of Reflect.ownKeys(original)) {
      if (!Object.prototype.propertyIsEnumerable.call(original, key)) continue;
      if (typeof key === 'string') this.roughBytes += key.length;
      const item = (original as Record<PropertyKey, unknown>)[key];
      // Most of what there is; the path of each would cost more than all the rest, and is for errors only.
      if (isImmutablePrimitive(item)) this.roughBytes += roughBytesOf(item);
      define(copy, key, isImmutablePrimitive(item) ? item : this.copy(item, pathOf(path, key)));
    }
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
      this.roughBytes += original.source.length;
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
    if (types.isArrayBuffer(original) || ArrayBuffer.isView(original)) {
      this.roughBytes += original.byteLength;
      return note(ArrayBuffer.isView(original) ? copyView(original) : original.slice(0));
    }
    if (types.isBoxedPrimitive(original)) {
      this.roughBytes += roughBytesOf(original.valueOf());
      return note(Object(original.valueOf()));
    }
    if (original instanceof URL || original instanceof URLSearchParams) {
      this.roughBytes += String(original).length;
      return note(original instanceof URL ? new URL(original.href) : new URLSearchParams(original));
    }
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

function copyView(view: ArrayBufferView): ArrayBufferView {
  if (Buffer.isBuffer(view)) return Buffer.from(view);
  const bytes = view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength);
  const View = view.constructor as new (buffer: ArrayBufferLike) => ArrayBufferView;
  return new View(bytes);
}
