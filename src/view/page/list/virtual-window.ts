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

/** So far a row may have moved that is still looked for. */
const FARTHEST = 5_000;

/** Where a row is by now that was at `row`; `undefined` where it is not near there any more. */
export function rowOf(
  key: string | number,
  row: number,
  count: number,
  keyOf: (row: number) => string | number,
): number | undefined {
  for (let distance = 0; distance <= FARTHEST; distance++) {
    const [before, after] = [row - distance, row + distance];
    if (before < 0 && after >= count) return undefined;
    if (after < count && keyOf(after) === key) return after;
    if (before >= 0 && before < count && keyOf(before) === key) return before;
  }
  return undefined;
}
