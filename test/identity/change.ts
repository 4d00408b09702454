import type { Fields, Recipe } from './recipe.js';
import { BYTES_CLASSES, ERROR_CLASSES, partsOf } from './recipe.js';

/** How many recipes a recipe consists of, itself included. */
export function countOf(recipe: Recipe): number {
  return 1 + partsOf(recipe).reduce((sum, part) => sum + countOf(part), 0);
}

/** The recipe with one of its parts, counted from itself in the order of {@link partsOf}, changed. */
export function changeAt(recipe: Recipe, index: number, change: (part: Recipe) => Recipe): Recipe {
  if (index === 0) return change(recipe);
  let left = index - 1;
  const parts = partsOf(recipe).map((part) => {
    const size = countOf(part);
    const isHere = left >= 0 && left < size;
    const changed = isHere ? changeAt(part, left, change) : part;
    left -= size;
    return changed;
  });
  return withParts(recipe, parts);
}

/** A recipe that differs a little from this one: one part less, another class, another number. */
export function tweak(recipe: Recipe): Recipe {
  switch (recipe.make) {
    case 'array':
      return { ...recipe, items: recipe.items.length === 0 ? ['hole'] : recipe.items.slice(1) };
    case 'twice':
      return { make: 'array', items: [recipe.item], fields: [] };
    case 'object':
      return { ...recipe, fields: renamed(recipe.fields) };
    case 'map':
      return { ...recipe, entries: recipe.entries.map(([key, item]) => [item, key] as const) };
    case 'set':
      return { ...recipe, members: recipe.members.slice(1) };
    case 'date':
      return { ...recipe, time: recipe.time + 1 };
    case 'regExp':
      return { ...recipe, flags: recipe.flags === '' ? 'i' : '' };
    case 'bytes':
      return { ...recipe, as: BYTES_CLASSES[(BYTES_CLASSES.indexOf(recipe.as) + 1) % BYTES_CLASSES.length]! };
    case 'error':
      return { ...recipe, as: ERROR_CLASSES[(ERROR_CLASSES.indexOf(recipe.as) + 1) % ERROR_CLASSES.length]! };
    case 'boxed':
      return { make: 'primitive', value: recipe.value };
    case 'arguments':
      return { make: 'array', items: recipe.items, fields: [] };
    case 'url':
      return { ...recipe, make: 'search' };
    case 'search':
      return { make: 'primitive', value: recipe.text };
    case 'instance':
      return recipe.of === 'Point'
        ? { ...recipe, of: 'Vector' }
        : { ...recipe, items: [...recipe.items].reverse() };
    case 'primitive':
      return {
        make: 'primitive',
        value: typeof recipe.value === 'string' ? `${recipe.value}0` : String(recipe.value),
      };
    case 'up':
      return { make: 'up', levels: recipe.levels + 1 };
  }
}

function renamed(fields: Fields): Fields {
  if (fields.length === 0) return [['a', { make: 'primitive', value: undefined }]];
  const [[key, part], ...rest] = fields as [Fields[number], ...Fields];
  return [[typeof key === 'symbol' ? 'a' : `${key}'`, part], ...rest];
}

function withParts(recipe: Recipe, parts: readonly Recipe[]): Recipe {
  const left = [...parts];
  const next = () => left.shift()!;
  const refill = (fields: Fields): Fields => fields.map(([key]) => [key, next()] as const);
  switch (recipe.make) {
    case 'array': {
      const items = recipe.items.map((item) => (item === 'hole' ? item : next()));
      return { ...recipe, items, fields: refill(recipe.fields) };
    }
    case 'twice':
      return { ...recipe, item: next() };
    case 'map': {
      const entries = recipe.entries.map(() => [next(), next()] as const);
      return { ...recipe, entries, fields: refill(recipe.fields) };
    }
    case 'set': {
      const members = recipe.members.map(next);
      return { ...recipe, members, fields: refill(recipe.fields) };
    }
    case 'error':
      return { ...recipe, parts: refill(recipe.parts) };
    case 'arguments':
    case 'instance':
      return { ...recipe, items: recipe.items.map(next) };
    case 'object':
    case 'date':
    case 'bytes':
    case 'boxed':
      return { ...recipe, fields: refill(recipe.fields) };
    default:
      return recipe;
  }
}
