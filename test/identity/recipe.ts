import fc from 'fast-check';

/** How to make a value: plain data, so that the same value can be made again, in another way or with one change. */
export type Recipe =
  | { readonly make: 'primitive'; readonly value: unknown }
  | { readonly make: 'array'; readonly items: readonly (Recipe | 'hole')[]; readonly fields: Fields }
  /** A list that holds one value twice: one object or two copies. */
  | { readonly make: 'twice'; readonly item: Recipe }
  | { readonly make: 'object'; readonly fields: Fields }
  | {
      readonly make: 'map';
      readonly entries: readonly (readonly [Recipe, Recipe])[];
      readonly fields: Fields;
    }
  | { readonly make: 'set'; readonly members: readonly Recipe[]; readonly fields: Fields }
  | { readonly make: 'date'; readonly time: number; readonly fields: Fields }
  | { readonly make: 'regExp'; readonly source: string; readonly flags: string; readonly lastIndex: number }
  | {
      readonly make: 'bytes';
      readonly as: BytesClass;
      readonly bytes: readonly number[];
      readonly fields: Fields;
    }
  | { readonly make: 'error'; readonly as: ErrorClass; readonly message: string; readonly parts: Fields }
  | { readonly make: 'boxed'; readonly value: string | number | boolean | bigint; readonly fields: Fields }
  | { readonly make: 'arguments'; readonly items: readonly Recipe[] }
  | { readonly make: 'url' | 'search'; readonly text: string }
  | {
      readonly make: 'instance';
      readonly of: 'Point' | 'Vector' | 'Index' | 'Money';
      readonly items: readonly Recipe[];
    }
  /** The container so many levels up, if there is one: a cycle. */
  | { readonly make: 'up'; readonly levels: number };

export type Fields = readonly (readonly [key: string | symbol, recipe: Recipe])[];
export type BytesClass = (typeof BYTES_CLASSES)[number];
export type ErrorClass = (typeof ERROR_CLASSES)[number];

export const BYTES_CLASSES = [
  'ArrayBuffer',
  'DataView',
  'Buffer',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
] as const;

export const ERROR_CLASSES = ['Error', 'TypeError', 'RangeError', 'AggregateError'] as const;

/** Values that are easily taken for one another; few, so that independent draws often meet. */
const primitive = fc.constantFrom<unknown>(
  ...[
    undefined,
    null,
    true,
    false,
    0,
    -0,
    1,
    -1,
    10,
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1e21,
    0n,
    1n,
    -1n,
  ],
  ...[
    '',
    '0',
    '1',
    'a',
    'b',
    'null',
    'n1;',
    's1:a',
    'é',
    'e\u0301',
    '\ud800',
    '\udc00',
    '\ufffd',
    '😀',
    'constructor',
  ],
  ...[Symbol.for('a'), Symbol.for('b'), Symbol.iterator, Symbol.for('Symbol.iterator')],
);

const key = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.constantFrom(
      'a',
      'b',
      'c',
      '',
      '0',
      '10',
      '9',
      '__proto__',
      'constructor',
      'é',
      '\ud800',
      'length',
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(Symbol.for('a'), Symbol.for('b'), Symbol.toStringTag) },
);

