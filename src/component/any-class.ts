/** Any class, as a value. */
export type AnyClass = abstract new (...args: never[]) => object;
