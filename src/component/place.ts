import type { Definition } from './definition.js';
import { pathBelow } from './label.js';

/** Where something stands. Its path is put together when it is asked for, because in a long array many of them change. */
export class Place {
  /** The path as it was put together last, and of what. */
  #made: { readonly above: string; readonly key: string; readonly path: string } | undefined;

  constructor(
    /** The component or container that holds it. */
    public holder: object,
    public key: unknown,
    /** Where the holder stands; `undefined` for the root, and then `key` is its path. */
    public within: Place | undefined,
  ) {}

  get path(): string {
    const { within, holder, key } = this;
    if (within === undefined) return String(key);
    const above = within.path;
    // A text has the same label in every holder.
    if (typeof key !== 'string') return pathBelow(above, holder, key);
    if (this.#made?.key !== key || this.#made.above !== above) {
      this.#made = { above, key, path: pathBelow(above, holder, key) };
    }
    return this.#made.path;
  }

  /** The path that it would have if `other`, in which it stands, were somewhere else. */
  pathIf(other: Place, elsewhere: Place): string {
    if (this === other || this.within === undefined) return elsewhere.path;
    return pathBelow(this.within.pathIf(other, elsewhere), this.holder, this.key);
  }

  /** Whether it stands in `other`, at whatever depth, or is it. */
  isIn(other: Place): boolean {
    for (let place: Place | undefined = this; place !== undefined; place = place.within) {
      if (place === other) return true;
    }
    return false;
  }
}

/** A component and where it stands. */
export interface ComponentNode {
  /** Its label, always of where it stands now: `root.trainer`, `root.jobs.0`, `root.byUser.ann`. */
  readonly path: string;
  readonly component: object;
  readonly definition: Definition;
  /** The flow that owns it; `undefined` for the root. */
  readonly owner: object | undefined;
}

/** A component that was found, and what the search remembers of it. */
export class FoundComponent extends Place implements ComponentNode {
  /** The number of the search that found it last. */
  foundIn = 0;
  /** Fields with much data and no component in it, which need not be searched as long as they hold the same object. */
  readonly bulk = new Map<string, object>();

  constructor(
    readonly component: object,
    readonly definition: Definition,
    holder: object,
    key: unknown,
    within: Place | undefined,
  ) {
    super(holder, key, within);
  }

  get owner(): object | undefined {
    let place = this.within;
    while (place !== undefined && !(place instanceof FoundComponent)) place = place.within;
    return place?.component;
  }

  /** Notes where it was found; true where that is another place than before, whatever has become of the flow that owns it. */
  move(holder: object, key: unknown, within: Place | undefined): boolean {
    const isElsewhere =
      this.holder !== holder || !Object.is(this.key, key) || !isSamePlace(this.within, within);
    this.holder = holder;
    this.key = key;
    this.within = within;
    return isElsewhere;
  }
}

/** Containers have a new place in every search, components do not. */
function isSamePlace(one: Place | undefined, other: Place | undefined): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined) return false;
  if (one instanceof FoundComponent || other instanceof FoundComponent) return false;
  return (
    one.holder === other.holder && Object.is(one.key, other.key) && isSamePlace(one.within, other.within)
  );
}
