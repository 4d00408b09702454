import { types } from 'node:util';
import { isDeeplyFrozen } from '../../codec/deeply-frozen.js';
import {
  type ContainerKind,
  containerKind,
  eachContainer,
  eachPart,
  findPart,
  isPartAt,
  isWatchable,
  stepTo,
} from './containers.js';
import type { DataWatch } from './data-watch.js';
import type { FieldPath, PathStep } from './field-op.js';
import { leaveCollection, observeCollection } from './observed-collections.js';
import { rawMap, rawSet } from './raw-collections.js';
import { takeOver } from './take-over.js';

/** Where a container stands: in which other one, and how many places there are in all. */
interface Place {
  parent: object;
  key: unknown;
  links: number;
}

/** How a path leads to a container; where it can only lead to something that holds it, `isWhole`. */
export interface Location {
  readonly path: FieldPath;
  readonly isWhole: boolean;
}

/** A walk that takes more steps goes round in a cycle: values so deep can be copied and encoded by nobody. */
const MAX_STEPS = 10_000;

/**
 * Knows where each container in the fields of a component stands, so that a change costs a walk up and not a search
 * through all. `links` may be too high (containers of a cycle keep each other alive) and, where changes were made
 * unseen, too low; a place may be out of date, as those of the elements after one that was taken out. So every step of a
 * walk is looked at, and where something is wrong all is counted anew.
 */
export class Places {
  #places = new WeakMap<object, Place>();
  /** Counts changes of who holds whom. */
  #version = 0;
  #countedAt = -1;
  /** Whether too much may have been taken off `links`: what left held data that is changed unseen. */
  #isDoubtful = false;

  /**
   * @param root Holds the fields by name.
   * @param watch Takes over what is entered, and watches the Maps and Sets in it.
   */
  constructor(
    private readonly root: Readonly<Record<string, unknown>>,
    private readonly watch: DataWatch,
  ) {}

  /** Notes where somebody came upon a container. */
  hint(container: object, parent: object, key: unknown): void {
    const place = this.#places.get(container);
    if (place === undefined) {
      this.#places.set(container, { parent, key, links: 1 });
    } else if (place.parent === parent) {
      place.key = key;
    } else if (!isPartAt(place.parent, container, place.key)) {
      // A place that still holds is kept: of two, this one might lead round in a cycle.
      place.parent = parent;
      place.key = key;
    }
  }

  /** Who holds whom is no longer what is noted here. */
  touch(): void {
    this.#version++;
  }

  /**
   * Notes that a value, and whatever is in it, was put into a container. Proxies in it give way to what they stand for.
   *
   * @returns Whether it holds what changes without anybody hearing of it: dates, bytes, instances of classes.
   */
  enter(value: unknown, parent: object, key: unknown): boolean {
    if (!isObject(value)) return false;
    this.#version++;
    let isOpaque = false;
    const waiting: [value: object, parent: object, key: unknown][] = [[value, parent, key]];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [part, holder, at] = next;
      const kind = containerKind(part);
      if (kind === undefined || !isWatchable(part, kind)) {
        if (isDeeplyFrozen(part)) continue;
        isOpaque = true;
        if (kind === undefined) continue;
      }
      const place = this.#places.get(part);
      if (place !== undefined) {
        place.links++;
        continue;
      }
      this.#places.set(part, { parent: holder, key: at, links: 1 });
      if (isCollection(part)) observeCollection(part, this.watch);
      let replaced: Map<unknown, unknown> | undefined;
      eachPart(part, kind, (inner, innerKey) => {
        if (!isObject(inner)) return;
        const own = replaced?.get(inner) ?? takeOver(inner, this.watch);
        if (own !== inner) {
          replaced ??= new Map();
          replaced.set(inner, own);
        }
        waiting.push([own as object, part, innerKey]);
      });
      if (replaced !== undefined) replaceParts(part, kind, replaced);
    }
    return isOpaque;
  }

  /** Notes that a value was taken out of one place. */
  leave(value: unknown): void {
    if (!isObject(value)) return;
    this.#version++;
    const waiting: object[] = [value];
    for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
      const place = this.#places.get(part);
      if (place === undefined || --place.links > 0) continue;
      this.#places.delete(part);
      leaveCollection(part, this.watch);
      const kind = containerKind(part);
      if (kind === undefined) continue;
      this.#isDoubtful ||= !isWatchable(part, kind);
      eachPart(part, kind, (inner) => isObject(inner) && waiting.push(inner));
    }
  }

  /** Counts all places anew. */
  recount(): void {
    this.#places = new WeakMap();
    for (const name of Object.keys(this.root)) this.enter(this.root[name], this.root, name);
    this.#countedAt = this.#version;
    this.#isDoubtful = false;
  }

  /** Where a container stands: `several` places, or none. */
  locate(container: object): Location | 'several' | undefined {
    if (this.#isDoubtful) this.recount();
    const found = this.#walkUp(container);
    if (found !== 'several' && found !== undefined) return found;
    if (!this.#recountIfChanged()) return found;
    return this.#walkUp(container);
  }

  /** Whether a container stands in more than one place. */
  hasSeveral(container: object): boolean {
    if (this.#isDoubtful) this.recount();
    if ((this.#places.get(container)?.links ?? 1) < 2) return false;
    this.#recountIfChanged();
    return (this.#places.get(container)?.links ?? 1) > 1;
  }

  /** The fields that hold a container, at whatever depth. */
  fieldsWith(container: object): string[] {
    return Object.keys(this.root).filter((name) => holds(this.root[name], container));
  }

  #recountIfChanged(): boolean {
    if (this.#countedAt === this.#version) return false;
    this.recount();
    return true;
  }

  #walkUp(container: object): Location | 'several' | undefined {
    const steps: PathStep[] = [];
    let isWhole = false;
    let at = container;
    for (let count = 0; at !== this.root; count++) {
      const place = this.#places.get(at);
      if (place === undefined || count > MAX_STEPS) return undefined;
      if (place.links > 1) return 'several';
      const { parent } = place;
      if (!isPartAt(parent, at, place.key)) {
        const found = findPart(parent, at);
        if (found === undefined) return undefined;
        place.key = found.key;
      }
      const step = stepTo(parent, place.key);
      if (step === undefined) {
        // No path leads into a Set, so all of the Set it is.
        steps.length = 0;
        isWhole = true;
      } else {
        steps.push(step);
      }
      at = parent;
    }
    return { path: steps.reverse() as unknown as FieldPath, isWhole };
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isCollection(value: object): boolean {
  return types.isMap(value) || types.isSet(value);
}

function holds(value: unknown, wanted: object): boolean {
  let isFound = false;
  eachContainer(value, (container) => {
    isFound ||= container === wanted;
  });
  return isFound;
}

/** Puts other parts in the place of some; entries and members keep their order. */
function replaceParts(container: object, kind: ContainerKind, replaced: ReadonlyMap<unknown, unknown>): void {
  const own = (part: unknown) => replaced.get(part) ?? part;
  if (kind === 'map') {
    const entries = [...rawMap.entries(container)];
    rawMap.clear(container);
    for (const [key, item] of entries) rawMap.set(container, own(key), own(item));
  } else if (kind === 'set') {
    const members = [...rawSet.values(container)];
    rawSet.clear(container);
    for (const member of members) rawSet.add(container, own(member));
  } else {
    eachPart(container, kind, (part, key) => {
      // What a getter returns is not kept here.
      if (!replaced.has(part) || Reflect.getOwnPropertyDescriptor(container, key as PropertyKey)?.get) return;
      Reflect.defineProperty(container, key as PropertyKey, { value: own(part) });
    });
  }
}
