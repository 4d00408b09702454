import { scanTree } from '../../component/tree.js';

/** Where a constructor put a component. */
export interface MadePlace {
  readonly owner: object;
  readonly place: string;
}

/** Where constructors put the components that they made: in which flow, and where in it, as `.jobs.0`. */
export class MadeComponents {
  readonly #places = new Map<object, MadePlace>();
  readonly #byOwner = new Map<object, Map<string, object>>();

  /**
   * Takes note of all that is below a component that has just been made.
   *
   * @param path Of the component.
   * @throws {ComponentTreeError} where that is no tree.
   */
  note(component: object, path: string): void {
    const paths = new Map<object, string>();
    for (const node of scanTree(component, path)) {
      paths.set(node.component, node.path);
      const { owner } = node;
      if (owner !== undefined) this.#add(node.component, owner, placeIn(paths.get(owner) ?? '', node.path));
    }
  }

  /** Where a constructor put a component. */
  placeOf(component: object): MadePlace | undefined {
    return this.#places.get(component);
  }

  /** What a constructor put at a place of a flow. */
  at(owner: object, place: string): object | undefined {
    return this.#byOwner.get(owner)?.get(place);
  }

  #add(component: object, owner: object, place: string): void {
    this.#places.set(component, { owner, place });
    const components = this.#byOwner.get(owner) ?? new Map<string, object>();
    components.set(place, component);
    this.#byOwner.set(owner, components);
  }
}

/** The place of a path in that of the flow which owns it. */
export function placeIn(ownerPath: string, path: string): string {
  return path.startsWith(ownerPath) ? path.slice(ownerPath.length) : path;
}
