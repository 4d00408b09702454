/** Which points no line leads to or from, for there is nothing beside them: only a dot shows those. */
export function lonePoints(values: ArrayLike<number | null | undefined>): number[] {
  const lone: number[] = [];
  for (let at = 0; at < values.length; at++) {
    if (values[at] != null && values[at - 1] == null && values[at + 1] == null) lone.push(at);
  }
  return lone;
}
