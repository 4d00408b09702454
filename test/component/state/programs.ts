import { types } from 'node:util';
import fc from 'fast-check';

/** One random thing that somebody does to the fields of a component. */
export interface Step {
  readonly what: number;
  readonly where: number;
  readonly key: string;
  readonly index: number;
  readonly value: unknown;
}

export const FIELDS = ['a', 'b', 'c', 'd'] as const;
export type AnyFields = Record<string, unknown>;

const key = fc.constantFrom('x', 'y', '0', '__proto__', 'length');

/** Data of every kind that can be a field. */
export const data = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(0, -0, Number.NaN, 1, 'x', '', true, null, undefined, 5n),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 3, noNullPrototype: true }),
    fc
      .array(fc.tuple(fc.constantFrom('x', 'y', 1, Number.NaN), tie('value')), { maxLength: 3 })
      .map((e) => new Map(e)),
    fc.array(tie('value'), { maxLength: 3 }).map((members) => new Set(members)),
    fc.date({ noInvalidDate: true }),
    fc.uint8Array({ maxLength: 3 }),
    tie('value').map((inner) => Object.freeze([inner])),
    tie('value').map((inner) => ({ one: inner, other: inner })),
  ),
})).value;

/** The fields that a component begins with. */
export const start = fc.record({ a: data, b: data, c: data, d: data });

export const step: fc.Arbitrary<Step> = fc.record({
  what: fc.nat(30),
  where: fc.nat(1_000),
  key,
  index: fc.integer({ min: -3, max: 6 }),
  value: data,
});

/** Containers that can be reached from some fields, as a reader finds them. */
export function reachable(it: AnyFields, names: readonly string[]): object[] {
  const found: object[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || found.includes(value)) return;
    if (types.isDate(value) || ArrayBuffer.isView(value)) return;
    found.push(value);
    if (types.isMap(value)) for (const part of [...value].flat()) visit(part);
    else if (types.isSet(value)) for (const member of value) visit(member);
    else for (const k of Object.keys(value)) visit((value as AnyFields)[k]);
  };
  for (const name of names) visit(it[name]);
  return found;
}

/** Does a step to the given fields. `kept` are containers that somebody got hold of earlier. */
export function perform(
  it: AnyFields,
  names: readonly string[],
  kept: object[],
  { what, where, key, index, value: given }: Step,
): void {
  const containers = [...reachable(it, names), ...kept];
  const at = containers[where % (containers.length || 1)];
  // Every third value is one that stands somewhere already.
  const existing = containers[(where * 7 + what) % (containers.length || 1)];
  const value = what % 3 === 0 && existing !== undefined ? existing : given;
  const name = names[where % names.length] as string;
  if (at === undefined || what === 0) {
    it[name] = value;
    return;
  }
  if (what === 1) kept.push(at);
  else if (what === 2) it[name] = at;
  else if (Object.isFrozen(at)) return;
  else if (Array.isArray(at)) changeArray(at, what, index, value);
  else if (types.isMap(at)) changeMap(at, what, key, value, existing);
  else if (types.isSet(at)) changeSet(at, what, value);
  else changeObject(at as AnyFields, what, key, value);
}

function changeArray(at: unknown[], what: number, index: number, value: unknown): void {
  switch (what % 14) {
    case 0:
      at.push(value, 1);
      break;
    case 1:
      at.pop();
      break;
    case 2:
      at.shift();
      break;
    case 3:
      at.unshift(value);
      break;
    case 4:
      at.splice(index, 2, value, value);
      break;
    case 5:
      at.splice(index);
      break;
    case 6:
      at.reverse();
      break;
    case 7:
      at.sort();
      break;
    case 8:
      at.fill(value, index);
      break;
    case 9:
      at.copyWithin(0, 1);
      break;
    case 10:
      at[Math.abs(index)] = value;
      break;
    case 11:
      delete at[Math.abs(index)];
      break;
    case 12:
      at.length = Math.abs(index);
      break;
    default:
      Array.prototype.push.call(at, value);
  }
}

function changeMap(
  at: Map<unknown, unknown>,
  what: number,
  key: string,
  value: unknown,
  existing: unknown,
): void {
  switch (what % 5) {
    case 0:
      at.set(key, value);
      break;
    case 1:
      at.delete(key);
      break;
    case 2:
      at.clear();
      break;
    case 3:
      at.set(existing, value);
      break;
    default:
      at.set(1, value);
  }
}

function changeSet(at: Set<unknown>, what: number, value: unknown): void {
  switch (what % 4) {
    case 0:
    case 1:
      at.add(value);
      break;
    case 2:
      at.delete([...at][0]);
      break;
    default:
      at.clear();
  }
}

function changeObject(at: AnyFields, what: number, key: string, value: unknown): void {
  const all = { value, writable: true, enumerable: true, configurable: true };
  switch (what % 4) {
    case 0:
      delete at[key];
      break;
    case 1:
      Object.defineProperty(at, key, all);
      break;
    default:
      if (key !== '__proto__') at[key] = value;
      else Object.defineProperty(at, key, all);
  }
}

/** A copy that is frozen where the original is: what a program does to its data must not reach the next run. */
export function fresh<T>(value: T, copies = new Map<unknown, unknown>()): T {
  if (typeof value !== 'object' || value === null) return value;
  if (copies.has(value)) return copies.get(value) as T;
  const copy = structuredCopy(
    value,
    (part) => fresh(part, copies),
    (made) => copies.set(value, made),
  );
  return (Object.isFrozen(value) && !ArrayBuffer.isView(value) ? Object.freeze(copy) : copy) as T;
}

function structuredCopy(
  value: object,
  inner: (part: unknown) => unknown,
  note: (copy: object) => void,
): object {
  if (types.isDate(value) || ArrayBuffer.isView(value)) return structuredClone(value);
  const copy = Array.isArray(value)
    ? []
    : types.isMap(value)
      ? new Map()
      : types.isSet(value)
        ? new Set()
        : {};
  note(copy);
  if (types.isMap(copy))
    for (const [k, item] of value as Map<unknown, unknown>) copy.set(inner(k), inner(item));
  else if (types.isSet(copy)) for (const member of value as Set<unknown>) copy.add(inner(member));
  else {
    for (const k of Object.keys(value)) {
      const all = {
        value: inner((value as AnyFields)[k]),
        writable: true,
        enumerable: true,
        configurable: true,
      };
      Object.defineProperty(copy, k, all);
    }
  }
  return copy;
}
