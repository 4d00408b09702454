import { runInNewContext } from 'node:vm';
import type { Random } from './random.js';
import { anything, NAMES, NUMBERS } from './values.js';

/** What a lie may do to a container; what it returns takes the container's place. */
type Lie = (target: object, random: Random) => unknown;

interface Place {
  readonly container: Record<string, unknown>;
  readonly key: string;
}

/**
 * Makes one place of a list of arguments differ from its type. Changes the list; true if it did. The list itself stays
 * what a rest parameter gives.
 */
export function tellLie(args: unknown[], random: Random): boolean {
  const places = placesIn(args);
  if (places.length === 0) return false;
  const { container, key } = random.pick(places);
  try {
    container[key] = changed(container[key], random);
    return true;
  } catch {
    // Not every lie can be told of every value: an array takes no `length` of -1, and what is frozen stays as it is.
    return false;
  }
}

function changed(value: unknown, random: Random): unknown {
  if (typeof value === 'object' && value !== null && random.chance(0.8))
    return random.pick(lies)(value, random);
  return random.chance(0.2) ? random.pick(NUMBERS) : anything(random);
}

function placesIn(container: object, depth = 0): Place[] {
  if (depth > 6) return [];
  return Object.keys(container).flatMap((key) => {
    const own = Object.getOwnPropertyDescriptor(container, key);
    if (own === undefined || !('value' in own)) return [];
    const place = { container: container as Record<string, unknown>, key };
    const isData = Array.isArray(own.value) || (own.value !== null && typeof own.value === 'object');
    return isData ? [place, ...placesIn(own.value, depth + 1)] : [place];
  });
}

const lies: readonly Lie[] = [
  withField((random) => random.pick(NAMES)),
  withField((random) => random.pick(NAMES)),
  withField(() => Symbol.for('field')),
  withField(() => Symbol('unique')),
  withField(() => Symbol.toStringTag),
  withHidden(
    () => Symbol.for('workloop.identity'),
    () => () => 'counts as this',
  ),
  withHidden(
    () => Symbol.toStringTag,
    () => 'Tagged',
  ),
  withHidden(
    () => Symbol('hidden'),
    () => 1,
  ),
  withHidden(
    (random) => random.pick(NAMES),
    () => 1,
  ),
  onKey((target, key) => Reflect.deleteProperty(target, key)),
  onKey((target, key) => Reflect.deleteProperty(target, key)),
  onKey((target, key) => Reflect.defineProperty(target, key, { enumerable: false })),
  onKey((target, key) => {
    const value = Reflect.get(target, key);
    Reflect.defineProperty(target, key, { get: () => value });
  }),
  onKey((target, key) => {
    Reflect.defineProperty(target, key, {
      get: () => {
        throw new Error('cannot be read');
      },
    });
  }),
  onKey((target, key) => Reflect.set(target, key, undefined)),
  onKey((target, key) => Reflect.set(target, key, -0)),
  onKey((target, key) => Reflect.set(target, key, target)),
  (target) => Object.freeze(target),
  (target) => new Proxy(target, {}),
  (target) => Object.setPrototypeOf(target, null),
  (target) => Object.setPrototypeOf(target, Object.create(Object.prototype)),
  (target) => Object.setPrototypeOf(target, class Row {}.prototype),
  (target) => Object.assign(Object.create(target), {}),
  (target) => Object.assign(runInNewContext(Array.isArray(target) ? '[]' : '({})'), target),
  (target) =>
    Array.isArray(target) ? Object.assign(new (class List extends Array {})(), target) : { ...target },
  (target) => Object.setPrototypeOf(Object.assign(new Map([[1, 2]]), target), Object.prototype),
  (target) => Object.setPrototypeOf(Object.assign(new Date(5), target), Object.prototype),
  (target) =>
    Object.assign(
      Object.assign(() => 1),
      target,
    ),
  (target) => Object.entries(target),
  (target) => Object.values(target),
  (target) => (Array.isArray(target) ? { ...target } : Object.assign([], target)),
  (target) => argumentsOf(...Object.values(target)),
];

function withField(key: (random: Random) => PropertyKey): Lie {
  return (target, random) => {
    const value = anything(random);
    Reflect.defineProperty(target, key(random), {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
    return target;
  };
}

function withHidden(key: (random: Random) => PropertyKey, value: () => unknown): Lie {
  return (target, random) => {
    Reflect.defineProperty(target, key(random), { value: value(), writable: true, configurable: true });
    return target;
  };
}

function onKey(change: (target: object, key: string) => unknown): Lie {
  return (target, random) => {
    const keys = Object.keys(target);
    if (keys.length > 0) change(target, random.pick(keys));
    return target;
  };
}

const argumentsOf = new Function('return arguments') as (...values: unknown[]) => IArguments;
