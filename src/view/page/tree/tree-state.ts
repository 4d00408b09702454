import { signal } from '@preact/signals';

/** What is typed into the filter of components; the lanes of the timeline obey it as well. */
export const treeFilter = signal('');
/** Paths of flows whose components are hidden. */
export const collapsed = signal<ReadonlySet<string>>(new Set());

/** Hides what a flow owns, or shows it again. */
export function setCollapsed(path: string, isCollapsed: boolean): void {
  const next = new Set(collapsed.peek());
  if (isCollapsed) next.add(path);
  else next.delete(path);
  collapsed.value = next;
}
