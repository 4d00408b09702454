import { types } from 'node:util';

/**
 * Whether an object that a built-in made is of that very class, and not of one that a program derived from it: there is
 * no more between it and the end of its prototypes than the language or Node put there.
 */
export function isOfBuiltInClass(value: object): boolean {
  let prototypes = 0;
  for (
    let above: unknown = Object.getPrototypeOf(value);
    above !== null;
    above = Object.getPrototypeOf(above)
  ) {
    prototypes++;
  }
  if (Buffer.isBuffer(value)) return prototypes === 4;
  return prototypes === (types.isTypedArray(value) ? 3 : 2);
}
