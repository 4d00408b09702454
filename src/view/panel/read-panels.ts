import { describe } from '../../errors.js';
import type { Panel } from '../api.js';
import { listOf, PanelReader, PanelShapeError } from './panel-reader.js';

/*
 * What grows with time is cut, and the panel says so: an app that has run for a year still has its panels. What is written
 * down in the code (how many panels, columns, lines) is refused beyond its bound.
 */
const MOST_PANELS = 20;
const MOST_COLUMNS = 50;
const MOST_LINES = 20;
const MOST_PAIRS = 500;
const MOST_ROWS = 1_000;
/** Cells of a table; values of a series, those of `x` included. */
const MOST_VALUES = 20_000;
const MOST_TEXT = 20_000;
const MOST_CELL = 500;
const MOST_NAME = 200;

/** The longest time from the epoch that a `Date` can say, in milliseconds. */
const LONGEST_TIME_MS = 8.64e15;

type PanelOf<Kind extends Panel['kind']> = Extract<Panel, { readonly kind: Kind }>;
type Read<Kind extends Panel['kind']> = (parts: Parts, path: string, reader: PanelReader) => PanelOf<Kind>;
type Parts = Record<string, unknown>;

/** How a panel of each kind is read, and which parts it has. */
const kinds: {
  readonly [Kind in Panel['kind']]: { readonly parts: readonly string[]; readonly read: Read<Kind> };
} = {
  text: { parts: ['text'], read: readText },
  keyValues: { parts: ['values'], read: readKeyValues },
  table: { parts: ['columns', 'rows'], read: readTable },
  series: { parts: ['x', 'isTime', 'lines'], read: readSeries },
};

/**
 * Copies what `view()` returned: one panel, or an array of up to 20.
 *
 * @throws {PanelShapeError} where it is not that; the message names the part.
 */
export function readPanels(returned: unknown): readonly Panel[] {
  const reader = new PanelReader();
  if (!Array.isArray(returned)) return [readPanel(returned, 'panel', reader)];
  return reader
    .list(returned, 'panels', MOST_PANELS)
    .map((panel, i) => readPanel(panel, `panels[${i}]`, reader));
}

function readPanel(value: unknown, path: string, reader: PanelReader): Panel {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new PanelShapeError(`\`${path}\` is to be a panel, and is ${describe(value)}`);
  const { kind } = value as { readonly kind?: unknown };
  if (typeof kind !== 'string' || !Object.hasOwn(kinds, kind))
    throw new PanelShapeError(
      `\`${path}.kind\` is to be one of ${listOf(Object.keys(kinds))}, and is ${describe(kind)}`,
    );
  const { parts, read } = kinds[kind as Panel['kind']];
  return read(reader.shape(value, path, ['kind', 'title', ...parts]), path, reader);
}

function readText(parts: Parts, path: string, reader: PanelReader): PanelOf<'text'> {
  const text = reader.text(parts.text, `${path}.text`, MOST_TEXT);
  const cut = cutOf('characters', 'first', text.length, lengthOf(parts.text));
  return { kind: 'text', ...titleOf(parts, path, reader, cut), text };
}

function readKeyValues(parts: Parts, path: string, reader: PanelReader): PanelOf<'keyValues'> {
  const pairs = reader.entries(parts.values, `${path}.values`, MOST_PAIRS);
  const values = Object.fromEntries(
    pairs.map(([key, value]) => [
      reader.text(key, `${path}.values`, MOST_NAME),
      reader.cell(value, `${path}.values${stepOf(key)}`, MOST_CELL),
    ]),
  );
  const cut = cutOf('pairs', 'first', pairs.length, Object.keys(parts.values as object).length);
  return { kind: 'keyValues', ...titleOf(parts, path, reader, cut), values };
}

