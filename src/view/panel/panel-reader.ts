import { describe } from '../../errors.js';

/** A part of what `view()` returned is none of the shapes; the message names it. */
export class PanelShapeError extends Error {}

/** How much text all panels of a component may hold. */
const MOST_CHARACTERS = 2_000_000;

/** A value in a cell, or beside a key. */
export type Cell = string | number | boolean | null;

/**
 * Reads values that anybody may have made, part by part: each property once, and into copies. What comes back is plain
 * data of bounded size.
 */
export class PanelReader {
  #characters = 0;

  /** An object, with no properties but these. */
  shape(value: unknown, path: string, names: readonly string[]): Record<string, unknown> {
    const object = this.#object(value, path);
    const foreign = Object.keys(object).find((name) => !names.includes(name) && object[name] !== undefined);
    if (foreign !== undefined)
      throw new PanelShapeError(
        `\`${path}.${foreign}\` is no part of such a panel, which has ${listOf(names)}`,
      );
    return Object.fromEntries(names.map((name) => [name, object[name]]));
  }

  /** The pairs of a plain object, the first ones where there are too many. */
  entries(value: unknown, path: string, most: number): readonly (readonly [string, unknown])[] {
    const object = this.#object(value, path);
    const prototype = Object.getPrototypeOf(object) as object | null;
    // The plain objects of other realms have prototypes of their own, but nothing is above those.
    if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
      throw new PanelShapeError(`\`${path}\` is to be a plain object, and is ${describe(value)}`);
    return Object.keys(object)
      .slice(0, most)
      .map((key) => [key, object[key]]);
  }

  /** An array, which must not be longer than `most`. */
  list(value: unknown, path: string, most: number): readonly unknown[] {
    if (!Array.isArray(value)) throw mustBeArray(value, path);
    if (value.length > most)
      throw new PanelShapeError(`\`${path}\` has ${value.length} members, and may have ${most}`);
    return this.part(value, path, 0, most);
  }

  /** What stands from one place of an array to another; holes are `undefined`. */
  part(value: unknown, path: string, from: number, to: number): readonly unknown[] {
    if (!Array.isArray(value)) throw mustBeArray(value, path);
    return Array.from({ length: Math.min(to, value.length) - from }, (_, i): unknown => value[from + i]);
  }

  /** A text, cut at its end where it is longer than `most`. */
  text(value: unknown, path: string, most: number): string {
    if (typeof value !== 'string')
      throw new PanelShapeError(`\`${path}\` is to be a string, and is ${describe(value)}`);
    const text = value.length > most ? `${startOf(value, most - 1)}…` : value;
    this.#characters += text.length;
    if (this.#characters > MOST_CHARACTERS)
      throw new PanelShapeError(`the panels hold more than ${MOST_CHARACTERS} characters: show less`);
    return text;
  }

  /** A value that can stand in a cell. Numbers that JSON cannot say are given as texts. */
  cell(value: unknown, path: string, most: number): Cell {
    if (value === null || typeof value === 'boolean') return value;
    if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
    if (typeof value === 'string') return this.text(value, path, most);
    throw new PanelShapeError(
      `\`${path}\` is to be a string, a number, a boolean or null, and is ${describe(value)}`,
    );
  }

  /** A boolean; `undefined` where it is absent. */
  flag(value: unknown, path: string): boolean | undefined {
    if (value === undefined || typeof value === 'boolean') return value;
    throw new PanelShapeError(`\`${path}\` is to be a boolean, and is ${describe(value)}`);
  }

  /** A finite number. */
  number(value: unknown, path: string): number {
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    throw new PanelShapeError(`\`${path}\` is to be a finite number, and is ${describe(value)}`);
  }

  #object(value: unknown, path: string): Record<string, unknown> {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
    const what = Array.isArray(value) ? 'an array' : describe(value);
    throw new PanelShapeError(`\`${path}\` is to be an object, and is ${what}`);
  }
}

/** Names as a sentence has them: `a`, `b` and `c`. */
export function listOf(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}

function mustBeArray(value: unknown, path: string): PanelShapeError {
  return new PanelShapeError(`\`${path}\` is to be an array, and is ${describe(value)}`);
}

/** Not in the middle of a character of two units. */
function startOf(text: string, length: number): string {
  const isSplit = /[\uD800-\uDBFF]/.test(text.charAt(length - 1));
  return text.slice(0, isSplit ? length - 1 : length);
}
