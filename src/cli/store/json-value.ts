import { types } from 'node:util';

/** A value as far as JSON can say it. */
export interface JsonValue {
  readonly value: unknown;
  /** What JSON cannot say, and where it was: `value.when: a Date`. */
  readonly leftOut: readonly string[];
}

/** A component in a value, which is shown by its path. */
export class ComponentMark {
  constructor(readonly path: string) {}
}

/**
 * Takes from a value what JSON says exactly. Of the rest the place is told: members of objects go, items of arrays become
 * `null`.
 */
export function jsonValueOf(value: unknown, name: string): JsonValue {
  const leftOut: string[] = [];
  const above = new Set<object>();

  const convert = (part: unknown, path: string): unknown => {
    if (part === null || typeof part === 'string' || typeof part === 'boolean') return part;
    if (typeof part === 'number' && Number.isFinite(part) && !Object.is(part, -0)) return part;
    if (part instanceof ComponentMark) return { component: part.path };
    if (typeof part === 'object' && !above.has(part)) {
      const isList = Array.isArray(part);
      if (isList || isPlain(part)) {
        above.add(part);
        const converted = isList ? listOf(part, path) : objectOf(part, path);
        above.delete(part);
        return converted;
      }
    }
    leftOut.push(`${path}: ${kindOf(part, above)}`);
    return undefined;
  };
  // Holes become `null` as well, and are told.
  const listOf = (list: readonly unknown[], path: string): unknown[] =>
    Array.from(list, (item, i) => convert(item, `${path}[${i}]`) ?? null);
  const objectOf = (object: object, path: string): unknown =>
    Object.fromEntries(
      Object.entries(object).flatMap(([key, item]) => {
        const converted = convert(
          item,
          /^[A-Za-z_$][\w$]*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`,
        );
        return converted === undefined ? [] : [[key, converted]];
      }),
    );

  return { value: convert(value, name), leftOut };
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function kindOf(part: unknown, above: ReadonlySet<object>): string {
  if (part === undefined) return 'undefined';
  if (typeof part !== 'object' || part === null)
    return Object.is(part, -0) ? '-0' : `${typeof part} ${String(part)}`;
  if (above.has(part)) return 'a cycle';
  const name = types.isProxy(part) ? 'an object' : part.constructor?.name;
  return name ? `a ${name}` : 'an object';
}
