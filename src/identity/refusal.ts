import { className } from './class-name.js';
import { nativeName } from './realm.js';

/** Why a value has no identity, and what its author can do about it. */
export interface Refusal {
  readonly reason: string;
  readonly remedy: string;
}

const PASS_DATA = 'Pass the plain data that it stands for instead.';

export const FUNCTION: Refusal = {
  reason: 'it is a function, and what a function closes over cannot be observed',
  remedy: 'Pass what the function depends on as plain data, and keep the function itself in the work.',
};

export const UNIQUE_SYMBOL: Refusal = {
  reason: 'it is a unique symbol, which nothing but itself ever equals',
  remedy: "Use a string, or a registered symbol: Symbol.for('name').",
};

export const UNIQUE_KEY: Refusal = {
  reason: 'its key is a unique symbol, which nothing but itself ever equals',
  remedy: 'Use a string key or a registered symbol, or make the field non-enumerable if it does not matter.',
};

export const TOO_DEEP: Refusal = {
  reason: 'values are nested more than 1,000 levels deep here',
  remedy: 'Pass a flatter form, such as a list of nodes that name each other by id.',
};

export const TOO_ENTANGLED: Refusal = {
  reason: 'its cycles cross so often that there are over 1,000,000 ways through them',
  remedy: 'Pass the nodes as a list in which they name each other by id.',
};

export const STACK_FULL: Refusal = {
  reason: 'the call stack is too nearly full to follow the value further',
  remedy: 'Make the call from a shallower place, or pass a flatter form of the value.',
};

export const TOO_LONG: Refusal = {
  reason: 'it is too long: its text exceeds the longest string of the engine',
  remedy: 'Pass it in parts, as bytes, or by the name of the file that holds it.',
};

export const SHARED_MEMORY: Refusal = {
  reason: 'its memory is shared, so another thread may change it while it is read',
  remedy: 'Pass a copy of the bytes.',
};

export const DETACHED: Refusal = {
  reason: 'its buffer was transferred or cut off, so its bytes are gone',
  remedy: 'Pass it before its buffer is transferred, or pass a copy.',
};

export const STRANGE_LENGTH: Refusal = {
  reason: 'its length is none that an array could have',
  remedy: 'Pass a plain array instead, such as Array.from(value).',
};

export const NO_METHOD: Refusal = {
  reason: 'it is no method, as an identity should be',
  remedy: 'Make it a method that returns what the object counts as.',
};

export const SELF_IDENTIFIED: Refusal = {
  reason: 'its identity method returned the object itself, or something that leads back to it',
  remedy: 'Return what tells one instance from another as plain data, such as an id.',
};

/** User code on the way threw: a getter, a trap of a proxy, the identity method. */
export function threw(error: unknown): Refusal {
  return {
    reason: `reading it threw ${describe(error)}`,
    remedy: 'Pass plain data, without accessors or proxies that can fail.',
  };
}

function describe(error: unknown): string {
  try {
    return String(error);
  } catch {
    return 'a value that cannot be printed';
  }
}

/** An object with internal slots that cannot be observed: a promise, a weak collection, an iterator, a module. */
export function hidden(value: object): Refusal {
  const name = className(value);
  if (name === 'Promise') {
    return {
      reason: 'it is a promise, whose outcome cannot be observed',
      remedy: 'Await it and pass its value.',
    };
  }
  const what = name === '' || name === 'Object' ? 'it' : `it is ${withArticle(name)} and`;
  return { reason: `${what} hides its state`, remedy: PASS_DATA };
}

/** A built-in whose prototype is not the one that the language gave it: a subclass, or an exchanged prototype. */
export function altered(value: object, brand: string): Refusal {
  const name = className(value);
  const what = brand === 'Boxed' ? 'a boxed primitive' : withArticle(brand);
  if (name === 'Object') return { reason: `it is ${what} whose prototype was exchanged`, remedy: PASS_DATA };
  return {
    reason: `it is ${what} of ${ofClass(name)}, which may add private state`,
    remedy: classRemedy(name),
  };
}

/** An instance of a class that gave no identity. */
export function unknownClass(value: object): Refusal {
  const Class: unknown = Reflect.getOwnPropertyDescriptor(Object.getPrototypeOf(value), 'constructor')?.value;
  if (typeof Class === 'function' && nativeName(Class) !== undefined) return hidden(value);
  if (typeof Class !== 'function') {
    return { reason: 'it is no plain object: its prototype is an object of its own', remedy: PASS_DATA };
  }
  const name = className(value);
  return {
    reason: `it is an instance of ${ofClass(name)}, which may hold private state`,
    remedy: classRemedy(name),
  };
}

/** A namespace such as `Math`: it has a tag of its own that is no field, so it is not the empty object that it seems. */
export const NAMESPACE: Refusal = {
  reason: 'it is a namespace object or calls itself something by a hidden Symbol.toStringTag',
  remedy: PASS_DATA,
};

function ofClass(name: string): string {
  return name === '' ? 'a class without a name' : `class ${name}`;
}

function classRemedy(name: string): string {
  return (
    "Pass plain data, or implement [Symbol.for('workloop.identity')]() on the class, or, if its own fields say all, " +
    `call registerIdentity(${name || 'Class'}) from 'workloop/identity'.`
  );
}

function withArticle(name: string): string {
  return `${/^[AEIOU]/.test(name) && !/^U(RL|int)/.test(name) ? 'an' : 'a'} ${name}`;
}