const { recipe } = fc.letrec<{ recipe: Recipe; fields: Fields; extra: Fields; leaf: Recipe }>((tie) => {
  const item = tie('recipe');
  const items = fc.array(item, { maxLength: 3 });
  const fields = fc.uniqueArray(fc.tuple(key, item), { maxLength: 3, selector: ([name]) => name });
  const extra = fc.oneof(
    { weight: 6, arbitrary: fc.constant<Fields>([]) },
    { weight: 1, arbitrary: tie('fields') },
  );
  const leaf = fc.oneof(
    { weight: 8, arbitrary: fc.record({ make: fc.constant('primitive' as const), value: primitive }) },
    {
      weight: 1,
      arbitrary: fc.record({ make: fc.constant('up' as const), levels: fc.integer({ min: 1, max: 3 }) }),
    },
  );
  const containers: fc.Arbitrary<Recipe>[] = [
    fc.record({
      make: fc.constant('array'),
      items: fc.array(fc.oneof(item, item, item, fc.constant('hole' as const)), { maxLength: 3 }),
      fields: tie('extra'),
    }),
    fc.record({ make: fc.constant('twice'), item }),
    fc.record({ make: fc.constant('object'), fields: tie('fields') }),
    fc.record({ make: fc.constant('object'), fields: tie('fields') }),
    fc.record({
      make: fc.constant('map'),
      entries: fc.array(fc.tuple(item, item), { maxLength: 3 }),
      fields: tie('extra'),
    }),
    fc.record({ make: fc.constant('set'), members: items, fields: tie('extra') }),
    fc.record({
      make: fc.constant('date'),
      time: fc.constantFrom(0, 1, -1, Number.NaN),
      fields: tie('extra'),
    }),
    fc.record({
      make: fc.constant('regExp'),
      source: fc.constantFrom('a', 'b', '/'),
      flags: fc.constantFrom('', 'g', 'gi', 'u', 'v', 'dy'),
      lastIndex: fc.constantFrom(0, 0, 1),
    }),
    fc.record({
      make: fc.constant('bytes'),
      as: fc.constantFrom(...BYTES_CLASSES),
      bytes: fc.oneof(
        fc.array(fc.constantFrom(0, 1, 127, 128, 255), { maxLength: 2 }),
        fc.constantFrom([0, 0, 192, 127], [1, 0, 192, 127], [0, 0, 192, 255]),
      ),
      fields: tie('extra'),
    }),
    fc.record({
      make: fc.constant('error'),
      as: fc.constantFrom(...ERROR_CLASSES),
      message: fc.constantFrom('', 'a'),
      parts: fc.uniqueArray(
        fc.tuple(fc.constantFrom('cause', 'errors', 'name', 'message', 'code', 'stack'), item),
        { maxLength: 2, selector: ([name]) => name },
      ),
    }),
    fc.record({
      make: fc.constant('boxed'),
      value: fc.constantFrom('', 'ab', 0, -0, 1, Number.NaN, true, false, 1n),
      fields: tie('extra'),
    }),
    fc.record({ make: fc.constant('arguments'), items }),
    fc.record({
      make: fc.constantFrom('url', 'search'),
      text: fc.constantFrom('a=1&b=2', 'b=2&a=1', 'a=1', ''),
    }),
    fc.record({
      make: fc.constant('instance'),
      of: fc.constantFrom('Point', 'Vector', 'Index', 'Money'),
      items: fc.array(item, { minLength: 2, maxLength: 2 }),
    }),
  ] as fc.Arbitrary<Recipe>[];
  return {
    leaf,
    fields,
    extra,
    recipe: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      { weight: 5, arbitrary: leaf },
      ...containers.map((arbitrary) => ({ weight: 1, arbitrary })),
    ),
  };
});

/** Any value, as a recipe. */
export const anyRecipe: fc.Arbitrary<Recipe> = recipe;

/** The recipes of a value's parts, in the order in which {@link withParts} takes them. */
export function partsOf(recipe: Recipe): readonly Recipe[] {
  switch (recipe.make) {
    case 'array':
      return [...recipe.items.filter((item) => item !== 'hole'), ...recipe.fields.map(([, part]) => part)];
    case 'twice':
      return [recipe.item];
    case 'map':
      return [...recipe.entries.flat(), ...recipe.fields.map(([, part]) => part)];
    case 'set':
      return [...recipe.members, ...recipe.fields.map(([, part]) => part)];
    case 'error':
      return recipe.parts.map(([, part]) => part);
    case 'arguments':
    case 'instance':
      return recipe.items;
    case 'object':
    case 'date':
    case 'bytes':
    case 'boxed':
      return recipe.fields.map(([, part]) => part);
    case 'primitive':
    case 'regExp':
    case 'url':
    case 'search':
    case 'up':
      return [];
  }
}
