import { registerIdentity } from '../../src/identity/index.js';

/** Classes that the tests register, and what their instances are made of. */

export class Point {
  constructor(
    readonly x: unknown,
    readonly y: unknown,
  ) {}
}

export class Vector {
  constructor(
    readonly x: unknown,
    readonly y: unknown,
  ) {}
}

export class Index extends Map<unknown, unknown> {}

export class Money {
  readonly #amount: unknown;
  /** Not part of the identity. */
  cache = Math.random();

  constructor(amount: unknown) {
    this.#amount = amount;
  }

  [Symbol.for('workloop.identity')](): unknown {
    return this.#amount;
  }
}

registerIdentity(Point);
registerIdentity(Vector, 'test/Vector');
registerIdentity(Index);

/** Which class an instance counts as, by its prototype. */
export const declaredClasses: ReadonlyMap<object, string> = new Map<object, string>([
  [Point.prototype, 'Point'],
  [Vector.prototype, 'test/Vector'],
  [Index.prototype, 'Index'],
]);