function readTable(parts: Parts, path: string, reader: PanelReader): PanelOf<'table'> {
  const columns = reader
    .list(parts.columns, `${path}.columns`, MOST_COLUMNS)
    .map((name, i) => reader.text(name, `${path}.columns[${i}]`, MOST_NAME));
  if (columns.length === 0) throw new PanelShapeError(`\`${path}.columns\` is empty`);
  const most = Math.min(MOST_ROWS, Math.floor(MOST_VALUES / columns.length));
  const rows = reader.part(parts.rows, `${path}.rows`, 0, most).map((row, i) => {
    const at = `${path}.rows[${i}]`;
    const cells = reader.part(row, at, 0, columns.length);
    if (lengthOf(row) !== columns.length)
      throw new PanelShapeError(
        `\`${at}\` has ${countOf(lengthOf(row), 'cell')}, and there ${columns.length === 1 ? 'is' : 'are'} ${countOf(columns.length, 'column')}`,
      );
    return cells.map((cell, j) => reader.cell(cell, `${at}[${j}]`, MOST_CELL));
  });
  const cut = cutOf('rows', 'first', rows.length, lengthOf(parts.rows));
  return { kind: 'table', ...titleOf(parts, path, reader, cut), columns, rows };
}

function readSeries(parts: Parts, path: string, reader: PanelReader): PanelOf<'series'> {
  const isTime = reader.flag(parts.isTime, `${path}.isTime`);
  const given = reader.list(parts.lines, `${path}.lines`, MOST_LINES);
  const length = lengthOf(parts.x);
  const most = Math.floor(MOST_VALUES / (given.length + 1));
  // The last points are the latest ones.
  const from = Math.max(0, length - most);
  const xPath = `${path}.x`;
  const x = reader.part(parts.x, xPath, from, length).map((value, i) => {
    const point = reader.number(value, `${xPath}[${from + i}]`);
    if (isTime === true && Math.abs(point) > LONGEST_TIME_MS)
      throw new PanelShapeError(`\`${xPath}[${from + i}]\` is ${point}, which is no time in milliseconds`);
    return point;
  });
  const lines = given.map((value, i) => {
    const at = `${path}.lines[${i}]`;
    const line = reader.shape(value, at, ['label', 'values']);
    const label = reader.text(line.label, `${at}.label`, MOST_NAME);
    if (Array.isArray(line.values) && line.values.length !== length)
      throw new PanelShapeError(
        `\`${at}.values\` has ${countOf(line.values.length, 'value')}, and \`x\` has ${length}`,
      );
    const values = reader
      .part(line.values, `${at}.values`, from, length)
      .map((one, j) => (one === null ? null : reader.number(one, `${at}.values[${from + j}]`)));
    return { label, values };
  });
  const cut = cutOf('points', 'last', x.length, length);
  const panel = { kind: 'series', ...titleOf(parts, path, reader, cut), x, lines } as const;
  return inOrder(isTime === undefined ? panel : { ...panel, isTime });
}

/** Charts are drawn from the left to the right, in whatever order the points came. */
function inOrder(panel: PanelOf<'series'>): PanelOf<'series'> {
  const { x, lines } = panel;
  if (x.every((point, i) => i === 0 || (x[i - 1] as number) <= point)) return panel;
  const order = x.map((_, i) => i).sort((one, other) => (x[one] as number) - (x[other] as number));
  const sorted = <T>(values: readonly T[]): T[] => order.map((i) => values[i] as T);
  return { ...panel, x: sorted(x), lines: lines.map((line) => ({ ...line, values: sorted(line.values) })) };
}

function titleOf(
  { title }: Parts,
  path: string,
  reader: PanelReader,
  cut: string | undefined,
): { readonly title?: string } {
  const text = title === undefined ? undefined : reader.text(title, `${path}.title`, MOST_NAME);
  const said = [text, cut].filter((part) => part !== undefined).join(' ');
  return text === undefined && cut === undefined ? {} : { title: said };
}

/** What a title says where not all is shown. */
function cutOf(what: string, which: 'first' | 'last', shown: number, given: number): string | undefined {
  return shown < given ? `(the ${which} ${shown} of ${given} ${what})` : undefined;
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' || Array.isArray(value) ? value.length : 0;
}

function stepOf(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
