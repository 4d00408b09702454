import { types } from 'node:util';
import { unobserved } from '../../observed.js';
import { isNameable, MEMBER } from './containers.js';
import { type Change, type DataWatch, NOTHING } from './data-watch.js';
import { rawMap, rawSet } from './raw-collections.js';
import { takeOver } from './take-over.js';

/** Who watches a Map or Set: the fields of one work, rarely of several. */
const watches = new WeakMap<object, DataWatch[]>();

/**
 * Gives a Map or Set methods of its own that tell of what is changed through them. No proxy: what is in a Map is in it,
 * and not in its fields, so that a proxy of one neither equals it nor can be used where a Map is expected.
 */
export function observeCollection(collection: object, watch: DataWatch): void {
  const watching = watches.get(collection);
  if (watching?.includes(watch) || !Object.isExtensible(collection)) return;
  // Parts are given by the first of several, so the others may miss what happens in them.
  for (const other of watching ?? []) other.noteShared();
  if (watching !== undefined && watching.length > 0) watch.noteShared();
  watches.set(collection, [...(watching ?? []), watch]);
  Object.defineProperties(collection, types.isMap(collection) ? mapMethods : setMethods);
}

/** Ends what {@link observeCollection} began. */
export function leaveCollection(collection: object, watch: DataWatch): void {
  const watching = watches.get(collection);
  if (watching === undefined) return;
  const rest = watching.filter((other) => other !== watch);
  watches.set(collection, rest);
  if (rest.length > 0) return;
  watches.delete(collection);
  for (const key of Reflect.ownKeys(types.isMap(collection) ? mapMethods : setMethods)) {
    Reflect.deleteProperty(collection, key);
  }
}

function watchesOf(collection: object): readonly DataWatch[] {
  return watches.get(collection) ?? [];
}

function read(collection: object): void {
  for (const { onRead } of watchesOf(collection)) onRead?.();
}

function given(collection: object, part: unknown, key: unknown): unknown {
  return watchesOf(collection)[0]?.give(part, collection, key) ?? part;
}

/** The original of what is put in; all that watch become holders of it. */
function taken(collection: object, value: unknown): unknown {
  for (const watch of watchesOf(collection)) takeOver(value, watch);
  return unobserved(value);
}

/** Descriptions of methods that nobody comes upon; one of them is the iterator too. */
function asHidden(iterator: string, methods: object & ThisType<object>): PropertyDescriptorMap {
  const all = Object.getOwnPropertyDescriptors(methods) as PropertyDescriptorMap;
  for (const property of Object.values(all)) property.enumerable = false;
  return { ...all, [Symbol.iterator]: all[iterator] as PropertyDescriptor };
}

function tell(change: Change): void {
  for (const watch of watchesOf(change.container)) watch.changed(change);
}

