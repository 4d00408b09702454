/** Between a cross and the end of its bar. */
const GAP = 3;

/** Half as wide as a cross in a line of some height. */
export function crossSize(height: number): number {
  return Math.min(4, height / 2 - 1);
}

/** What the cross takes of the end of a bar that it stands in. */
export function crossRoom(height: number): number {
  return 2 * crossSize(height) + GAP;
}

/** Whether a cross stands in its bar: beside it, it would stand on the next one and be taken for that one's. */
export function hasRoomForCross(barWidth: number, height: number): boolean {
  return barWidth >= crossRoom(height) + GAP;
}

/** The middle of the cross of a bar that ends at `right`, in a drawing of some width, whose edge does not cut it off. */
export function crossMiddle(right: number, width: number, height: number, isInside: boolean): number {
  const away = crossSize(height) + GAP;
  if (isInside) return right - away;
  return right > width ? right + away : Math.min(right + away, width - crossSize(height) - 1);
}
