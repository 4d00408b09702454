import { noteObserved, unobserved } from '../../observed.js';
import { arrayMethods, setLength } from './array-methods.js';
import { indexOfKey } from './containers.js';
import { type Change, type DataWatch, NOTHING } from './data-watch.js';
import type { FieldOp, FieldPath } from './field-op.js';
import { takeOver, WATCH } from './take-over.js';

/** A proxy of an array or a plain object that tells of what is changed through it. */
export function observe(data: object, handler: ObservedDataHandler): object {
  const proxy = new Proxy(data, handler);
  noteObserved(proxy, data);
  return proxy;
}

/** What the proxies of arrays and plain objects do; one for all proxies of a work. */
export class ObservedDataHandler implements ProxyHandler<object> {
  constructor(private readonly watch: DataWatch) {}

  get(target: object, key: PropertyKey, receiver: unknown): unknown {
    if (key === WATCH) return this.watch;
    this.watch.onRead?.();
    const value: unknown = Reflect.get(target, key, receiver);
    if (typeof value === 'function') return methodOf(target, key) ?? value;
    if (typeof value !== 'object' || value === null || typeof key === 'symbol') return value;
    // The language demands that what can never change is given as it is.
    if (isLocked(target, key)) return value;
    return this.watch.give(value, target, Array.isArray(target) ? (indexOfKey(key as string) ?? key) : key);
  }

  has(target: object, key: PropertyKey): boolean {
    this.watch.onRead?.();
    return Reflect.has(target, key);
  }

  ownKeys(target: object): (string | symbol)[] {
    this.watch.onRead?.();
    return Reflect.ownKeys(target);
  }

  getOwnPropertyDescriptor(target: object, key: PropertyKey): PropertyDescriptor | undefined {
    this.watch.onRead?.();
    const property = Reflect.getOwnPropertyDescriptor(target, key);
    if (typeof property?.value === 'object' && (property.configurable || property.writable)) {
      property.value = this.watch.give(property.value, target, key);
    }
    return property;
  }

  set(target: object, key: PropertyKey, value: unknown, receiver: unknown): boolean {
    const property = Reflect.getOwnPropertyDescriptor(target, key);
    const isOwnData = property === undefined ? !(key in target) : property.writable === true;
    // A setter, an inherited field, an object that inherits from the proxy: the language asks back what it needs.
    if (!isOwnData || unobserved(receiver) !== target || typeof key === 'symbol') {
      return Reflect.set(target, key, value, receiver);
    }
    const after = takeOver(value, this.watch);
    if (Array.isArray(target) && key === 'length') return setLength(this.watch, target, after);
    if (property !== undefined && Object.is(property.value, after)) return true;
    const length = Array.isArray(target) ? target.length : 0;
    if (!Reflect.set(target, key, after)) return false;
    this.watch.changed(assignment(target, key as string, property, after, length));
    return true;
  }

  deleteProperty(target: object, key: PropertyKey): boolean {
    const property = Reflect.getOwnPropertyDescriptor(target, key);
    if (!Reflect.deleteProperty(target, key)) return false;
    if (property === undefined) return true;
    const step = stepOf(target, key);
    this.watch.changed({
      container: target,
      opAt: step === undefined ? undefined : (path) => ({ kind: 'delete', path: [...path, step] }),
      added: NOTHING,
      key: undefined,
      removed: [property.value],
      undo: () => Reflect.defineProperty(target, key, property),
    });
    return true;
  }

  defineProperty(target: object, key: PropertyKey, property: PropertyDescriptor): boolean {
    if (Array.isArray(target) && key === 'length' && 'value' in property) {
      // The rest of the description has nothing to do with values.
      return setLength(this.watch, target, property.value) && Reflect.defineProperty(target, key, property);
    }
    const before = Reflect.getOwnPropertyDescriptor(target, key);
    const length = Array.isArray(target) ? target.length : 0;
    const value = takeOver(property.value, this.watch);
    if (!Reflect.defineProperty(target, key, 'value' in property ? { ...property, value } : property))
      return false;
    const after = Reflect.getOwnPropertyDescriptor(target, key);
    if (after !== undefined && before !== undefined && isSameProperty(before, after)) return true;
    const isOrdinary = after?.writable === true && after.enumerable === true;
    const change = assignment(target, key as string, before, after?.value, length);
    const isTold = isOrdinary && stepOf(target, key) !== undefined;
    this.watch.changed(isTold ? change : { ...change, opAt: undefined });
    return true;
  }
}

/** The method with which a proxied array answers for one of the language. */
function methodOf(target: object, key: PropertyKey): unknown {
  if (!Array.isArray(target) || Object.hasOwn(target, key)) return undefined;
  return arrayMethods.get(key);
}

function assignment(
  target: object,
  key: string,
  before: PropertyDescriptor | undefined,
  value: unknown,
  length: number,
): Change {
  const step = stepOf(target, key) as string | number;
  const isAppended = Array.isArray(target) && step === length;
  const opAt = (path: FieldPath): FieldOp =>
    isAppended
      ? { kind: 'splice', path, start: length, deleteCount: 0, items: [value] }
      : { kind: 'set', path: [...path, step], value };
  const undo = (): void => {
    if (before === undefined) Reflect.deleteProperty(target, key);
    else Reflect.defineProperty(target, key, before);
    if (Array.isArray(target) && target.length > length) target.length = length;
  };
  return { container: target, opAt, added: [value], key: step, removed: [before?.value], undo };
}

/** The step to a property; a path cannot name what a symbol does, nor the length of an array. */
function stepOf(target: object, key: PropertyKey): string | number | undefined {
  if (typeof key === 'symbol') return undefined;
  if (!Array.isArray(target)) return key;
  if (key === 'length') return undefined;
  return typeof key === 'number' ? key : (indexOfKey(key) ?? key);
}

function isLocked(target: object, key: PropertyKey): boolean {
  const property = Reflect.getOwnPropertyDescriptor(target, key);
  return property !== undefined && property.configurable === false && property.writable === false;
}

function isSameProperty(before: PropertyDescriptor, after: PropertyDescriptor): boolean {
  return (
    Object.is(before.value, after.value) &&
    before.enumerable === after.enumerable &&
    before.get === after.get &&
    before.set === after.set
  );
}
