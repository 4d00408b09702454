import { copyChangeable } from '../codec/copy.js';

/** Under this symbol the constructors of compiled components find whom to tell of their arguments. */
const CONSTRUCTED = Symbol.for('workloop.constructed');

/**
 * What compiled constructors call: after `super(…)`, or at their start. One for all copies of the runtime in a process,
 * so that each of them knows the components that were made for another.
 */
interface Report {
  (instance: object, args: ArrayLike<unknown>): void;
  readonly argumentsByInstance: WeakMap<object, readonly unknown[]>;
}

const report = install();

/**
 * Copies of what the constructor of a component was called with, as it was then: of the most derived class that is a
 * component. Parts that cannot be copied are the objects themselves. Undefined where the constructor takes nothing or was compiled without the transformer.
 */
export function constructorArgumentsOf(instance: object): readonly unknown[] | undefined {
  return report.argumentsByInstance.get(instance);
}

function install(): Report {
  const present: unknown = Reflect.get(globalThis, CONSTRUCTED);
  if (isReport(present)) return present;
  const argumentsByInstance = new WeakMap<object, readonly unknown[]>();
  const note = (instance: object, args: ArrayLike<unknown>): void => {
    // The base reports before the derived class does, so that the last word is that of the class that was called.
    argumentsByInstance.set(instance, Array.from(args, copyOf));
  };
  const made = Object.assign(note, { argumentsByInstance });
  Object.defineProperty(globalThis, CONSTRUCTED, { value: made, configurable: true, writable: true });
  return made;
}

function isReport(value: unknown): value is Report {
  return typeof value === 'function' && 'argumentsByInstance' in value;
}

function copyOf(argument: unknown): unknown {
  try {
    return copyChangeable(argument);
  } catch {
    // A getter threw, and what it says is not for the constructor to fail on. The original is kept, and whoever sends it
    // to a worker meets the same error where it can be told with its path.
    return argument;
  }
}
