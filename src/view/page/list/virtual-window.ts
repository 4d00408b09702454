/** Which rows of a list are drawn. */
export interface RowWindow {
  readonly first: number;
  /** The one after the last. */
  readonly end: number;
}

/** The rows that can be seen, and a few around them, so that scrolling meets no gaps. */
export function rowsInSight(
  count: number,
  rowHeight: number,
  scrollTop: number,
  height: number,
  spare = 6,
): RowWindow {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - spare);
  const end = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + spare);
  return { first: Math.min(first, count), end: Math.max(Math.min(first, count), end) };
}

/** How far to scroll so that a row is in sight whole; as little as that takes. */
export function scrollTopFor(row: number, rowHeight: number, scrollTop: number, height: number): number {
  if (row * rowHeight < scrollTop) return row * rowHeight;
  return Math.max(scrollTop, (row + 1) * rowHeight - height);
}
