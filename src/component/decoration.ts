import { DecorationError, describe } from '../errors.js';
import type { AnyClass } from './definition.js';

/** What a decorator was put on, whichever of the two dialects of decorators the compiler speaks. */
export type Decorated =
  | { readonly kind: 'class'; readonly target: AnyClass }
  | { readonly kind: 'legacyMethod'; readonly prototype: object; readonly descriptor: PropertyDescriptor }
  | {
      readonly kind: 'method';
      readonly body: (...args: unknown[]) => unknown;
      readonly addInitializer: (initializer: (this: object) => void) => void;
    };

interface StandardContext {
  readonly kind: string;
  readonly name: string | symbol | undefined;
  readonly static?: boolean;
  readonly private?: boolean;
  addInitializer(initializer: (this: object) => void): void;
}

/** Whether the arguments of a decorator function are those of a decoration, rather than options and a plan. */
export function isDecoration(args: readonly unknown[]): boolean {
  const [target, context] = args;
  if (typeof target === 'function') return context === undefined || isStandardContext(context);
  return typeof target === 'object' && (typeof context === 'string' || typeof context === 'symbol');
}

/**
 * Finds out what a decorator was put on.
 *
 * @param name The decorator's name, for messages: `@work`.
 * @throws {DecorationError} where it stands on something that is neither a class nor its `run` method.
 */
export function readDecoration(name: string, args: readonly unknown[]): Decorated {
  const [target, context, descriptor] = args;
  if (isStandardContext(context)) return readStandard(name, target, context);
  if (context !== undefined) return readLegacyMember(name, target, context, descriptor);
  if (isClass(target)) return { kind: 'class', target };
  throw new DecorationError(`${name} decorates a class, got ${describe(target)}.`);
}

function readStandard(name: string, target: unknown, context: StandardContext): Decorated {
  if (context.kind === 'class' && isClass(target)) return { kind: 'class', target };
  if (context.kind !== 'method') throw misplaced(name, `the ${context.kind} \`${String(context.name)}\``);
  checkMember(
    name,
    context.private === true ? `#${String(context.name)}` : context.name,
    context.static === true,
  );
  return {
    kind: 'method',
    body: target as (...args: unknown[]) => unknown,
    addInitializer: (initializer) => context.addInitializer(initializer),
  };
}

function readLegacyMember(name: string, target: unknown, key: unknown, descriptor: unknown): Decorated {
  const property = descriptor as PropertyDescriptor | undefined;
  if (typeof property?.value !== 'function') throw misplaced(name, `the member \`${String(key)}\``);
  checkMember(name, key, typeof target === 'function');
  return { kind: 'legacyMethod', prototype: target as object, descriptor: property };
}

function checkMember(name: string, key: unknown, isStatic: boolean): void {
  if (isStatic) {
    throw new DecorationError(
      `${name} stands on the static method \`${String(key)}\`. Make it an instance method.`,
    );
  }
  if (key !== 'run') throw misplaced(name, `the method \`${String(key)}\``);
}

/** Whether a value can be constructed and has a prototype for methods; arrow functions, for example, have none. */
function isClass(value: unknown): value is AnyClass {
  return typeof value === 'function' && typeof value.prototype === 'object' && value.prototype !== null;
}

function misplaced(name: string, place: string): DecorationError {
  return new DecorationError(`${name} stands on ${place}. Put it on the class, or on its \`run\` method.`);
}

function isStandardContext(value: unknown): value is StandardContext {
  return typeof value === 'object' && value !== null && 'addInitializer' in value && 'kind' in value;
}
