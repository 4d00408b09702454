/** One step from a value to a part of it: a field's key, an element's index, or another place inside a built-in. */
export type Step = string | number | symbol | Place;

/** A place that is neither a field nor an element: an entry of a Map, a member of a Set, what a method returned. */
export interface Place {
  readonly of: 'key' | 'entry' | 'member' | 'identity';
  readonly index?: number;
  readonly key?: unknown;
}

/** Of a path with more steps only the first and the last are written. */
const MAX_STEPS = 32;

/** Writes a path as code would reach it: `args[0].client.socket`. */
export function pathText(root: string, steps: readonly (Step | undefined)[]): string {
  const texts = steps.map((step) => (step === undefined ? '' : stepText(step)));
  const left = texts.length - MAX_STEPS;
  if (left > 0) texts.splice(MAX_STEPS / 2, left, ` … ${left} more … `);
  return root + texts.join('');
}

function stepText(step: Step): string {
  switch (typeof step) {
    case 'number':
      return `[${step}]`;
    case 'symbol':
      return `[${symbolName(step)}]`;
    case 'string':
      return /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(step)
        ? `.${step}`
        : `[${JSON.stringify(step)}]`;
    case 'object':
      return placeText(step);
  }
}

function placeText(place: Place): string {
  switch (place.of) {
    case 'key':
      return `.keys()[${place.index}]`;
    case 'entry':
      return keyName(place) ?? `.values()[${place.index}]`;
    case 'member':
      return `.values()[${place.index}]`;
    case 'identity':
      return "[Symbol.for('workloop.identity')]()";
  }
}

function keyName({ key }: Place): string | undefined {
  switch (typeof key) {
    case 'string':
      return `.get(${JSON.stringify(key)})`;
    case 'number':
    case 'boolean':
      return `.get(${Object.is(key, -0) ? '-0' : key})`;
    case 'bigint':
      return `.get(${key}n)`;
    case 'symbol':
      return `.get(${symbolName(key)})`;
    default:
      return undefined;
  }
}

function symbolName(symbol: symbol): string {
  const key = Symbol.keyFor(symbol);
  if (key !== undefined) return `Symbol.for(${JSON.stringify(key)})`;
  return symbol.description?.startsWith('Symbol.') ? symbol.description : symbol.toString();
}
