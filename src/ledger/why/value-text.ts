import { types } from 'node:util';
import { brandOf } from '../../identity/brand.js';
import { bytesOf, kindOf } from '../../identity/bytes.js';
import { flagsOf, hrefOf, searchOf, sourceOf, timeOf, unboxed } from '../../identity/slots.js';

/** How long the text of one value may be, unless somebody has more room. */
export const MOST_TEXT = 80;

/** A primitive or a function as readable text: `'2012-01-01'`, `3`, `12n`; a string is cut beyond so many characters. */
export function primitiveText(value: unknown, mostCharacters = MOST_TEXT): string {
  switch (typeof value) {
    case 'string':
      return stringText(value, mostCharacters);
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'bigint':
      return cut(`${value}n`);
    case 'symbol':
      return cut(String(value));
    case 'function':
      return 'a function';
    default:
      return String(value);
  }
}

/** Text in quotes, with its length where it is cut. */
function stringText(text: string, most: number): string {
  const isShort = text.length <= most - 2;
  const quoted = `'${escaped(isShort ? text : text.slice(0, most))}'`;
  if (isShort && quoted.length <= most) return quoted;
  const size = ` (${text.length} characters)`;
  return `${wellCut(quoted, most - size.length - 2)}…'${size}`;
}

function escaped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what would spoil a line.
  return /['\\\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text)
    ? JSON.stringify(text)
        .slice(1, -1)
        .replaceAll('\\"', '"')
        .replaceAll("'", "\\'")
        .replace(
          /[\u007f-\u009f\u2028\u2029]/g,
          (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
        )
    : text;
}

/** A text of {@link MOST_TEXT} characters at most. */
export function cut(text: string): string {
  return text.length <= MOST_TEXT ? text : `${wellCut(text, MOST_TEXT - 1)}…`;
}

/** Cut so that no half of a character is left over. */
function wellCut(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}

/** An object that is shown by one text: what it is, and behind that, where it is made of a text itself, that one. */
export interface Leaf {
  readonly kind: 'leaf';
  readonly what: string;
  readonly content?: string;
}

/** What an object shows of itself. */
export type Shown =
  | Leaf
  | {
      readonly kind: 'array' | 'object' | 'map' | 'set' | 'typed' /** Of its class; empty for plain data. */;
      readonly name: string;
    };

/** Sorts an object by what it shows of itself, without running anything of its own. */
export function shownOf(value: object): Shown {
  if (types.isProxy(value)) return leaf('a proxy');
  // Node tells URLs by their prototypes, and a proxy among these would be asked.
  const name = classNameOf(value);
  if (name === undefined) return leaf('an object behind a proxy');
  switch (brandOf(value)) {
    case undefined:
      return { kind: 'object', name: name === 'Object' ? '' : name };
    case 'Array':
      return { kind: 'array', name: name === 'Array' ? '' : name };
    case 'Arguments':
      return { kind: 'array', name: 'arguments' };
    case 'Map':
      return { kind: 'map', name };
    case 'Set':
      return { kind: 'set', name };
    case 'TypedArray':
      return { kind: 'typed', name: name === 'Buffer' ? name : kindOf(value) };
    case 'Date':
      return leaf(dateText(timeOf(value)));
    case 'RegExp':
      return leaf('', `/${sourceOf(value)}/${flagsOf(value)}`);
    case 'Boxed':
      return leaf(`${name} `, primitiveText(unboxed(value), Number.POSITIVE_INFINITY));
    case 'ArrayBuffer':
    case 'DataView':
      return leaf(`${name} ${sizeText(value)}`);
    case 'URL':
      return leaf('URL ', hrefOf(value));
    case 'URLSearchParams':
      return leaf('URLSearchParams ', searchOf(value));
    case 'Error':
      return leaf(`${name}: `, messageIn(value));
    case 'hidden':
      return leaf(`an instance of ${name}`);
  }
}

function leaf(what: string, content?: string): Shown {
  return { kind: 'leaf', what, ...(content !== undefined && { content }) };
}

function dateText(timeMs: number): string {
  return Number.isNaN(timeMs) ? 'Date invalid' : `Date ${new Date(timeMs).toISOString()}`;
}

function sizeText(value: object): string {
  const bytes = bytesOf(value);
  return typeof bytes === 'string' ? bytes : `(${bytes.byteLength} bytes)`;
}

function messageIn(error: object): string {
  const message: unknown = Reflect.getOwnPropertyDescriptor(error, 'message')?.value;
  return typeof message === 'string' ? message : '';
}

/** The name of an object's class; `undefined` where a proxy stands in the way to it. */
function classNameOf(value: object): string | undefined {
  let name: string | undefined;
  for (let at: object | null = Object.getPrototypeOf(value); at !== null; at = Object.getPrototypeOf(at)) {
    if (types.isProxy(at)) return undefined;
    name ??= nameIn(Reflect.getOwnPropertyDescriptor(at, 'constructor')?.value);
  }
  return name ?? 'Object';
}

function nameIn(Class: unknown): string | undefined {
  if (typeof Class !== 'function' || types.isProxy(Class)) return undefined;
  const name: unknown = Reflect.getOwnPropertyDescriptor(Class, 'name')?.value;
  return typeof name === 'string' && name !== '' ? name.slice(0, MOST_TEXT / 2) : 'a class';
}
