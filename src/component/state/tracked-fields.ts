import { Stamp } from '../../stamp.js';

/** Who keeps the values of the tracked fields of a component, and decides what becomes of an assignment. */
export interface FieldKeeper {
  /** By name: what the accessors read where there is nothing else to do. */
  readonly values: Record<string, unknown>;
  /** Whether every reader goes through {@link read}, also one of a field that holds a primitive. */
  readonly isReadWatched: boolean;
  read(name: string): unknown;
  assign(name: string, value: unknown): void;
}

class Tracked extends Stamp {
  #values: Record<string, unknown>;
  #keeper: FieldKeeper;

  constructor(component: object, keeper: FieldKeeper) {
    super(component);
    this.#values = keeper.values;
    this.#keeper = keeper;
  }

  static isTracked(component: object): component is Tracked {
    return #keeper in component;
  }

  static get(component: Tracked, name: string): unknown {
    const value = component.#values[name];
    const keeper = component.#keeper;
    return typeof value !== 'object' && !keeper.isReadWatched ? value : keeper.read(name);
  }

  static set(component: Tracked, name: string, value: unknown): void {
    component.#keeper.assign(name, value);
  }

  static keep(component: Tracked, keeper: FieldKeeper): void {
    component.#values = keeper.values;
    component.#keeper = keeper;
  }
}

/**
 * Accessors by name, the same ones for all components: instances of one class then still have one layout between them.
 * Grows with the number of field names in the source code.
 */
const accessors = new Map<string, PropertyDescriptor>();

/**
 * Puts the fields of a component that are state into the hands of a keeper; they look as before. Fields that are there
 * already keep their values; fields that are added later are found when this is called again with the same keeper.
 *
 * @returns The names of fields that are tracked now and were not before.
 */
export function keepFields(
  component: object,
  keeper: FieldKeeper,
  isState: (name: string) => boolean,
): readonly string[] {
  const untracked = Object.keys(component).filter((name) => isState(name) && isTrackable(component, name));
  const properties = Object.getOwnPropertyDescriptors(component) as Record<string, PropertyDescriptor>;
  for (const name of untracked) keeper.values[name] = properties[name]?.value;
  rebuild(component, untracked, () => {
    if (Tracked.isTracked(component)) Tracked.keep(component, keeper);
    else new Tracked(component, keeper);
    return accessorOf;
  });
  return untracked;
}

/** Makes the tracked fields of a component ordinary ones again. */
export function releaseFields(component: object, values: Readonly<Record<string, unknown>>): void {
  const tracked = Object.keys(component).filter((name) => isKept(component, name));
  rebuild(component, tracked, () => (name) => ({
    value: values[name],
    writable: true,
    enumerable: true,
    configurable: true,
  }));
}

/** Whether a field of a component is in the hands of a keeper. */
export function isKept(component: object, name: string): boolean {
  const accessor = accessors.get(name);
  return accessor !== undefined && Object.getOwnPropertyDescriptor(component, name)?.get === accessor.get;
}

/**
 * Turns data properties into accessors or back. In place that would make the engine treat the whole object as a
 * dictionary, and every call of the work would pay for it. Taken away from the last to the first and added anew, the
 * object stays fast. What cannot be added anew stays and is changed in place.
 */
function rebuild(
  component: object,
  changing: readonly string[],
  begin: () => (name: string) => PropertyDescriptor,
): void {
  const properties = Object.getOwnPropertyDescriptors(component) as Record<string, PropertyDescriptor>;
  const isExtensible = Object.isExtensible(component);
  const moved = changing.length === 0 || !isExtensible ? [] : Object.keys(component);
  const rebuilt = moved.filter((name) => properties[name]?.configurable);
  for (const name of [...rebuilt].reverse()) Reflect.deleteProperty(component, name);
  const propertyOf = begin();
  const isChanging = new Set(changing);
  for (const name of isExtensible ? rebuilt : changing) {
    const property = isChanging.has(name) ? propertyOf(name) : (properties[name] as PropertyDescriptor);
    Object.defineProperty(component, name, property);
  }
}

function isTrackable(component: object, name: string): boolean {
  const property = Object.getOwnPropertyDescriptor(component, name);
  return property?.configurable === true && property.writable === true;
}

function accessorOf(name: string): PropertyDescriptor {
  let accessor = accessors.get(name);
  if (accessor === undefined) {
    accessor = {
      get(this: Tracked) {
        return Tracked.get(this, name);
      },
      set(this: Tracked, value: unknown) {
        Tracked.set(this, name, value);
      },
      enumerable: true,
      configurable: true,
    };
    accessors.set(name, accessor);
  }
  return accessor;
}
