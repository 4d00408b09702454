/** A thousand values, made by their index. */
export function thousand<Value>(make: (index: number) => Value): Value[] {
  return Array.from({ length: 1_000 }, (_, index) => make(index));
}

/** The numbers 0 to 999 in an order without locality. */
export function scattered(index: number): number {
  return (index * 7_919) % 1_000;
}

/** Numbers below 2^31 that never repeat and grow in no order: each call gives the next one. */
export function unseen(): () => number {
  let count = 0;
  return () => {
    count += 1;
    // An odd factor permutes the residues of a power of two.
    return Math.imul(count, 0x9e37_79b1) & 0x7fff_ffff;
  };
}
