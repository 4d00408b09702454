/**
 * Reads the classes that the transformer announces. Each emitted module begins by pushing an entry to a list on
 * `globalThis`, before its classes exist, so every class stands behind a function that throws until then.
 */

const REGISTRY = Symbol.for('workloop.registry');

interface Announced {
  readonly id: string;
  readonly resolve: () => unknown;
  readonly into: Announcements;
}

/**
 * Announced classes of one kind, by prototype. A module that is evaluated twice, as jest does, makes each of its classes
 * twice; both carry the id and count alike, and the id leads to the later one. The id names package and module, so no
 * other module's class can come to carry it, and nothing that arrives later can take an id away.
 */
class Announcements {
  readonly #ids = new WeakMap<object, string>();
  readonly #prototypes = new Map<string, object>();

  add(prototype: object, id: string): void {
    if (this.#ids.has(prototype)) return;
    this.#ids.set(prototype, id);
    this.#prototypes.set(id, prototype);
  }

  idOf(prototype: object): string | undefined {
    const hasNews = receive();
    if (hasNews || !this.#ids.has(prototype)) resolveAll();
    return this.#ids.get(prototype);
  }

  prototypeOf(id: string): object | undefined {
    receive();
    resolveAll();
    return this.#prototypes.get(id);
  }
}

let list: unknown;
let seen = 0;
let unresolved: Announced[] = [];
/** Classes whose instances are no more than their own fields. */
const transparent = new Announcements();
/** Classes that extend `Error`. */
const errors = new Announcements();

/** Id of the announced class with this prototype, `package/module#Class`. */
export function findEmitted(prototype: object): string | undefined {
  return transparent.idOf(prototype);
}

/** The prototype of the announced class with this id, in the modules that are loaded here; the other way of {@link findEmitted}. */
export function emittedPrototype(id: string): object | undefined {
  return transparent.prototypeOf(id);
}

/** Id of the announced class of errors with this prototype, `package/module#Class`: for classes at the top of a module. */
export function findEmittedError(prototype: object): string | undefined {
  return errors.idOf(prototype);
}

/** The prototype of the announced class of errors with this id, if its module is loaded here. */
export function emittedErrorPrototype(id: string): object | undefined {
  return errors.prototypeOf(id);
}

/** Takes over what arrived since the last time, and says if anything did; the list may have been created, extended or replaced by anyone. */
function receive(): boolean {
  const current: unknown = Reflect.get(globalThis, REGISTRY);
  if (!Array.isArray(current)) return false;
  if (current !== list || current.length < seen) seen = 0;
  list = current;
  const hasNews = seen < current.length;
  while (seen < current.length) announce(current[seen++]);
  return hasNews;
}

function announce(entry: unknown): void {
  if (!isRecord(entry) || typeof entry.module !== 'string') return;
  announceAll(entry.module, entry.classes, transparent);
  announceAll(entry.module, entry.errors, errors);
}

function announceAll(module: string, classes: unknown, into: Announcements): void {
  if (!isRecord(classes)) return;
  for (const [name, resolve] of Object.entries(classes)) {
    if (typeof resolve !== 'function') continue;
    unresolved.push({ id: `${module}#${name}`, resolve: resolve as () => unknown, into });
  }
}

/** Resolves every class that exists by now and leaves the others for later. */
function resolveAll(): void {
  unresolved = unresolved.filter((announced) => {
    const prototype = prototypeOf(announced);
    if (prototype === 'not yet') return true;
    if (prototype !== undefined) announced.into.add(prototype, announced.id);
    return false;
  });
}

function prototypeOf({ resolve }: Announced): object | 'not yet' | undefined {
  let resolved: unknown;
  try {
    resolved = resolve();
  } catch {
    // In its temporal dead zone: the module is being evaluated, or failed while it was.
    return 'not yet';
  }
  if (typeof resolved !== 'function') return undefined;
  const prototype: unknown = resolved.prototype;
  return typeof prototype === 'object' && prototype !== null ? prototype : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
