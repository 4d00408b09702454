/** True only where two types are the same type, `any` and `readonly` included. */
export type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Does not compile unless the types are the same. */
export function same<A, B>(_claim: Equal<A, B>): void {}
