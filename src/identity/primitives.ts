/** Small counts and lengths are most of what is written; making their texts anew costs more than all the rest of them. */
const PREPARED = 1_024;
const numberTexts = Array.from({ length: PREPARED }, (_, value) => `n${value};`);
const lengthTexts = Array.from({ length: PREPARED }, (_, length) => `s${length}:`);

/** Text of a number: `n1.5;`. JavaScript prints −0 as 0, so that one is written by hand. */
export function numberText(value: number): string {
  if ((value | 0) === value && value > 0 && value < PREPARED) return numberTexts[value]!;
  return value === 0 && 1 / value < 0 ? 'n-0;' : `n${value};`;
}

/** Text of a bigint: `i12;`. */
export function bigintText(value: bigint): string {
  return `i${value};`;
}

/** Text of a boolean. */
export function booleanText(value: boolean): string {
  return value ? 't' : 'f';
}

/** Node has it since version 20, the library of TypeScript only for ES2024. */
type WellFormable = string & { isWellFormed(): boolean };

/**
 * Text of a string: its length instead of escapes. A lone surrogate has no UTF-8 form (encoders replace it by U+FFFD,
 * and two strings would meet in one digest), so a string that holds one is written as the hex of its units.
 */
export function stringText(value: string): string {
  if (!(value as WellFormable).isWellFormed()) return illFormedText(value);
  return (value.length < PREPARED ? lengthTexts[value.length]! : `s${value.length}:`) + value;
}

function illFormedText(value: string): string {
  return `z${value.length}:${Buffer.from(value, 'utf16le').swap16().toString('hex')}`;
}

/** Symbols that the language itself names; they are the same in every realm. A fixed list, so that no polyfill joins it. */
const WELL_KNOWN = new Map<symbol, string>(
  [
    'asyncDispose',
    'asyncIterator',
    'dispose',
    'hasInstance',
    'isConcatSpreadable',
    'iterator',
    'match',
    'matchAll',
    'replace',
    'search',
    'species',
    'split',
    'toPrimitive',
    'toStringTag',
    'unscopables',
  ].flatMap((name) => {
    const symbol: unknown = Reflect.get(Symbol, name);
    return typeof symbol === 'symbol' ? [[symbol, name] as const] : [];
  }),
);

/** Text of a registered or well-known symbol; `undefined` for a unique one, which equals nothing but itself. */
export function symbolText(value: symbol): string | undefined {
  const key = Symbol.keyFor(value);
  if (key !== undefined) return `y${stringText(key)}`;
  const name = WELL_KNOWN.get(value);
  return name === undefined ? undefined : `w${stringText(name)}`;
}
