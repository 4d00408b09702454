/**
 * Reads the classes that the transformer announces. Each emitted module begins by pushing an entry to a list on
 * `globalThis`, before its classes exist, so every class stands behind a function that throws until then.
 */

const REGISTRY = Symbol.for('workloop.registry');

interface Announced {
  readonly id: string;
  /** Place in the order of evaluation: of two modules with one name, the one evaluated last wins. */
  readonly order: number;
  readonly resolve: () => unknown;
}

let list: unknown;
let seen = 0;
let order = 0;
let unresolved: Announced[] = [];
const ids = new WeakMap<object, string>();
const holders = new Map<string, { readonly order: number; readonly prototype: WeakRef<object> }>();

/** Id of the announced class with this prototype, `module#Class`. */
export function findEmitted(prototype: object): string | undefined {
  const hasNews = receive();
  if (hasNews || !ids.has(prototype)) resolveAll();
  const id = ids.get(prototype);
  // A module evaluated again has replaced its classes; an instance of a replaced class must not meet the new ones.
  return id !== undefined && holders.get(id)?.prototype.deref() === prototype ? id : undefined;
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
  order += 1;
  for (const [name, resolve] of Object.entries(entry.classes)) {
    if (typeof resolve !== 'function') continue;
    unresolved.push({ id: `${entry.module}#${name}`, order, resolve: resolve as () => unknown });
  }
}

/** Resolves every class that exists by now and leaves the others for later. */
function resolveAll(): void {
  unresolved = unresolved.filter((announced) => {
    const prototype = prototypeOf(announced);
    if (prototype === 'not yet') return true;
    if (prototype !== undefined) hold(announced, prototype);
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

function hold({ id, order }: Announced, prototype: object): void {
  const holder = holders.get(id);
  if (holder !== undefined && holder.order > order) return;
  ids.set(prototype, id);
  holders.set(id, { order, prototype: new WeakRef(prototype) });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
