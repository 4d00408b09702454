import { types } from 'node:util';

/**
 * Whether a value holds anything about which the oracle and `util.isDeepStrictEqual` disagree on purpose; the README
 * beside this file lists the rules. Everywhere else they must agree.
 */
export function exceptionsIn(value: unknown, above: readonly object[] = []): boolean {
  if (typeof value !== 'object' || value === null) return false;
  // Cycles: Node compares where they lead, not where they close.
  if (above.includes(value)) return true;
  return isExceptional(value) || partsOf(value).some((part) => exceptionsIn(part, [...above, value]));
}

const LOCAL: ReadonlySet<unknown> = new Set([
  Object.prototype,
  Array.prototype,
  Map.prototype,
  Set.prototype,
  Date.prototype,
  RegExp.prototype,
]);

function isExceptional(value: object): boolean {
  if (types.isTypedArray(value)) return true;
  if (types.isDate(value) && Number.isNaN(Date.prototype.getTime.call(value))) return true;
  // Bytes, arguments, boxed primitives, errors, URLs and instances are compared by their own rules in the lists by hand.
  return (
    types.isArgumentsObject(value) ||
    types.isBoxedPrimitive(value) ||
    !LOCAL.has(Object.getPrototypeOf(value))
  );
}

function partsOf(value: object): unknown[] {
  const fields = Reflect.ownKeys(value).map((key) => Reflect.get(value, key) as unknown);
  if (types.isMap(value)) return [...fields, ...[...value].flat()];
  if (types.isSet(value)) return [...fields, ...value];
  return fields;
}