const mapMethods = asHidden('entries', {
  get size(): number {
    read(this);
    return rawMap.size(this);
  },
  has(key: unknown): boolean {
    read(this);
    return rawMap.has(this, unobserved(key));
  },
  get(key: unknown): unknown {
    read(this);
    const original = unobserved(key);
    return given(this, rawMap.get(this, original), original);
  },
  set(newKey: unknown, newItem: unknown): object {
    const key = taken(this, newKey);
    const value = taken(this, newItem);
    const isNew = !rawMap.has(this, key);
    const before = rawMap.get(this, key);
    if (!isNew && Object.is(before, value)) return this;
    rawMap.set(this, key, value);
    // A key that is an object would be another one on the other side.
    tell({
      container: this,
      opAt: isNameable(key) ? (path) => ({ kind: 'mapSet', path, key, value }) : undefined,
      added: isNew ? [value, key] : [value],
      key,
      removed: [before],
      undo: () => (isNew ? rawMap.delete(this, key) : rawMap.set(this, key, before)),
    });
    return this;
  },
  delete(oldKey: unknown): boolean {
    const key = unobserved(oldKey);
    if (!rawMap.has(this, key)) return false;
    const before = rawMap.get(this, key);
    const entries = isNameable(key) ? undefined : [...rawMap.entries(this)];
    rawMap.delete(this, key);
    tell({
      container: this,
      opAt: entries === undefined ? (path) => ({ kind: 'mapDelete', path, key }) : undefined,
      added: NOTHING,
      key,
      removed: [key, before],
      // Objects among the keys are told from each other by their order.
      undo: () => (entries === undefined ? rawMap.set(this, key, before) : refillMap(this, entries)),
    });
    return true;
  },
  clear(): void {
    const entries = [...rawMap.entries(this)];
    if (entries.length === 0) return;
    rawMap.clear(this);
    tell({
      container: this,
      opAt: (path) => ({ kind: 'clear', path }),
      added: NOTHING,
      key: undefined,
      removed: entries.flat(),
      undo: () => refillMap(this, entries),
    });
  },
  forEach(visit: (item: unknown, key: unknown, map: object) => void, self?: unknown): void {
    read(this);
    rawMap.forEach(this, (item, key) => {
      visit.call(self, given(this, item, key), given(this, key, MEMBER), this);
    });
  },
  *entries(): Generator<[unknown, unknown]> {
    read(this);
    for (const [key, item] of rawMap.entries(this)) yield [given(this, key, MEMBER), given(this, item, key)];
  },
  *keys(): Generator<unknown> {
    read(this);
    for (const key of rawMap.keys(this)) yield given(this, key, MEMBER);
  },
  *values(): Generator<unknown> {
    read(this);
    for (const [key, item] of rawMap.entries(this)) yield given(this, item, key);
  },
});

const setMethods = asHidden('values', {
  get size(): number {
    read(this);
    return rawSet.size(this);
  },
  has(member: unknown): boolean {
    read(this);
    return rawSet.has(this, unobserved(member));
  },
  add(newMember: unknown): object {
    const value = taken(this, newMember);
    if (rawSet.has(this, value)) return this;
    rawSet.add(this, value);
    tell({
      container: this,
      opAt: (path) => ({ kind: 'setAdd', path, value }),
      added: [value],
      key: MEMBER,
      removed: NOTHING,
      undo: () => rawSet.delete(this, value),
    });
    return this;
  },
  delete(oldMember: unknown): boolean {
    const value = unobserved(oldMember);
    if (!rawSet.has(this, value)) return false;
    const members = isNameable(value) ? undefined : [...rawSet.values(this)];
    rawSet.delete(this, value);
    tell({
      container: this,
      opAt: members === undefined ? (path) => ({ kind: 'setDelete', path, value }) : undefined,
      added: NOTHING,
      key: MEMBER,
      removed: [value],
      undo: () => (members === undefined ? rawSet.add(this, value) : refillSet(this, members)),
    });
    return true;
  },
  clear(): void {
    const members = [...rawSet.values(this)];
    if (members.length === 0) return;
    rawSet.clear(this);
    tell({
      container: this,
      opAt: (path) => ({ kind: 'clear', path }),
      added: NOTHING,
      key: undefined,
      removed: members,
      undo: () => refillSet(this, members),
    });
  },
  forEach(visit: (member: unknown, same: unknown, set: object) => void, self?: unknown): void {
    read(this);
    rawSet.forEach(this, (member) => {
      const one = given(this, member, MEMBER);
      visit.call(self, one, one, this);
    });
  },
  *entries(): Generator<[unknown, unknown]> {
    for (const member of membersOf(this)) yield [member, member];
  },
  keys(): Generator<unknown> {
    return membersOf(this);
  },
  values(): Generator<unknown> {
    return membersOf(this);
  },
});

function refillMap(map: object, entries: Iterable<readonly [unknown, unknown]>): void {
  rawMap.clear(map);
  for (const [key, item] of entries) rawMap.set(map, key, item);
}

function refillSet(set: object, members: Iterable<unknown>): void {
  rawSet.clear(set);
  for (const member of members) rawSet.add(set, member);
}

function* membersOf(set: object): Generator<unknown> {
  read(set);
  for (const member of rawSet.values(set)) yield given(set, member, MEMBER);
}
