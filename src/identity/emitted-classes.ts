/**
 * Reads the classes that the transformer announces. Each emitted module begins by pushing an entry to a list on
 * `globalThis`, before its classes exist, so every class stands behind a function that throws until then.
 */

const REGISTRY = Symbol.for('workloop.registry');

interface Announced {
  readonly id: string;
  readonly resolve: () => unknown;
}

let list: unknown;
let seen = 0;
let unresolved: Announced[] = [];
/**
 * By prototype. A module that is evaluated twice, as jest does, makes each of its classes twice; both carry the id and
 * count alike. The id names package and module, so no other module's class can come to carry it, and nothing that arrives
 * later can take an id away.
 */
const ids = new WeakMap<object, string>();

/** Id of the announced class with this prototype, `package/module#Class`. */
export function findEmitted(prototype: object): string | undefined {
  const hasNews = receive();
  if (hasNews || !ids.has(prototype)) resolveAll();
  return ids.get(prototype);
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
  if (!isRecord(entry) || typeof entry.module !== 'string' || !isRecord(entry.classes)) return;
  for (const [name, resolve] of Object.entries(entry.classes)) {
    if (typeof resolve !== 'function') continue;
    unresolved.push({ id: `${entry.module}#${name}`, resolve: resolve as () => unknown });
  }
}

/** Resolves every class that exists by now and leaves the others for later. */
function resolveAll(): void {
  unresolved = unresolved.filter((announced) => {
    const prototype = prototypeOf(announced);
    if (prototype === 'not yet') return true;
    if (prototype !== undefined && !ids.has(prototype)) ids.set(prototype, announced.id);
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
