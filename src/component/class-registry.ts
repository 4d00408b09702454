import type { AnyClass } from './any-class.js';

/** How a class can be had: itself, or asked for once its module has been evaluated. */
type Source =
  | { readonly kind: 'class'; readonly target: WeakRef<AnyClass> }
  | { readonly kind: 'owner'; readonly resolve: WeakRef<() => unknown> };

interface Sources {
  list: Source[];
  /** How long the list may grow before those whose class is gone are thrown out of it. */
  limit: number;
}

/**
 * Classes by their ids, held weakly: a class that a function makes again and again goes when nobody has it any more. As
 * many entries as the source code has components.
 */
const sourcesById = new Map<string, Sources>();

/** Notes a component class under its id, as soon as it is decorated. */
export function noteClass(id: string, target: AnyClass): void {
  add(id, { kind: 'class', target: new WeakRef(target) });
}

/**
 * Notes a component class that does not exist yet. `resolve` has to live as long as the class: the plan holds it, the
 * definition the plan, and the class's `run` the definition.
 */
export function noteOwner(id: string, resolve: () => unknown): void {
  add(id, { kind: 'owner', resolve: new WeakRef(resolve) });
}

/**
 * The component classes of this id that loading modules has made so far, each once. None where no such module is loaded;
 * several where a function or a module was evaluated several times.
 */
export function classesById(id: string): readonly AnyClass[] {
  const found = new Set<AnyClass>();
  for (const source of sourcesById.get(id)?.list ?? []) {
    const target = classOf(source);
    if (target !== undefined) found.add(target);
  }
  return [...found];
}

function add(id: string, source: Source): void {
  const sources = sourcesById.get(id) ?? { list: [], limit: 8 };
  sourcesById.set(id, sources);
  sources.list.push(source);
  if (sources.list.length < sources.limit) return;
  sources.list = sources.list.filter(isAlive);
  // Twice as long as what is alive: so throwing out costs each class the same, however many there are.
  sources.limit = Math.max(8, sources.list.length * 2);
}

function isAlive(source: Source): boolean {
  return (source.kind === 'class' ? source.target : source.resolve).deref() !== undefined;
}

function classOf(source: Source): AnyClass | undefined {
  if (source.kind === 'class') return source.target.deref();
  const resolve = source.resolve.deref();
  if (resolve === undefined) return undefined;
  try {
    const target = resolve();
    return typeof target === 'function' ? (target as unknown as AnyClass) : undefined;
  } catch (error) {
    // In its temporal dead zone: the module is being evaluated, or failed before it came to the class.
    if ((error as Partial<Error> | undefined)?.name === 'ReferenceError') return undefined;
    throw error;
  }
}
