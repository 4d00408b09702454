import type { ContainerPreview, Preview } from './preview.js';
import { cut } from './value-text.js';

/** Of containers with more parts than the first number, only so many are shown as the second one says. */
const FEW = { array: [4, 2], typed: [4, 2], set: [4, 2], map: [4, 2], object: [6, 4] } as const;
const MOST_LEVELS = 3;

/** A preview on one line of 80 characters at most: `[1, 2, … 98 more]`. */
export function lineOf(preview: Preview): string {
  return cut(textOf(preview, 0));
}

/** An argument list on one line: `('2012-01-01', 3)`. */
export function argumentsLineOf({ parts = [], size }: ContainerPreview, mostCharacters: number): string {
  const texts = parts.map(([, part]) => textOf(part, 0));
  if (texts.length < size) texts.push(`… ${size - texts.length} more`);
  const line = texts.join(', ');
  return `(${line.length <= mostCharacters - 2 ? line : `${line.slice(0, mostCharacters - 3).toWellFormed()}…`})`;
}

function textOf(preview: Preview, level: number): string {
  if (typeof preview === 'string') return preview;
  const { kind, name } = preview;
  const inner = insideOf(preview, level);
  switch (kind) {
    case 'array':
      return name === '' ? `[${inner}]` : `${name} [${inner}]`;
    case 'object':
      return name === '' ? `{${inner}}` : `${name} {${inner}}`;
    case 'typed':
      return `${name}(${preview.size}) [${inner}]`;
    case 'map':
    case 'set':
      return `${name}(${preview.size}) {${inner}}`;
  }
}

function insideOf({ kind, size, parts }: ContainerPreview, level: number): string {
  if (size === 0) return '';
  if (parts === undefined || level >= MOST_LEVELS) return '…';
  const [few, first] = FEW[kind];
  const shown = parts.slice(0, size <= few ? few : first);
  const texts = shown.map(([step, part]) => labelOf(step, kind) + textOf(part, level + 1));
  const more = size - texts.length;
  return more > 0 ? [...texts, `… ${more} more`].join(', ') : texts.join(', ');
}

/** What a part is called in its container: `day: `, `"ann" → `, or `… → ` where the key in a Map is not shown. */
export function labelOf(step: string, kind: ContainerPreview['kind']): string {
  if (kind === 'map') return step.startsWith('.get(') ? `${step.slice('.get('.length, -1)} → ` : '… → ';
  if (kind !== 'object') return '';
  return step.startsWith('.') ? `${step.slice(1)}: ` : `${step.slice(1, -1)}: `;
}
