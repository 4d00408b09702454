import type { ComponentInfo } from '../../api.js';

/** The components that there are, in the order of the tree. */
export class ComponentList {
  private byPath = new Map<string, ComponentInfo>();

  /**
   * Takes components as they are now, new ones at the end; then, where `order` is given, leaves those alone that it names.
   *
   * @returns Whether a component came that `order` did not announce.
   */
  update(components: readonly ComponentInfo[] = [], order?: readonly string[]): boolean {
    let isUnannounced = false;
    for (const component of components) {
      if (order === undefined && !this.byPath.has(component.path)) isUnannounced = true;
      this.byPath.set(component.path, component);
    }
    if (order !== undefined) this.byPath = inOrder(this.byPath, order);
    return isUnannounced;
  }

  get order(): string[] {
    return [...this.byPath.keys()];
  }

  get all(): ComponentInfo[] {
    return [...this.byPath.values()];
  }
}

function inOrder(
  byPath: ReadonlyMap<string, ComponentInfo>,
  order: readonly string[],
): Map<string, ComponentInfo> {
  const ordered = new Map<string, ComponentInfo>();
  for (const path of order) {
    const component = byPath.get(path);
    if (component !== undefined) ordered.set(path, component);
  }
  return ordered;
}
