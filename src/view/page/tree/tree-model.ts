import { labelBelow, ownerOf } from '../data/paths.js';

/** A component in the tree. */
export interface TreeNode {
  readonly path: string;
  /** What its path has beside that of its owner. */
  readonly label: string;
  readonly depth: number;
  readonly hasChildren: boolean;
  /** Its place among those with the same owner, from 1, and how many they are. */
  readonly position: number;
  readonly siblings: number;
}

/** The nodes of a tree in order, from the paths of its components: the owner is the nearest one above that is there. */
export function treeOf(paths: readonly string[]): readonly TreeNode[] {
  const known = new Set(paths);
  const depths = new Map<string | undefined, number>([[undefined, 0]]);
  const counts = new Map<string | undefined, number>();
  const begun = paths.map((path) => {
    const owner = ownerOf(path, known);
    const depth = depths.get(owner) ?? 0;
    depths.set(path, depth + 1);
    const position = (counts.get(owner) ?? 0) + 1;
    counts.set(owner, position);
    return { path, owner, depth, position };
  });
  return begun.map(({ path, owner, depth, position }) => ({
    path,
    label: labelBelow(path, owner),
    depth,
    hasChildren: counts.has(path),
    position,
    siblings: counts.get(owner)!,
  }));
}

/** The nodes to show: without those below a collapsed one, or, while a filter is on, those that match and their owners. */
export function shownNodes(
  nodes: readonly TreeNode[],
  collapsed: ReadonlySet<string>,
  filter: string,
): readonly TreeNode[] {
  return filter.trim() === '' ? withoutCollapsed(nodes, collapsed) : matching(nodes, filter);
}

/** Whether a path has all words of a filter in it, in whichever case. */
export function matchesFilter(path: string, filter: string): boolean {
  const text = path.toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function withoutCollapsed(nodes: readonly TreeNode[], collapsed: ReadonlySet<string>): readonly TreeNode[] {
  let hiddenBelow = Number.POSITIVE_INFINITY;
  return nodes.filter(({ path, depth }) => {
    if (depth > hiddenBelow) return false;
    hiddenBelow = collapsed.has(path) ? depth : Number.POSITIVE_INFINITY;
    return true;
  });
}

function matching(nodes: readonly TreeNode[], filter: string): readonly TreeNode[] {
  const shown: TreeNode[] = [];
  let depth = -1;
  // From the end: an owner stands before what it owns, one level up.
  for (const node of nodes.toReversed()) {
    if (node.depth >= depth && !matchesFilter(node.path, filter)) continue;
    shown.push(node);
    depth = node.depth;
  }
  return shown.reverse();
}
