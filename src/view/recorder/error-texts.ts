import { types } from 'node:util';
import type { ErrorInfo } from '../api.js';
import { type Showing, shortened, textOfLine, textOfValue } from './value-text.js';

const MOST_CAUSES = 10;
/** With those in others. */
const MOST_ERRORS = 30;
/** Of its name, and of its code. */
const MOST_NAME = 200;
const MOST_MESSAGE = 4_000;
const MOST_STACK = 8_000;

/** What was thrown, then its cause, and so on. */
export function errorInfosOf(thrown: unknown, showing: Omit<Showing, 'name'>): readonly ErrorInfo[] {
  return new ErrorReader(showing).chainOf(thrown);
}

/** The first of a chain on one line: `RangeError: too far`. */
export function errorLineOf([error]: readonly ErrorInfo[], mostCharacters: number): string | undefined {
  if (error === undefined) return undefined;
  const { name, message } = error;
  const line = (message === '' ? name : `${name}: ${message}`).replaceAll(/\s+/g, ' ').trim();
  return line.length <= mostCharacters ? line : `${line.slice(0, mostCharacters - 1).toWellFormed()}…`;
}

/** Reads errors until there are too many of them, or one is met again. */
class ErrorReader {
  readonly #seen = new Set<unknown>();

  constructor(private readonly showing: Omit<Showing, 'name'>) {}

  chainOf(thrown: unknown): readonly ErrorInfo[] {
    const infos: ErrorInfo[] = [];
    for (let error = thrown; !this.#seen.has(error); ) {
      this.#seen.add(error);
      const info = this.#infoOf(error);
      const cause = readFrom(error, 'cause');
      const isLast = infos.length === MOST_CAUSES - 1 || this.#isFull;
      const hasMore = cause !== undefined && isLast && !this.#seen.has(cause);
      infos.push(hasMore ? { ...info, hasMore } : info);
      if (cause === undefined || isLast) break;
      error = cause;
    }
    return infos;
  }

  get #isFull(): boolean {
    return this.#seen.size >= MOST_ERRORS;
  }

  #infoOf(error: unknown): ErrorInfo {
    const info = infoOf(error, this.showing);
    const inside = readFrom(error, 'errors');
    if (!Array.isArray(inside) || types.isProxy(inside) || inside.length === 0) return info;
    const errors: (readonly ErrorInfo[])[] = [];
    for (const each of inside) {
      if (this.#isFull || errors.length === MOST_CAUSES) return { ...info, errors, hasMore: true };
      const chain = this.chainOf(each);
      if (chain.length > 0) errors.push(chain);
    }
    return { ...info, errors };
  }
}

function infoOf(error: unknown, showing: Omit<Showing, 'name'>): ErrorInfo {
  const message = readFrom(error, 'message');
  if (typeof message !== 'string')
    return { name: 'Thrown', message: textOfValue(error, { ...showing, name: 'error' }) };
  const [name, code, stack] = [readFrom(error, 'name'), readFrom(error, 'code'), readFrom(error, 'stack')];
  const shown = (text: string, part: string, most: number): string =>
    textOfLine(text, { ...showing, name: `error.${part}` }, most);
  // A stack repeats the message, so that where the one may not be shown the other may not.
  const told = shown(message, 'message', Number.POSITIVE_INFINITY);
  return {
    name: typeof name === 'string' && name !== '' ? shown(name, 'name', MOST_NAME) : 'Error',
    message: shortened(told, MOST_MESSAGE),
    ...(typeof code === 'string' && { code: shown(code, 'code', MOST_NAME) }),
    ...(typeof stack === 'string' && told === message && { stack: shown(stack, 'stack', MOST_STACK) }),
  };
}

/** A property of something that was thrown, which may be anything and do anything. */
function readFrom(
  thrown: unknown,
  name: 'message' | 'name' | 'code' | 'stack' | 'cause' | 'errors',
): unknown {
  if (typeof thrown !== 'object' || thrown === null || types.isProxy(thrown)) return undefined;
  try {
    return Reflect.get(thrown, name);
  } catch {
    // An accessor of its own that throws tells nothing.
    return undefined;
  }
}
