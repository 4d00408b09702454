import { isDeeplyFrozen } from '../codec/deeply-frozen.js';
import { ComponentTreeError } from '../errors.js';
import { definitionOf } from './definition.js';
import { isContainer, visitItems } from './items.js';
import type { ComponentNode } from './place.js';
import { TreeSearch } from './tree-search.js';
import { unseenPlaceOf } from './unseen-place.js';

export type { ComponentNode } from './place.js';

/** What came into a tree and what left it since it was looked at last. */
export interface TreeChanges {
  /** Each after the flow that owns it. */
  readonly added: readonly ComponentNode[];
  /** Their paths are those of where they stood. */
  readonly removed: readonly ComponentNode[];
}

/**
 * Finds the components below a root, the root first: in fields, and in the arrays, Maps and plain objects that fields
 * hold. What a class keeps in `#private` fields is seen by nobody.
 *
 * @param path What the root is called.
 * @throws {ComponentTreeError} on a component in two places, a cycle, or a work that owns components.
 */
export function scanTree(root: object, path = 'root'): readonly ComponentNode[] {
  return new TreeSearch(root, path).search({ isThorough: true, isStrict: true });
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
  if (definitionOf(value) !== undefined) found.push(value);
  else if (isContainer(value) && !containers.has(value)) {
    containers.add(value);
    visitItems(value, (item) => collectComponents(item, found, containers));
  }
}

/** The components of running apps. A component belongs to one of them at most. */
const nodesOfApps = new WeakMap<object, ComponentNode>();

/** Where a component stands in the running app that it belongs to. */
export function nodeInApp(component: object): ComponentNode | undefined {
  return nodesOfApps.get(component);
}

/** The components of one running app, as they come and go. */
export class ComponentTree {
  readonly #search: TreeSearch;
  readonly #nodes = new Set<ComponentNode>();

  constructor(root: object) {
    this.#search = new TreeSearch(root, 'root');
  }

  /** The labels of all components, the root's first, in the order in which they were found. */
  get paths(): readonly string[] {
    return [...this.#nodes].map(({ path }) => path);
  }

  /** All components, the root's first, in the order in which they were found. */
  get nodes(): readonly ComponentNode[] {
    return [...this.#nodes];
  }

  /** Says as a sentence where a component is that the tree does not have, if it is in a Set or another object of a flow. */
  unseenPlaceOf(component: object): string | undefined {
    return unseenPlaceOf(component, this.#nodes);
  }

  /** A component of the tree: the same node, wherever the component moves, until it leaves the tree. */
  nodeOf(component: object): ComponentNode | undefined {
    return this.#search.get(component);
  }

  has(component: object): boolean {
    return this.nodeOf(component) !== undefined;
  }

  /**
   * Looks at the tree between two passes. What moved keeps its node. Only what was put into a field with much data, and
   * no component before, is not seen until it is called or the field assigned.
   *
   * @throws {ComponentTreeError} on a component in two places, a cycle, a work that owns components, or a component that
   *   belongs to another running app; nothing is taken in then.
   */
  look(): TreeChanges {
    const added = this.#claim(this.#search.search({ isThorough: this.#nodes.size === 0, isStrict: true }));
    const removed = this.#search.takeMissing();
    for (const node of removed) this.#release(node);
    return { added, removed };
  }

  /**
   * Looks for a component during a pass, when the tree may be half-way to another one: nothing leaves it, and a component
   * that is in two places for the moment is no error yet. Returns all that is new, the component among it where it is in
   * the tree.
   *
   * @throws {ComponentTreeError} on a work that owns components, or a component that belongs to another running app.
   */
  lookFor(component: object): readonly ComponentNode[] {
    const added = [...this.#search.searchGrown()];
    if (this.has(component)) return this.#claim(added);
    this.#search.forget(added);
    return this.#claim(this.#search.search({ isThorough: true, isStrict: false }));
  }

  /** Whether paths may be others than when this was asked last, those of components included that are below one that moved. */
  takeMoved(): boolean {
    return this.#search.takeMoved();
  }

  /** Lets all components go, so that they may belong to another app. */
  leave(): void {
    for (const node of this.#nodes) this.#release(node);
  }

  #claim(added: ReturnType<TreeSearch['search']>): readonly ComponentNode[] {
    for (const node of added) {
      const elsewhere = nodesOfApps.get(node.component);
      if (elsewhere === undefined) continue;
      this.#search.forget(added);
      throw new ComponentTreeError(
        `\`${node.path}\` is \`${elsewhere.path}\` of another running app. Make an instance for each app.`,
      );
    }
    for (const node of added) {
      nodesOfApps.set(node.component, node);
      this.#nodes.add(node);
    }
    return added;
  }

  #release(node: ComponentNode): void {
    nodesOfApps.delete(node.component);
    this.#nodes.delete(node);
  }
}
