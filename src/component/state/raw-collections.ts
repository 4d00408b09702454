const mapMethods = Map.prototype;
const setMethods = Set.prototype;
const { get, set, has, delete: remove, clear, forEach, entries, keys } = mapMethods;
const setHas = setMethods.has;
const { add, delete: setRemove, clear: setClear, forEach: setForEach, values } = setMethods;
const mapSize = Object.getOwnPropertyDescriptor(mapMethods, 'size')!.get!;
const setSize = Object.getOwnPropertyDescriptor(setMethods, 'size')!.get!;

type AnyMap = Map<unknown, unknown>;
type AnySet = Set<unknown>;

/** The methods of the language on Maps of every realm, whatever methods a Map has of its own: nobody hears of these. */
export const rawMap = {
  get: (map: object, key: unknown): unknown => get.call(map as AnyMap, key),
  set: (map: object, key: unknown, item: unknown): void => void set.call(map as AnyMap, key, item),
  has: (map: object, key: unknown): boolean => has.call(map as AnyMap, key),
  delete: (map: object, key: unknown): boolean => remove.call(map as AnyMap, key),
  clear: (map: object): void => clear.call(map as AnyMap),
  size: (map: object): number => mapSize.call(map) as number,
  entries: (map: object): IterableIterator<[unknown, unknown]> => entries.call(map as AnyMap),
  keys: (map: object): IterableIterator<unknown> => keys.call(map as AnyMap),
  forEach: (map: object, visit: (item: unknown, key: unknown) => void): void =>
    forEach.call(map as AnyMap, visit),
};

/** The same for Sets. */
export const rawSet = {
  add: (set: object, member: unknown): void => void add.call(set as AnySet, member),
  has: (set: object, member: unknown): boolean => setHas.call(set as AnySet, member),
  delete: (set: object, member: unknown): boolean => setRemove.call(set as AnySet, member),
  clear: (set: object): void => setClear.call(set as AnySet),
  size: (set: object): number => setSize.call(set) as number,
  values: (set: object): IterableIterator<unknown> => values.call(set as AnySet),
  forEach: (set: object, visit: (member: unknown) => void): void => setForEach.call(set as AnySet, visit),
};
