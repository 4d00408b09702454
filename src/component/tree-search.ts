import { isFrozenData, isKnownDeeplyFrozen } from '../codec/deeply-frozen.js';
import { ComponentTreeError } from '../errors.js';
import { definitionOf } from './definition.js';
import { isContainer, itemAt, visitFields, visitItems } from './items.js';
import { FoundComponent, Place } from './place.js';

/** Above so many values without a component a field is not searched again before it holds another object. */
const BULK = 1000;

/** A container that a search came by. */
interface ContainerVisit {
  readonly place: Place;
  /** False as long as what it holds is being visited: whatever leads back here then is a cycle. */
  holdsComponents: boolean;
}

/** How a search is made. */
export interface SearchMode {
  /** Whether data is searched too that was much and held no component. */
  readonly isThorough: boolean;
  /** Whether a component in two places is an error; else the first place counts. */
  readonly isStrict: boolean;
}

/**
 * Finds the components below a root again and again. What was found before costs a glance: no path is written, and of a
 * work that is known nothing is looked at.
 */
export class TreeSearch {
  readonly #found = new Map<object, FoundComponent>();
  /** The new ones of the search that is being made. */
  #added: FoundComponent[] = [];
  #containers = new Map<object, ContainerVisit>();
  #mode: SearchMode = { isThorough: true, isStrict: true };
  #number = 0;
  #hasMoved = false;
  #foundNow = 0;
  #visited = 0;
  /** The place of the last array in which a component was found for the first time. */
  #grown: Place | undefined;
  #grownArray: unknown[] = [];

  constructor(
    private readonly root: object,
    private readonly rootPath: string,
  ) {}

  get size(): number {
    return this.#found.size;
  }

  get(component: object): FoundComponent | undefined {
    return this.#found.get(component);
  }

  /**
   * Looks at the whole tree and returns the components that are new, each after the flow that owns it.
   *
   * @throws {ComponentTreeError} on a component in two places, a cycle, or a work that owns components.
   */
  search(mode: SearchMode): readonly FoundComponent[] {
    this.#begin(mode);
    return this.#collectAdded(() => this.#visitComponent(this.root, this.root, this.rootPath, undefined));
  }

  /**
   * Looks only at the end of the array that grew last, where a component that was just made is most likely to be, and
   * returns what is new there.
   */
  searchGrown(): readonly FoundComponent[] {
    const last = this.#grownArray.at(-1);
    const place = this.#grown;
    if (place === undefined || typeof last !== 'object' || last === null || this.#found.has(last)) return [];
    if (!isStillThere(this.#grownArray, place)) return [];
    this.#begin({ isThorough: true, isStrict: false });
    return this.#collectAdded(() => {
      this.#visitComponent(last, this.#grownArray, this.#grownArray.length - 1, place);
    });
  }

  /** Forgets the components that the last {@link search} did not find, and returns them. */
  takeMissing(): readonly FoundComponent[] {
    if (this.#foundNow === this.#found.size) return [];
    const missing = [...this.#found.values()].filter(({ foundIn }) => foundIn !== this.#number);
    for (const { component } of missing) this.#found.delete(component);
    return missing;
  }

  /** Whether a component was found elsewhere than before since this was asked last. */
  takeMoved(): boolean {
    const hasMoved = this.#hasMoved;
    this.#hasMoved = false;
    return hasMoved;
  }

  /** Forgets components as if they had never been found. */
  forget(components: Iterable<FoundComponent>): void {
    for (const { component } of components) this.#found.delete(component);
  }

  #begin(mode: SearchMode): void {
    this.#mode = mode;
    this.#number++;
    this.#foundNow = 0;
    this.#added = [];
    this.#containers = new Map();
  }

  #collectAdded(visit: () => void): readonly FoundComponent[] {
    try {
      visit();
      return this.#added;
    } catch (error) {
      this.forget(this.#added);
      throw error;
    }
  }

  #visit(value: unknown, holder: object, key: unknown, within: Place): void {
    this.#visited++;
    if (typeof value !== 'object' || value === null) return;
    if (!this.#visitComponent(value, holder, key, within)) this.#visitContainer(value, holder, key, within);
  }

  /** Whether it is a component. */
  #visitComponent(value: object, holder: object, key: unknown, within: Place | undefined): boolean {
    const known = this.#found.get(value);
    if (known !== undefined) {
      this.#visitKnown(known, holder, key, within);
      return true;
    }
    const definition = definitionOf(value);
    if (definition === undefined) return false;
    const component = new FoundComponent(value, definition, holder, key, within);
    if (within !== undefined) this.#noteGrown(holder, within);
    this.#found.set(value, component);
    this.#added.push(component);
    this.#noteFound(component);
    return true;
  }

  #visitKnown(component: FoundComponent, holder: object, key: unknown, within: Place | undefined): void {
    if (component.foundIn === this.#number) {
      if (!this.#mode.isStrict) return;
      const second = new Place(holder, key, within);
      throw secondPlace(component, second.path, second.isIn(component));
    }
    if (component.move(holder, key, within)) this.#hasMoved = true;
    this.#noteFound(component);
  }

  #noteFound(component: FoundComponent): void {
    const isNew = component.foundIn === 0;
    component.foundIn = this.#number;
    this.#foundNow++;
    if (component.definition.kind === 'flow') this.#visitFlow(component);
    else if (isNew) this.#checkWork(component);
  }

