import type { ComponentNode } from '../../component/tree.js';

/**
 * Brings components into the order of the tree: each flow before what it owns, what stands in the same array by its position,
 * and the rest in the order in which it was found.
 */
export function inTreeOrder(nodes: readonly ComponentNode[]): readonly ComponentNode[] {
  const below = new Map<object | undefined, ComponentNode[]>();
  for (const node of nodes) {
    const siblings = below.get(node.owner);
    if (siblings === undefined) below.set(node.owner, [node]);
    else siblings.push(node);
  }
  const ordered: ComponentNode[] = [];
  const visit = (owner: object | undefined): void => {
    for (const node of sorted(below.get(owner) ?? [])) {
      ordered.push(node);
      visit(node.component);
    }
  };
  visit(undefined);
  return ordered;
}

function sorted(siblings: readonly ComponentNode[]): readonly ComponentNode[] {
  if (siblings.length < 2) return siblings;
  const places = new Map<string, { readonly node: ComponentNode; readonly position: number }[]>();
  for (const node of siblings) {
    const { path } = node;
    const point = path.lastIndexOf('.');
    const position = Number(path.slice(point + 1));
    // What stands in a field of its own keeps its place among the others.
    const container = Number.isInteger(position) ? path.slice(0, point) : path;
    const others = places.get(container);
    if (others === undefined) places.set(container, [{ node, position }]);
    else others.push({ node, position });
  }
  return [...places.values()].flatMap((group) =>
    group.sort((one, other) => one.position - other.position).map(({ node }) => node),
  );
}
