import type { TreeNode } from './tree-model.js';

/** What a key does in a tree, after the WAI-ARIA pattern for tree views. */
export type TreeMove =
  | { readonly kind: 'focus'; readonly row: number }
  | { readonly kind: 'collapse' | 'expand'; readonly path: string }
  | { readonly kind: 'select'; readonly path: string };

/** @returns `undefined` for keys that mean nothing to a tree. */
export function moveOf(
  key: string,
  nodes: readonly TreeNode[],
  row: number,
  collapsed: ReadonlySet<string>,
  page: number,
): TreeMove | undefined {
  const node = nodes[row];
  if (node === undefined) return undefined;
  const focus = (to: number): TreeMove => ({
    kind: 'focus',
    row: Math.max(0, Math.min(nodes.length - 1, to)),
  });
  const isOpen = node.hasChildren && !collapsed.has(node.path);
  switch (key) {
    case 'ArrowDown':
      return focus(row + 1);
    case 'ArrowUp':
      return focus(row - 1);
    case 'PageDown':
      return focus(row + page);
    case 'PageUp':
      return focus(row - page);
    case 'Home':
      return focus(0);
    case 'End':
      return focus(nodes.length - 1);
    case 'ArrowRight':
      if (isOpen) return focus(row + 1);
      return node.hasChildren ? { kind: 'expand', path: node.path } : undefined;
    case 'ArrowLeft':
      if (isOpen) return { kind: 'collapse', path: node.path };
      return focus(nodes.findLastIndex((other, at) => at < row && other.depth < node.depth));
    case 'Enter':
    case ' ':
      return { kind: 'select', path: node.path };
    default:
      return undefined;
  }
}
