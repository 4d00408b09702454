import vm from 'node:vm';
import { argumentsOf } from './arguments-of.js';
import { Index, Money, Point, Vector } from './declared-classes.js';
import { type Fields, partsOf, type Recipe } from './recipe.js';

/** Ways to make the same value that must not show in its identity. */
export interface Kitchen {
  /** Lists fields, entries and members in another order. */
  readonly isReversed: boolean;
  /** Makes built-ins and literals with the classes of another realm. */
  readonly isForeign: boolean;
  /** Makes plain objects without a prototype. */
  readonly isBare: boolean;
  /** Uses one object wherever one recipe is used twice, instead of a copy each time. */
  readonly isSharing: boolean;
}

const GLOBALS = [
  'Object',
  'Array',
  'Map',
  'Set',
  'Date',
  'RegExp',
  'Error',
  'TypeError',
  'RangeError',
  'AggregateError',
];
const BYTES = [
  'ArrayBuffer',
  'DataView',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
];
const WIDE = ['Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'];

type Realm = typeof globalThis;
const foreign = vm.runInNewContext(`({ ${[...GLOBALS, ...BYTES, ...WIDE].join(', ')} })`) as Realm;
const foreignArguments = vm.runInNewContext('(function () { return arguments; })') as (
  ...items: unknown[]
) => unknown;

/** Makes the value that a recipe describes. */
export function cook(recipe: Recipe, kitchen: Kitchen): unknown {
  return new Cook(kitchen).value(recipe);
}

class Cook {
  private readonly above: object[] = [];
  private readonly made = new Map<Recipe, unknown>();
  private readonly realm: Realm;

  constructor(private readonly kitchen: Kitchen) {
    this.realm = kitchen.isForeign ? foreign : globalThis;
  }

  value(recipe: Recipe): unknown {
    if (recipe.make === 'primitive') return recipe.value;
    if (recipe.make === 'up') return this.above.at(-recipe.levels) ?? 'top';
    if (this.kitchen.isSharing && this.made.has(recipe)) return this.made.get(recipe);
    const value = this.container(recipe);
    // What leads up depends on where it is.
    if (!leadsUp(recipe)) this.made.set(recipe, value);
    return value;
  }

  private container(recipe: Exclude<Recipe, { make: 'primitive' | 'up' }>): object {
    const { realm } = this;
    switch (recipe.make) {
      case 'array':
        return this.inside(new realm.Array<unknown>(recipe.items.length), (array) => {
          recipe.items.forEach((item, i) => {
            if (item !== 'hole') array[i] = this.value(item);
          });
          this.addFields(array, beside(recipe.fields));
        });
      case 'twice':
        return this.inside(new realm.Array<unknown>(), (array) => {
          array.push(this.value(recipe.item), this.value(recipe.item));
        });
      case 'object':
        return this.inside(this.kitchen.isBare ? Object.create(null) : new realm.Object(), (object) =>
          this.addFields(object, recipe.fields),
        );
      case 'map':
        return this.inside(new realm.Map<unknown, unknown>(), (map) => {
          for (const [key, item] of this.ordered(this.withoutRepeats(recipe.entries))) {
            map.set(this.value(key), this.value(item));
          }
          this.addFields(map, recipe.fields);
        });
      case 'set':
        return this.inside(new realm.Set<unknown>(), (set) => {
          for (const member of this.ordered(recipe.members)) set.add(this.value(member));
          this.addFields(set, recipe.fields);
        });
      case 'date':
        return this.inside(new realm.Date(recipe.time), (date) => this.addFields(date, recipe.fields));
      case 'regExp':
        return Object.assign(new realm.RegExp(recipe.source, recipe.flags), { lastIndex: recipe.lastIndex });
      case 'bytes':
        return this.inside(this.bytes(recipe), (bytes) => this.addFields(bytes, beside(recipe.fields)));
      case 'error':
        return this.inside(this.error(recipe), (error) => {
          for (const [key, part] of recipe.parts) {
            // `cause` and its siblings count whether or not they are enumerable.
            const enumerable = key !== 'cause' || !this.kitchen.isReversed;
            const value = key === 'errors' && part.make !== 'up' ? [this.value(part)] : this.value(part);
            Object.defineProperty(error, key, { value, enumerable, configurable: true, writable: true });
          }
        });
      case 'boxed':
        return this.inside(new realm.Object(recipe.value) as object, (boxed) =>
          this.addFields(boxed, beside(recipe.fields)),
        );
      case 'arguments': {
        const make = this.kitchen.isForeign ? foreignArguments : argumentsOf;
        return this.inside(make(...recipe.items.map(() => 0)) as unknown[], (list) => {
          recipe.items.forEach((item, i) => {
            list[i] = this.value(item);
          });
        });
      }
      case 'url':
        return new URL(`http://example.org/?${recipe.text}`);
      case 'search':
        return new URLSearchParams(recipe.text);
      case 'instance':
        return this.instance(recipe);
    }
  }

