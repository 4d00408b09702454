import { IdentityRegistrationError } from '../errors.js';
import { classNameOf } from './class-name.js';
import { emittedPrototype, findEmitted } from './emitted-classes.js';
import { nativeName } from './realm.js';

/** Any class, whatever its constructor takes; abstract ones too. */
export type AnyClass = abstract new (...args: never[]) => object;

// Keyed by prototype, because that is what an instance shows; a subclass has its own and so is not registered.
const declaredIds = new WeakMap<object, string>();
const declaredClasses = new Map<string, object>();

/**
 * Lets the instances of a class count by class id and own enumerable fields, and by their content where the class
 * extends a built-in. Whoever registers a class vouches that this is all there is to its instances: nobody can see
 * `#private` fields from outside. Subclasses are not registered with it.
 *
 * @param id Under which name the class counts, in this process and in every store. @default the class's name
 * @throws IdentityRegistrationError when the id belongs to another class, or the class has another id.
 */
export function registerIdentity(Class: AnyClass, id?: string): void {
  const prototype = prototypeOf(Class);
  const newId = id ?? Class.name;
  if (typeof newId !== 'string' || newId === '') {
    throw new IdentityRegistrationError(
      String(newId),
      'Expected the id of a class to be a string that is not empty. A class without a name needs one: registerIdentity(Class, id).',
    );
  }
  const oldId = declaredIds.get(prototype);
  if (oldId === newId) return;
  if (oldId !== undefined) {
    throw new IdentityRegistrationError(
      newId,
      `Class ${Class.name} is registered as '${oldId}' already and cannot become '${newId}': equal instances would count as different. Register it once.`,
    );
  }
  const holder = declaredClasses.get(newId);
  if (holder !== undefined) {
    throw new IdentityRegistrationError(
      newId,
      `The id '${newId}' belongs to another class (${classNameOf(holder)}): different instances would count as equal. Give one of them another id: registerIdentity(Class, id).`,
    );
  }
  declaredIds.set(prototype, newId);
  declaredClasses.set(newId, prototype);
}

/** The id that the program gave to the class with this prototype. */
export function declaredIdOf(prototype: object): string | undefined {
  return declaredIds.get(prototype);
}

/** The id under which instances of the class with this prototype count: the program's own, or the transformer's. */
export function classIdOf(prototype: object): string | undefined {
  return declaredIds.get(prototype) ?? findEmitted(prototype);
}

/** The prototype of the class that is known here by this id. */
export function prototypeWithId(id: string): object | undefined {
  return declaredClasses.get(id) ?? emittedPrototype(id);
}

function prototypeOf(Class: AnyClass): object {
  const prototype: unknown = typeof Class === 'function' ? Class.prototype : undefined;
  if (typeof prototype !== 'object' || prototype === null || nativeName(Class) !== undefined) {
    throw new IdentityRegistrationError(
      '',
      `Expected a class of the program, got ${typeof Class === 'function' ? `\`${Class.name}\`` : `\`${String(Class)}\``}. Built-in classes have their identity already, or cannot have one.`,
    );
  }
  return prototype;
}
