import { enumerableSymbols } from '../../identity/fields.js';
import { pathText, type Step } from '../../identity/path.js';
import type { Shown } from './value-text.js';

/** One part of a container. */
export interface Part {
  /** How it is reached: `.day`, `[0]`, `.get("ann")`. */
  readonly step: string;
  /** Whether it is an accessor, which is not asked. */
  readonly isHidden: boolean;
  readonly value: unknown;
  /** The key in a Map, how it is reached, and how the part is where the key may not be shown. */
  readonly key?: { readonly value: unknown; readonly step: string; readonly stepWithout: string };
}

/** Of a container so many parts are looked at. */
export const MOST_PARTS = 100;

const mapEntries = Map.prototype.entries;
const setValues = Set.prototype.values;
const mapSize = sizeGetterOf(Map.prototype, 'size');
const setSize = sizeGetterOf(Set.prototype, 'size');
const typedLength = sizeGetterOf(Object.getPrototypeOf(Uint8Array.prototype), 'length');
const nextEntry = new Map<unknown, unknown>().entries().next;
const nextMember = new Set<unknown>().values().next;

/** What a container is made of. */
export type ContainerKind = Exclude<Shown['kind'], 'leaf'>;

/** How many parts a container has, by its slots and its data properties. */
export function sizeOf(container: object, kind: ContainerKind): number {
  switch (kind) {
    case 'array':
      return lengthOf(container);
    case 'typed':
      return typedLength.call(container);
    case 'map':
      return mapSize.call(container);
    case 'set':
      return setSize.call(container);
    case 'object':
      return Object.keys(container).length + enumerableSymbols(container).length;
  }
}

/** The first parts of a container, likewise. */
export function partsOf(container: object, kind: ContainerKind): Part[] {
  switch (kind) {
    case 'array':
    case 'typed':
      return elementsOf(container, sizeOf(container, kind));
    case 'map':
      return entriesOf(container);
    case 'set':
      return membersOf(container);
    case 'object':
      return fieldsOf(container);
  }
}

/** An arguments object may have any length, or none. */
function lengthOf(container: object): number {
  const length: unknown = Reflect.getOwnPropertyDescriptor(container, 'length')?.value;
  return typeof length === 'number' && length >= 0 ? length : 0;
}

function elementsOf(container: object, size: number): Part[] {
  const list: Part[] = [];
  for (let i = 0; i < Math.min(size, MOST_PARTS); i++) {
    const found = Reflect.getOwnPropertyDescriptor(container, i);
    if (found !== undefined) list.push(partFrom(found, `[${i}]`));
  }
  return list;
}

function fieldsOf(container: object): Part[] {
  const keys: PropertyKey[] = Object.keys(container);
  const symbols = enumerableSymbols(container);
  const all = symbols.length === 0 ? keys : [...keys, ...symbols];
  const list: Part[] = [];
  for (let i = 0; i < Math.min(all.length, MOST_PARTS); i++) {
    const key = all[i]!;
    const found = Reflect.getOwnPropertyDescriptor(container, key);
    if (found !== undefined) list.push(partFrom(found, fieldStep(key)));
  }
  return list;
}

/** Most keys are plain names, and are told quickly. */
function fieldStep(key: PropertyKey): string {
  return typeof key === 'string' && /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : stepText(key as Step);
}

function partFrom(found: PropertyDescriptor, step: string): Part {
  return {
    step,
    isHidden: found.get !== undefined || found.set !== undefined,
    value: found.value as unknown,
  };
}

function entriesOf(map: object): Part[] {
  const entries = mapEntries.call(map as Map<unknown, unknown>);
  const list: Part[] = [];
  while (list.length < MOST_PARTS) {
    const { done, value } = nextEntry.call(entries) as IteratorResult<[unknown, unknown], undefined>;
    if (done === true) break;
    const [key, item] = value;
    const index = list.length;
    list.push({
      step: stepText({ of: 'entry', index, key }),
      isHidden: false,
      value: item,
      key: {
        value: key,
        step: stepText({ of: 'key', index }),
        stepWithout: stepText({ of: 'entry', index }),
      },
    });
  }
  return list;
}

function membersOf(set: object): Part[] {
  const members = setValues.call(set as Set<unknown>);
  const list: Part[] = [];
  while (list.length < MOST_PARTS) {
    const { done, value } = nextMember.call(members) as IteratorResult<unknown, undefined>;
    if (done === true) break;
    list.push({ step: stepText({ of: 'member', index: list.length }), isHidden: false, value });
  }
  return list;
}

function stepText(step: Step): string {
  return pathText('', [step]);
}

function sizeGetterOf(prototype: object, name: string): (this: unknown) => number {
  return Reflect.getOwnPropertyDescriptor(prototype, name)!.get!;
}
