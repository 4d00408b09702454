import { isDeeplyFrozen } from '../codec/deeply-frozen.js';
import { isPlainObject } from '../codec/plain.js';
import { ComponentTreeError } from '../errors.js';
import { type Definition, definitionOf } from './definition.js';

/** A component and where it stands. */
export interface ComponentNode {
  /** Its label: `root.trainer`, `root.jobs.0`, `root.byUser.ann`. */
  readonly path: string;
  readonly component: object;
  readonly definition: Definition;
}

/**
 * Finds the components below a root, the root first: in fields, and in the arrays, Maps and plain objects that fields
 * hold. What a class keeps in `#private` fields is seen by nobody.
 *
 * @throws {ComponentTreeError} on a component in two places, a cycle, or a work that owns components.
 */
export function scanTree(root: object): ComponentNode[] {
  const scan = new TreeScan();
  scan.visitComponent(root, 'root');
  return scan.nodes;
}

/** The components that a value is or holds, the uppermost ones, in the order in which they stand there. */
export function componentsIn(value: unknown): readonly object[] {
  if (typeof value !== 'object' || value === null || isDeeplyFrozen(value)) return none;
  const found: object[] = [];
  collectComponents(value, found, new Set());
  return found;
}

const none: readonly object[] = Object.freeze([]);

function collectComponents(value: unknown, found: object[], containers: Set<object>): void {
  if (typeof value !== 'object' || value === null) return;
  if (definitionOf(value) !== undefined) {
    found.push(value);
    return;
  }
  const items = itemsOf(value);
  if (items === undefined || containers.has(value)) return;
  containers.add(value);
  for (const [, item] of items) collectComponents(item, found, containers);
}

class TreeScan {
  readonly nodes: ComponentNode[] = [];
  readonly #paths = new Map<object, string>();
  readonly #containers = new Set<object>();

  visitComponent(component: object, path: string): void {
    const elsewhere = this.#paths.get(component);
    if (elsewhere !== undefined) throw secondPlace(component, elsewhere, path);
    const definition = definitionOf(component);
    if (definition === undefined) return;
    this.#paths.set(component, path);
    const before = this.nodes.push({ path, component, definition });
    for (const [name, value] of Object.entries(component)) this.#visitValue(value, `${path}.${name}`);
    const firstChild = this.nodes[before];
    if (definition.kind === 'work' && firstChild !== undefined) throw ownedByWork(firstChild, path);
  }

  #visitValue(value: unknown, path: string): void {
    if (typeof value !== 'object' || value === null) return;
    if (definitionOf(value) !== undefined) this.visitComponent(value, path);
    else this.#visitContainer(value, path);
  }

  #visitContainer(container: object, path: string): void {
    // Data may be a graph of any shape; only components have to be in one place.
    if (this.#containers.has(container)) return;
    const items = itemsOf(container);
    if (items === undefined) return;
    this.#containers.add(container);
    for (const [label, item] of items) this.#visitValue(item, `${path}.${label}`);
  }
}

function itemsOf(container: object): Iterable<[unknown, unknown]> | undefined {
  if (Array.isArray(container)) return container.entries();
  if (Object.prototype.toString.call(container) === '[object Map]') return container as Map<unknown, unknown>;
  return isPlainObject(container) ? Object.entries(container) : undefined;
}

function secondPlace(component: object, first: string, second: string): ComponentTreeError {
  const name = component.constructor.name;
  return new ComponentTreeError(
    second.startsWith(`${first}.`)
      ? `\`${second}\` is \`${first}\` itself: a component cannot be below itself. Take it out of one of the two places.`
      : `The same ${name} stands at \`${first}\` and at \`${second}\`. Make one instance for each place.`,
  );
}

function ownedByWork(child: ComponentNode, path: string): ComponentTreeError {
  return new ComponentTreeError(
    `The work \`${path}\` owns the component \`${child.path}\`. Only flows own components: move it to the flow, and ` +
      'pass its result as an argument.',
  );
}
