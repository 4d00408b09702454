/** The method by which an object says what it counts as: `[Symbol.for('workloop.identity')](): unknown`. */
export const IDENTITY = Symbol.for('workloop.identity');