  private instance(recipe: Recipe & { make: 'instance' }): object {
    const [x, y] = recipe.items as [Recipe, Recipe];
    if (recipe.of === 'Money') {
      // Its content is given once and for all, so nothing in it leads back to it.
      const amount = leadsUp(x) ? 0 : this.value(x);
      return new Money(amount);
    }
    if (recipe.of === 'Index')
      return this.inside(new Index(), (index) => index.set(this.value(x), this.value(y)));
    const instance = recipe.of === 'Point' ? new Point(0, 0) : new Vector(0, 0);
    return this.inside(instance, (point) => Object.assign(point, { x: this.value(x) }, { y: this.value(y) }));
  }

  private bytes({ as, bytes }: Recipe & { make: 'bytes' }): object {
    const aligned = [...bytes, ...new Array<number>((8 - (bytes.length % 8)) % 8).fill(0)];
    const view = new Uint8Array(new this.realm.ArrayBuffer(aligned.length));
    view.set(aligned);
    if (as === 'ArrayBuffer') return view.buffer;
    if (as === 'Buffer') return Buffer.from(view.buffer);
    const Class = this.realm[as] as new (buffer: ArrayBufferLike) => object;
    return new Class(view.buffer);
  }

  private error({ as, message }: Recipe & { make: 'error' }): object {
    const error =
      as === 'AggregateError' ? new this.realm.AggregateError([], message) : new this.realm[as](message);
    // The stack is written when it is first asked for, and must not meet a message that cannot be printed.
    expect(error.stack).toBeDefined();
    return error;
  }

  private inside<T extends object>(container: T, fill: (container: T) => void): T {
    this.above.push(container);
    fill(container);
    this.above.pop();
    return container;
  }

  /** Of entries with one key the first, in whatever order they are made. */
  private withoutRepeats(
    entries: readonly (readonly [Recipe, Recipe])[],
  ): readonly (readonly [Recipe, Recipe])[] {
    const seen = new Set<unknown>();
    return entries.filter(([key]) => {
      if (key.make !== 'primitive' && key.make !== 'up') return true;
      const made = this.value(key);
      return seen.size < seen.add(made).size;
    });
  }

  private addFields(target: object, fields: Fields): void {
    for (const [key, recipe] of this.ordered(fields)) {
      // Defined and not assigned: `__proto__` is a key like any other here.
      const descriptor = { value: this.value(recipe), enumerable: true, configurable: true, writable: true };
      Object.defineProperty(target, key, descriptor);
    }
  }

  private ordered<T>(parts: readonly T[]): readonly T[] {
    return this.kitchen.isReversed ? [...parts].reverse() : parts;
  }
}

/** Fields that are no elements, characters or lengths. */
function beside(fields: Fields): Fields {
  return fields.filter(([key]) => !/^(\d+|length)$/.test(String(key)));
}

const leading = new WeakMap<Recipe, boolean>();

function leadsUp(recipe: Recipe): boolean {
  const known = leading.get(recipe);
  if (known !== undefined) return known;
  const leads = recipe.make === 'up' || partsOf(recipe).some(leadsUp);
  leading.set(recipe, leads);
  return leads;
}
