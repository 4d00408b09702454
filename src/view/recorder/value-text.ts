import { nodeInApp } from '../../component/tree.js';
import { type ContainerPreview, type Preview, previewOf } from '../../ledger/why/preview.js';
import { labelOf } from '../../ledger/why/preview-line.js';
import type { Redact } from '../../ledger/why/reason.js';
import { shownText } from '../../ledger/why/shown-text.js';

/** Whose value it is, and what may be shown of it. */
export interface Showing {
  readonly redact: Redact | undefined;
  /** Path of the component. */
  readonly work: string;
  /** What the value is called when it is asked what may be shown: `result`, or the name of a field. */
  readonly name: string;
}

/** Lists of short parts stand on one line. */
const MOST_LINE = 72;
/** So many characters are shown of one string. */
const MOST_OF_STRING = 2_000;
/** So many times what is shown of a line is looked at by who says what may be. */
const MOST_ASKED = 100;

/** A value as text of several lines: bounded, redacted, and without running any code of the value. */
export function textOfValue(value: unknown, { redact, work, name }: Showing): string {
  const asked: Redact | undefined =
    redact && ((part, { path }) => redact(part, { work, path: name + path.slice('args[0]'.length) }));
  return partText(previewOf([value], { redact: asked, work, mostOfString: MOST_OF_STRING }));
}

/** An argument list as text of several lines, likewise: `('2012-01-01', { rows: 24 })`. */
export function textOfArguments(args: readonly unknown[], showing: Omit<Showing, 'name'>): string {
  const preview = previewOf(args, { ...showing, mostOfString: MOST_OF_STRING });
  return enclosed('(', listOf(preview, ''), ')', '');
}

/** The same for the field of a component; other components in it are shown by where they stand. */
export function textOfField(value: unknown, { redact, work, name }: Showing): string {
  const nameOf = (part: object): string | undefined => {
    const node = nodeInApp(part);
    return node === undefined ? undefined : `→ ${node.path}`;
  };
  const asked: Redact | undefined =
    redact &&
    ((part, { path }) =>
      typeof part === 'object' && part !== null && nodeInApp(part) !== undefined
        ? part
        : redact(part, { work, path: name + path.slice('args[0]'.length) }));
  return partText(previewOf([value], { redact: asked, work, nameOf, mostOfString: MOST_OF_STRING }));
}

/**
 * A line that a work printed, or the message of an error. What may be shown is asked before it is cut: of what is to be hidden,
 * nobody would know the half that is left at the end.
 */
export function textOfLine(text: string, { redact, work, name }: Showing, mostCharacters: number): string {
  const asked = text.slice(0, mostCharacters * MOST_ASKED);
  const shown = shownText(asked, redact, { work, path: name });
  return shortened(shown, mostCharacters);
}

/** A text of so many characters at most. */
export function shortened(text: string, mostCharacters: number): string {
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters - 1).toWellFormed()}…`;
}

/** How many parts a value has, as far as its preview shows them: roughly what it weighs. */
export function weightOf(preview: Preview): number {
  if (typeof preview === 'string') return 1;
  let weight = preview.size;
  for (const part of preview.parts ?? []) weight += weightOf(part[1]);
  return weight;
}

function partText({ parts }: ContainerPreview): string {
  const part = parts?.[0]?.[1];
  return part === undefined ? '…' : linesOf(part, '');
}

function linesOf(preview: Preview, indent: string): string {
  if (typeof preview === 'string') return preview;
  const { kind, name, size, parts } = preview;
  const isList = kind === 'array' || kind === 'typed';
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  const count = kind === 'object' || (kind === 'array' && name === '') ? '' : `(${size})`;
  const prefix = name === '' ? open : `${name}${count} ${open}`;
  if (size === 0) return prefix + close;
  if (parts === undefined) return `${prefix}… ${size} more${close}`;
  const texts = listOf(preview, indent);
  return isList ? enclosed(prefix, texts, close, indent) : enclosed(`${prefix} `, texts, ` ${close}`, indent);
}

/** The parts of a container, each as it stands within it. */
function listOf({ kind, size, parts = [] }: ContainerPreview, indent: string): readonly string[] {
  const texts: string[] = [];
  let told = 0;
  for (const [step, part] of parts) {
    const holes = kind === 'array' ? holesBefore(step, told) : 0;
    if (holes > 0) texts.push(holes === 1 ? 'hole' : `${holes} holes`);
    texts.push(labelOf(step, kind) + linesOf(part, `${indent}  `));
    told += holes + 1;
  }
  return size > told ? [...texts, `… ${size - told} more`] : texts;
}

/** On one line where they are short. */
function enclosed(open: string, texts: readonly string[], close: string, indent: string): string {
  const line = texts.join(', ');
  if (line.length <= MOST_LINE && !line.includes('\n')) return open + line + close;
  const lines = texts.map((text) => `${indent}  ${text}`).join(',\n');
  return `${open.trimEnd()}\n${lines}\n${indent}${close.trimStart()}`;
}

/** How many places of an array are empty between the last part that was told and this one. */
function holesBefore(step: string, told: number): number {
  const place = /^\[(\d+)\]$/.exec(step)?.[1];
  return place === undefined ? 0 : Number(place) - told;
}
