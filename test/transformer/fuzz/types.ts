import type { Random } from './random.js';
import { anything, NAMES, NUMBERS, STRINGS } from './values.js';

/** A type as TypeScript source, and a way to make values of it. */
export interface RandomType {
  readonly source: string;
  readonly make: (random: Random) => unknown;
}

/** A parameter list, and a way to make arguments for it. */
export interface RandomParameters {
  readonly source: string;
  readonly make: (random: Random) => unknown[];
}

interface FieldType extends RandomType {
  readonly name: string;
  readonly isOptional: boolean;
}

/** Types that the others refer to. */
const prelude = `
enum Level { Low, High = 'high', Odd = 7 }
const enum Bit { Off, On }
type Brand = string & { readonly __brand: 'id' };
class Point { constructor(public x: number, public y: number) {} norm() { return this.x; } }
`;

/** Makes random types. Recursive interfaces are collected as declarations. */
export class TypeMaker {
  readonly #declarations = [prelude];

  constructor(private readonly random: Random) {}

  get declarations(): string {
    return this.#declarations.join('\n');
  }

  /** A type nested at most `depth` deep. */
  type(depth: number): RandomType {
    const makers = depth <= 0 ? this.#simple : [...this.#simple, ...this.#nested, ...this.#nested];
    return this.random.pick(makers)(depth - 1);
  }

  /** A parameter list. Makes the arguments too; an optional one may be left out at the end. */
  parameters(): RandomParameters {
    const count = 1 + this.random.below(3);
    const types = Array.from({ length: count }, () => this.type(this.random.chance(0.6) ? 2 : 3));
    const optionalFrom = this.random.chance(0.4) ? this.random.below(count + 1) : count;
    const rest = this.random.chance(0.15) ? this.type(1) : undefined;
    const sources = types.map(
      ({ source }, index) => `p${index}${index >= optionalFrom ? '?' : ''}: ${source}`,
    );
    if (rest !== undefined) sources.push(`...rest: (${rest.source})[]`);
    return {
      source: sources.join(', '),
      make: (random) => {
        const end = optionalFrom + random.below(count - optionalFrom + 1);
        const args = types.slice(0, end).map(({ make }) => make(random));
        if (rest === undefined || end < count) return args;
        return [...args, ...Array.from({ length: random.below(4) }, () => rest.make(random))];
      },
    };
  }

