import * as errors from '../errors.js';
import { emittedErrorPrototype, findEmittedError } from '../identity/emitted-classes.js';
import { classIdOf, prototypeWithId } from '../identity/registry.js';
import type { ErrorClass } from './graph.js';

const isAbove = Object.prototype.isPrototypeOf;

/** The framework's own classes of errors, by id. */
const ownPrototypes: ReadonlyMap<string, object> = new Map(
  Object.entries(errors).flatMap(([name, exported]: [string, unknown]) => {
    const prototype = prototypeOf(exported);
    return prototype !== undefined && isAbove.call(Error.prototype, prototype)
      ? [[`workloop#${name}`, prototype] as const]
      : [];
  }),
);
const ownIds: ReadonlyMap<object, string> = new Map([...ownPrototypes].map(([id, own]) => [own, id]));

/** The id under which the class with this prototype is found again where an error arrives. */
export function errorIdOf(prototype: object): string | undefined {
  return ownIds.get(prototype) ?? findEmittedError(prototype) ?? classIdOf(prototype);
}

/**
 * The prototype for an error of the given classes: that of the very class where it is known here, else that of a class
 * made for it, which has its name and extends the nearest class that is known.
 */
export function errorPrototypeOf(classes: readonly ErrorClass[]): object {
  const [nearest, ...above] = classes;
  if (nearest === undefined) return Error.prototype;
  return knownPrototype(nearest) ?? madePrototype(nearest.name, errorPrototypeOf(above));
}

function knownPrototype({ name, id, isBuiltIn }: ErrorClass): object | undefined {
  if (id === undefined) return isBuiltIn ? prototypeOf(Reflect.get(globalThis, name)) : undefined;
  const known = ownPrototypes.get(id) ?? emittedErrorPrototype(id) ?? prototypeWithId(id);
  return known !== undefined && isAbove.call(Error.prototype, known) ? known : undefined;
}

/** Classes made for errors, by the prototype that they extend and by name, so that equal errors are of one class. */
const made = new WeakMap<object, Map<string, object>>();

function madePrototype(name: string, base: object): object {
  const ofBase = made.get(base) ?? new Map<string, object>();
  made.set(base, ofBase);
  const known = ofBase.get(name);
  if (known !== undefined) return known;
  const Base = base.constructor as new () => object;
  const Class = class extends Base {};
  Object.defineProperty(Class, 'name', { value: name, configurable: true });
  ofBase.set(name, Class.prototype);
  return Class.prototype;
}

function prototypeOf(Class: unknown): object | undefined {
  const prototype: unknown = typeof Class === 'function' ? Class.prototype : undefined;
  return typeof prototype === 'object' && prototype !== null ? prototype : undefined;
}
