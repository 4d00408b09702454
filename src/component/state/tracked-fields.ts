import { Stamp } from '../../stamp.js';

/** Hears of an assignment that gave a field another value. */
export type FieldListener = (name: string, before: unknown, after: unknown) => void;

class Tracked extends Stamp {
  readonly #values: Record<string, unknown>;
  #listener: FieldListener | undefined;

  constructor(component: object, values: Record<string, unknown>) {
    super(component);
    this.#values = values;
  }

  static isTracked(component: object): component is Tracked {
    return #values in component;
  }

  static get(component: Tracked, name: string): unknown {
    return component.#values[name];
  }

  static set(component: Tracked, name: string, value: unknown): void {
    const before = component.#values[name];
    component.#values[name] = value;
    if (!Object.is(before, value)) component.#listener?.(name, before, value);
  }

  static listen(component: Tracked, listener: FieldListener | undefined): void {
    component.#listener = listener;
  }

  static adopt(component: Tracked, name: string, value: unknown): void {
    component.#values[name] = value;
  }
}

/**
 * Accessors by name, the same ones for all components: instances of one class then still have one layout between them.
 * Grows with the number of field names in the source code.
 */
const accessors = new Map<string, PropertyDescriptor>();

/**
 * Tells `listener` of every assignment to a public field of a component; the fields look as before. `undefined` ends
 * the telling. Fields that begin with `_` and `#private` fields are nobody's business; fields that are added later are
 * found when this is called again.
 */
export function trackFields(
  component: object,
  listener: FieldListener | undefined,
  isState: (name: string) => boolean = (name) => !name.startsWith('_'),
): void {
  const isTracked = Tracked.isTracked(component);
  const untracked = Object.keys(component).filter((name) => isState(name) && isTrackable(component, name));
  const properties = Object.getOwnPropertyDescriptors(component) as Record<string, PropertyDescriptor>;
  // To turn a data property into an accessor in place makes the engine treat the whole object as a dictionary, and
  // every call of the work pays for it. Taken away from the last to the first and added anew, the object stays fast.
  const rebuilt =
    untracked.length === 0 ? [] : Object.keys(component).filter((name) => properties[name]?.configurable);
  for (const name of [...rebuilt].reverse()) Reflect.deleteProperty(component, name);
  const tracked = isTracked ? component : (new Tracked(component, {}) as Tracked);
  for (const name of rebuilt) {
    const property = properties[name] as PropertyDescriptor;
    if (untracked.includes(name)) Tracked.adopt(tracked, name, property.value);
    Object.defineProperty(component, name, untracked.includes(name) ? accessorOf(name) : property);
  }
  Tracked.listen(tracked, listener);
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
