import { DecorationError } from '../errors.js';
import type { AnyClass } from './definition.js';

/** A `run` as a person wrote it. */
export type RunBody = (...args: unknown[]) => unknown;

/** Every function that was put in the place of a `run`. */
const standIns = new WeakSet<RunBody>();

/** Whether a prototype's own `run` is one that a decorator put there. */
export function hasReplacedRun(prototype: object): boolean {
  const run: unknown = Object.getOwnPropertyDescriptor(prototype, 'run')?.value;
  return typeof run === 'function' && standIns.has(run as RunBody);
}

/**
 * The `run` of a class, its own or inherited.
 *
 * @param name The decorator's name, for messages: `@work`.
 * @throws {DecorationError} where there is none that a component could use.
 */
export function runMethodOf(name: string, target: AnyClass): RunBody {
  const property = propertyOf(target.prototype as object, 'run');
  if (property?.get !== undefined) {
    throw new DecorationError(
      `\`${target.name}\` has a getter \`run\`. Make it a method: ${name} needs the function itself.`,
    );
  }
  const run: unknown = property?.value;
  if (typeof run === 'function') return checkRunBody(name, target.name, run as RunBody);
  if (Object.hasOwn(target, 'run')) {
    throw new DecorationError(
      `\`${target.name}\` has a static \`run\`. Make it an instance method: ${name} decorates instances.`,
    );
  }
  throw new DecorationError(
    `\`${target.name}\` is decorated with ${name} and has no \`run\` method. ` +
      'Add one; a field that holds a function does not count.',
  );
}

/** The descriptor of a property, own or inherited: nobody's getter is run. */
function propertyOf(object: object, key: string): PropertyDescriptor | undefined {
  let holder: object | null = object;
  while (holder !== null) {
    const property = Object.getOwnPropertyDescriptor(holder, key);
    if (property !== undefined) return property;
    holder = Object.getPrototypeOf(holder) as object | null;
  }
  return undefined;
}

/** @throws {DecorationError} where the method is a generator. */
export function checkRunBody(name: string, className: string, run: RunBody): RunBody {
  const tag = Object.prototype.toString.call(run);
  if (tag === '[object GeneratorFunction]' || tag === '[object AsyncGeneratorFunction]') {
    throw new DecorationError(
      `The \`run\` of \`${className}\` is a generator, and ${name} needs one result for each call. ` +
        'Return an array or a promise.',
    );
  }
  return run;
}

/**
 * Whether a function returns a promise, as far as that can be seen from outside: it was written with `async`, and kept
 * so by the compiler or rewritten into one of the usual helpers.
 */
export function isAsyncRun(run: unknown): boolean {
  if (typeof run !== 'function') return false;
  if (Object.prototype.toString.call(run) === '[object AsyncFunction]') return true;
  return /\b(__awaiter|_asyncToGenerator|_async_to_generator)\b/.test(Function.prototype.toString.call(run));
}

/** Puts a function in the place of a class's `run`, with the looks of the one that it stands for. */
export function replaceRun(prototype: object, run: RunBody, original: RunBody): void {
  Object.defineProperty(prototype, 'run', {
    value: likeOriginal(run, original),
    writable: true,
    configurable: true,
    enumerable: false,
  });
}

/** Gives a function the name and the length of the one that it stands for. */
export function likeOriginal(run: RunBody, original: RunBody): RunBody {
  standIns.add(run);
  Object.defineProperty(run, 'name', { value: original.name, configurable: true });
  Object.defineProperty(run, 'length', { value: original.length, configurable: true });
  return run;
}
