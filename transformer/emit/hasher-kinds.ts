import type { ObjectShape, PrimitiveName, Shape, TupleItem } from '../shape/shape.js';

/** What a value may be, with all that several members of a union say about the same kind of value put together. */
export interface Kinds {
  readonly primitives: ReadonlySet<PrimitiveName | 'true' | 'false'>;
  readonly objects: readonly ObjectShape[];
  /** Arrays and tuples. */
  readonly lists: readonly List[];
  readonly maps: readonly Extract<Shape, { kind: 'map' }>[];
  readonly sets: readonly Extract<Shape, { kind: 'set' }>[];
  /** Whether there may be values for which there is no fast path. */
  readonly isOpen: boolean;
  /** The same for equal kinds; different ones differ. */
  readonly id: string;
}

/** An array or a tuple: elements at fixed places first, and then any number of others. */
export interface List {
  readonly items: readonly TupleItem[];
}

type Atom = Exclude<Shape, { kind: 'union' | 'named' }>;

/** Sorts shapes into {@link Kinds}. What recurs is followed, so a union of recursive types is one union of all of them. */
export class KindReader {
  readonly #ids = new Map<Shape, number>();
  readonly #lists = new Map<Shape, List>();

  constructor(private readonly named: readonly Shape[]) {}

  kindsOf(shapes: readonly Shape[]): Kinds {
    const atoms = new Set<Atom>();
    this.#collect(shapes, atoms, new Set());
    const primitives = new Set<PrimitiveName | 'true' | 'false'>();
    const containers: Atom[] = [];
    let isOpen = atoms.size === 0;
    for (const atom of atoms) {
      if (atom.kind === 'primitive') primitives.add(atom.of);
      else if (atom.kind === 'literal') primitives.add(literalKind(atom.value));
      else if (isContainer(atom)) containers.push(atom);
      else isOpen = true;
    }
    return {
      primitives,
      objects: containers.filter((shape) => shape.kind === 'object'),
      lists: containers.flatMap((shape) => this.#listOf(shape) ?? []),
      maps: containers.filter((shape) => shape.kind === 'map'),
      sets: containers.filter((shape) => shape.kind === 'set'),
      isOpen,
      id: containers
        .map((shape) => this.#idOf(shape))
        .sort((one, other) => one - other)
        .join(),
    };
  }

  #collect(shapes: readonly Shape[], atoms: Set<Atom>, seen: Set<Shape>): void {
    for (const shape of shapes) {
      if (seen.has(shape)) continue;
      seen.add(shape);
      if (shape.kind === 'union') this.#collect(shape.members, atoms, seen);
      else if (shape.kind === 'named')
        this.#collect([this.named[shape.id] ?? { kind: 'generic' }], atoms, seen);
      else atoms.add(shape);
    }
  }

  #listOf(shape: Shape): List | undefined {
    if (shape.kind !== 'array' && shape.kind !== 'tuple') return undefined;
    const known = this.#lists.get(shape);
    if (known !== undefined) return known;
    const items =
      shape.kind === 'tuple' ? shape.items : [{ shape: shape.item, isOptional: false, isRest: true }];
    const list = { items };
    this.#lists.set(shape, list);
    return list;
  }

  #idOf(shape: Shape): number {
    const id = this.#ids.get(shape) ?? this.#ids.size;
    this.#ids.set(shape, id);
    return id;
  }
}

function literalKind(value: string | number | boolean | bigint): PrimitiveName | 'true' | 'false' {
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return typeof value as 'string' | 'number' | 'bigint';
}

function isContainer(shape: Atom): boolean {
  return ['object', 'array', 'tuple', 'map', 'set'].includes(shape.kind);
}

/** What stands at a place of a list, as far as the members of a union agree on places. */
export function itemsAt(lists: readonly List[], index: number): readonly Shape[] {
  return lists.flatMap(({ items }) => {
    const rest = items.findIndex((item) => item.isRest);
    const reachable = rest !== -1 && index >= rest ? items.slice(rest) : items.slice(index, index + 1);
    return reachable.map((item) => item.shape);
  });
}

/** How many places of a list have shapes of their own; from there on all are alike. */
export function fixedPlaces(lists: readonly List[]): number {
  return Math.max(
    ...lists.map(({ items }) => {
      const rest = items.findIndex((item) => item.isRest);
      return rest === -1 ? items.length : rest;
    }),
  );
}
