/** Where two fingers are, from left to right. */
export type TwoFingers = readonly [x: number, otherX: number];

/** What two fingers did to what lies under them. */
export interface Pinch {
  /** Of the part of time that is shown: under 1 where they went apart. */
  readonly factor: number;
  /** What is between them stays there, */
  readonly atX: number;
  /** after it has moved with them. */
  readonly movedBy: number;
}

/** Nearer to each other they say nothing of how far they are apart, but that they are near. */
const NEAREST = 24;

export function pinchOf(before: TwoFingers, after: TwoFingers): Pinch {
  const [from, to] = [apart(before), apart(after)];
  const [wasAt, atX] = [middle(before), middle(after)];
  return { factor: from / to, atX, movedBy: atX - wasAt };
}

function apart([x, otherX]: TwoFingers): number {
  return Math.max(NEAREST, Math.abs(otherX - x));
}

function middle([x, otherX]: TwoFingers): number {
  return (x + otherX) / 2;
}