  #visitFlow(flow: FoundComponent): void {
    visitFields(flow.component, (value, name) => {
      if (typeof value !== 'object' || value === null) return;
      const known = this.#found.get(value);
      if (known !== undefined) {
        this.#visitKnown(known, flow.component, name, flow);
        return;
      }
      if (isFrozenData(value)) return;
      if (!this.#mode.isThorough && flow.bulk.get(name as string) === value) return;
      const [visited, found] = [this.#visited, this.#foundNow];
      this.#visit(value, flow.component, name, flow);
      const isBulk = this.#visited - visited > BULK && this.#foundNow === found;
      if (isBulk) flow.bulk.set(name as string, value);
      else flow.bulk.delete(name as string);
    });
  }

  #checkWork(work: FoundComponent): void {
    const found = this.#foundNow;
    visitFields(work.component, (value, name) => this.#visit(value, work.component, name, work));
    if (this.#foundNow === found) return;
    const child = this.#added.find((component) => component !== work && component.isIn(work));
    throw ownedByWork(work, child ?? work);
  }

  #visitContainer(container: object, holder: object, key: unknown, within: Place): void {
    if (isKnownDeeplyFrozen(container) || !isContainer(container)) return;
    const place = new Place(holder, key, within);
    const visited = this.#containers.get(container);
    if (visited !== undefined) {
      this.#visitAgain(visited, place);
      return;
    }
    const visit: ContainerVisit = { place, holdsComponents: false };
    this.#containers.set(container, visit);
    const found = this.#foundNow;
    visitItems(container, (item, itemKey) => this.#visit(item, container, itemKey, place));
    visit.holdsComponents = this.#foundNow > found;
  }

  /** Data may be a graph of any shape, also one that contains itself; only components have to be in one place. */
  #visitAgain({ place, holdsComponents }: ContainerVisit, second: Place): void {
    if (!holdsComponents || !this.#mode.isStrict) return;
    const isIn = (component: FoundComponent) => component.foundIn === this.#number && component.isIn(place);
    const first = [...this.#found.values()].find(isIn);
    if (first !== undefined) throw secondPlace(first, first.pathIf(place, second), false);
  }

  #noteGrown(holder: object, within: Place): void {
    if (!Array.isArray(holder)) return;
    this.#grown = within;
    this.#grownArray = holder;
  }
}

/** Whether an object stands where it stood, and so does all that it stands in. */
function isStillThere(object: object, place: Place): boolean {
  let holder = object;
  for (let at = place; at.within !== undefined; at = at.within) {
    if (itemAt(at.holder, at.key) !== holder) return false;
    holder = at.holder;
  }
  return true;
}

function secondPlace(first: FoundComponent, second: string, isBelowItself: boolean): ComponentTreeError {
  return new ComponentTreeError(
    isBelowItself
      ? `\`${second}\` is \`${first.path}\` itself: a component cannot be below itself. Take it out of one of the two places.`
      : `The same ${first.component.constructor.name} stands at \`${first.path}\` and at \`${second}\`. Make one instance for each place.`,
  );
}

function ownedByWork(work: Place, child: Place): ComponentTreeError {
  return new ComponentTreeError(
    `The work \`${work.path}\` owns the component \`${child.path}\`. Only flows own components: move it to the flow, and ` +
      'pass its result as an argument.',
  );
}