  /** A small record of primitives, the kind that is compared leaf by leaf. */
  smallParameters(): RandomParameters {
    const types = Array.from({ length: 1 + this.random.below(2) }, () => this.#small(this.random.below(3)));
    const isOptional = this.random.chance(0.3);
    return {
      source: types
        .map(({ source }, index) => `p${index}${isOptional && index > 0 ? '?' : ''}: ${source}`)
        .join(', '),
      make: (random) =>
        types.slice(0, isOptional && random.chance(0.4) ? 1 : types.length).map(({ make }) => make(random)),
    };
  }

  #small(depth: number): RandomType {
    const fields = this.#fields(1 + this.random.below(4), () =>
      depth > 0 && this.random.chance(0.4) ? this.#small(depth - 1) : this.random.pick(this.#primitive)(),
    );
    return this.random.chance(0.25) ? unionOf([objectOf(fields), constant('null', null)]) : objectOf(fields);
  }

  readonly #primitive: readonly (() => RandomType)[] = [
    () => ({ source: 'string', make: (random) => random.pick(STRINGS) }),
    () => ({ source: 'number', make: (random) => random.pick(NUMBERS) }),
    () => ({ source: 'number', make: (random) => random.below(5) }),
    () => ({ source: 'boolean', make: (random) => random.chance(0.5) }),
    () => ({
      source: 'bigint',
      make: (random) => BigInt(random.below(3) - 1) * 10n ** BigInt(random.below(30)),
    }),
    () => unionOf([constant("'on'", 'on'), constant("'off'", 'off'), constant('undefined', undefined)]),
    () => unionOf([constant('1', 1), constant('2', 2), constant('null', null)]),
    () => ({ source: 'Level', make: (random) => random.pick([0, 'high', 7]) }),
    () => ({ source: 'Bit', make: (random) => random.below(2) }),
    () => ({ source: 'Brand', make: (random) => random.pick(STRINGS) }),
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the type is meant to be one.
    () => ({ source: '`id-${number}`', make: (random) => `id-${random.below(9)}` }),
    () => constant('true', true),
  ];

  readonly #simple: readonly ((depth: number) => RandomType)[] = [
    ...this.#primitive,
    () => ({ source: 'Date', make: (random) => new Date(random.pick([0, 1e12, Number.NaN])) }),
    () => ({ source: 'RegExp', make: (random) => random.pick([/a/g, /\u2028/u]) }),
    () => ({ source: 'Uint8Array', make: (random) => new Uint8Array([random.below(255), 1]) }),
    () => ({ source: 'unknown', make: anything }),
    () => ({
      source: 'Map<string, number>',
      make: (random) => new Map([[random.pick(STRINGS), random.pick(NUMBERS)]]),
    }),
  ];

  readonly #nested: readonly ((depth: number) => RandomType)[] = [
    (depth) => objectOf(this.#fields(this.random.below(5), () => this.type(depth))),
    (depth) => objectOf(this.#fields(1 + this.random.below(3), () => this.type(depth))),
    (depth) => arrayOf(this.type(depth), this.random.chance(0.3)),
    (depth) => this.#tuple(depth),
    (depth) => this.#record(depth),
    (depth) => unionOf([this.type(depth), this.type(depth), this.type(depth)]),
    (depth) => unionOf([objectOf(this.#tagged('a', depth)), objectOf(this.#tagged('b', depth))]),
    (depth) => this.#intersection(depth),
    (depth) => this.#mapped(depth),
    (depth) => this.#recursive(depth),
    (depth) => this.#collection(depth),
  ];

  #fields(count: number, type: () => RandomType): FieldType[] {
    const names = [...new Set(Array.from({ length: count }, () => this.random.pick(NAMES)))];
    return names.map((name) => ({ ...type(), name, isOptional: this.random.chance(0.3) }));
  }

  #tagged(tag: string, depth: number): FieldType[] {
    const others = this.#fields(2, () => this.type(depth)).filter(({ name }) => name !== 'kind');
    return [{ ...constant(`'${tag}'`, tag), name: 'kind', isOptional: false }, ...others];
  }

  #tuple(depth: number): RandomType {
    const first = this.type(depth);
    const second = this.type(depth);
    const rest = this.type(depth);
    return {
      source: `[first: ${first.source}, second?: ${second.source}, ...rest: (${rest.source})[]]`,
      make: (random) => {
        const values = [first.make(random)];
        if (random.chance(0.6)) values.push(second.make(random));
        while (values.length > 1 && random.chance(0.4)) values.push(rest.make(random));
        return values;
      },
    };
  }

  #record(depth: number): RandomType {
    const value = this.type(depth);
    return {
      source: this.random.pick([`Record<string, ${value.source}>`, `{ [key: string]: ${value.source} }`]),
      make: (random) =>
        build(Array.from({ length: random.below(4) }, () => [random.pick(NAMES), value.make(random)])),
    };
  }

  #intersection(depth: number): RandomType {
    const fields = this.#fields(3, () => this.type(depth));
    const [one, other] = [fields.slice(0, 1), fields.slice(1)];
    return { ...objectOf(fields), source: `(${objectOf(one).source} & ${objectOf(other).source})` };
  }

  #mapped(depth: number): RandomType {
    const object = objectOf(
      this.#fields(2, () => this.type(depth)).map((field) => ({ ...field, isOptional: false })),
    );
    return {
      source: `${this.random.pick(['Readonly', 'Partial'])}<${object.source}>`,
      make: object.make,
    };
  }

  #recursive(depth: number): RandomType {
    const name = `Tree${this.#declarations.length}`;
    const value = this.type(depth);
    this.#declarations.push(
      `interface ${name} { value: ${value.source}; next?: ${name}; kids: readonly ${name}[] }`,
    );
    const make = (random: Random, left: number): unknown => {
      const kids = Array.from({ length: left > 0 ? random.below(3) : 0 }, () => make(random, left - 1));
      const node = { value: value.make(random), kids };
      return left > 0 && random.chance(0.5) ? { ...node, next: make(random, left - 1) } : node;
    };
    return { source: name, make: (random) => make(random, 3) };
  }

  #collection(depth: number): RandomType {
    const key = this.type(Math.min(depth, 1));
    const item = this.type(depth);
    const many = (random: Random) => Array.from({ length: random.below(4) });
    return this.random.chance(0.5)
      ? {
          source: `Map<${key.source}, ${item.source}>`,
          make: (random) => new Map(many(random).map(() => [key.make(random), item.make(random)])),
        }
      : {
          source: `Set<${item.source}>`,
          make: (random) => new Set(many(random).map(() => item.make(random))),
        };
  }
}

function constant(source: string, value: unknown): RandomType {
  return { source, make: () => value };
}

function unionOf(types: readonly RandomType[]): RandomType {
  return {
    source: `(${types.map(({ source }) => source).join(' | ')})`,
    make: (random) => random.pick(types).make(random),
  };
}

function arrayOf(item: RandomType, isReadonly: boolean): RandomType {
  return {
    source: isReadonly ? `readonly (${item.source})[]` : `Array<${item.source}>`,
    make: (random) => Array.from({ length: random.below(5) }, () => item.make(random)),
  };
}

function objectOf(fields: readonly FieldType[]): RandomType {
  const members = fields.map(
    ({ name, isOptional, source }) => `readonly ${JSON.stringify(name)}${isOptional ? '?' : ''}: ${source}`,
  );
  return {
    source: `{ ${members.join('; ')} }`,
    make: (random) =>
      build(
        random
          .shuffled(fields)
          .filter(({ isOptional }) => !isOptional || random.chance(0.6))
          .map(({ name, make }) => [name, make(random)]),
      ),
  };
}

/** An object with own fields of any name, `__proto__` included. */
export function build(
  entries: readonly (readonly [name: string, value: unknown])[],
): Record<string, unknown> {
  const object = {};
  for (const [name, value] of entries) {
    Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
  }
  return object;
}
