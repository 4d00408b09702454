import { LIMITS } from '../limits.js';
import { Refused } from '../refused.js';
import { decode } from '../security/request-target.js';

/** The parameters of a query, each once, and only those that the route knows. */
export class Parameters {
  private readonly values = new Map<string, string>();

  /** @throws Refused where one is unknown, there twice, or not well encoded. */
  constructor(query: string, known: readonly string[]) {
    for (const [name, value] of pairsOf(query)) {
      if (!known.includes(name)) {
        const list = known.length === 0 ? 'none' : known.map((one) => `\`${one}\``).join(', ');
        throw new Refused(400, `There is a parameter that is not known here. Known are: ${list}.`);
      }
      if (this.values.has(name)) throw new Refused(400, `The parameter \`${name}\` is there more than once.`);
      this.values.set(name, value);
    }
  }

  /** The path of a component. @throws Refused where it is absent or cannot be one. */
  path(): string {
    return this.optionalPath() ?? missing('path', 'the path of a component');
  }

  optionalPath(): string | undefined {
    const path = this.values.get('path');
    if (path === undefined) return undefined;
    if (path === '' || path.length > LIMITS.text.path) return malformed('path', 'the path of a component');
    return path;
  }

  /** A number that counts something, from 1. */
  number(name: string): number {
    return this.optionalNumber(name) ?? missing(name, 'an integer from 1 up');
  }

  optionalNumber(name: string, maximum: number = Number.MAX_SAFE_INTEGER): number | undefined {
    const text = this.values.get(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    const isRight = /^[1-9]\d{0,15}$/.test(text) && value <= maximum;
    return isRight
      ? value
      : malformed(
          name,
          maximum === Number.MAX_SAFE_INTEGER ? 'an integer from 1 up' : `an integer from 1 to ${maximum}`,
        );
  }

  limit(): number {
    return this.optionalNumber('limit', LIMITS.page.maxItems) ?? LIMITS.page.defaultItems;
  }

  /** One name or several of a list, with commas between them. */
  names<Name extends string>(name: string, possible: readonly Name[]): ReadonlySet<Name> | undefined {
    const text = this.values.get(name);
    if (text === undefined) return undefined;
    const names = text.split(',');
    const isRight =
      names.every((one) => (possible as readonly string[]).includes(one)) &&
      new Set(names).size === names.length;
    return isRight
      ? new Set(names as Name[])
      : malformed(name, `one or several of ${possible.join(', ')}, with commas between them`);
  }

  /** What to look for, whatever the case; `undefined` for nothing. */
  search(): RegExp | undefined {
    const text = this.values.get('search') ?? '';
    if (text.length > LIMITS.text.search)
      return malformed('search', `at most ${LIMITS.text.search} characters`);
    return text === '' ? undefined : new RegExp(text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'), 'i');
  }

  text(name: string): string {
    return this.values.get(name) ?? missing(name, 'given');
  }
}

/** A parameter of a query that may have others too; `undefined` where it is not there exactly once. */
export function parameterOf(query: string, wanted: string): string | undefined {
  const found = pairsOf(query).filter(([name]) => name === wanted);
  return found.length === 1 ? found[0]![1] : undefined;
}

function pairsOf(query: string): [name: string, value: string][] {
  if (query === '') return [];
  return query.split('&').map((part) => {
    const [name = '', ...rest] = part.split('=');
    return [decoded(name), decoded(rest.join('='))];
  });
}

function decoded(text: string): string {
  const value = decode(text.replaceAll('+', ' '));
  if (value === undefined) throw new Refused(400, 'The parameters are not well encoded.');
  return value;
}

function missing(name: string, what: string): never {
  throw new Refused(400, `The parameter \`${name}\` is missing: it has to be ${what}.`);
}

function malformed(name: string, expected: string): never {
  throw new Refused(400, `The parameter \`${name}\` has to be ${expected}.`);
}
