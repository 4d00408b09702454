import jsonc, { type Node } from 'jsonc-parser';

/** Kinds of tokens by the numbers of the library, whose enum cannot be read from outside (`const enum`). */
const Token = { comma: 5, lineComment: 12, blockComment: 13, lineBreak: 14, whiteSpace: 15 };

/** A member of an object (with a key) or of an array (without). */
export interface JsonMember {
  readonly key?: string;
  readonly value: unknown;
}

/**
 * Puts a member last into an object or array of a JSON text. Lines, indentation and comments stay as they are: a remark
 * at the end of the last line goes on belonging to that line, which an edit right behind the value would take from it.
 */
export function insertMember(text: string, container: Node, member: JsonMember): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const unit = indentUnitOf(text);
  const outer = indentAt(text, container.offset);
  const last = container.children?.at(-1);
  const isOneLine = last !== undefined && !/[\r\n]/.test(text.slice(container.offset, last.offset));
  const indent = last === undefined || isOneLine ? outer + unit : indentAt(text, last.offset);
  const write = (isSpread: boolean): string =>
    (member.key === undefined ? '' : `${JSON.stringify(member.key)}: `) +
    valueText(member.value, isSpread && member.key !== undefined ? { unit, indent, eol } : undefined);

  if (last === undefined) {
    const start = container.offset + 1;
    const rest = text.slice(start);
    const isClosedHere = /^\s*[}\]]/.test(rest);
    const tail = isClosedHere ? `${eol}${outer}${rest.trimStart()}` : rest;
    return `${text.slice(0, start)}${eol}${indent}${write(true)}${tail}`;
  }
  const { commaAt, lineEnd } = afterMember(text, last.offset + last.length);
  const end = last.offset + last.length;
  const upTo =
    commaAt === undefined ? `${text.slice(0, end)},${text.slice(end, lineEnd)}` : text.slice(0, lineEnd);
  const written = isOneLine ? ` ${write(false)}` : `${eol}${indent}${write(true)}`;
  return `${upTo}${written}${commaAt === undefined ? '' : ','}${text.slice(lineEnd)}`;
}

/** Where the comma after a member stands, if there is one, and where what is written on its line ends. */
function afterMember(text: string, end: number): { commaAt: number | undefined; lineEnd: number } {
  const scanner = jsonc.createScanner(text, false);
  scanner.setPosition(end);
  let commaAt: number | undefined;
  let lineEnd = end;
  for (;;) {
    const kind = scanner.scan();
    // White space belongs to what follows it, if that belongs to the line.
    if (kind === Token.whiteSpace) continue;
    if (kind === Token.lineBreak) {
      // A comma may lead the next line; remarks there belong to what comes next.
      if (commaAt === undefined && /^\s*,/.test(text.slice(scanner.getTokenOffset()))) continue;
      break;
    }
    if (kind === Token.comma) commaAt = scanner.getTokenOffset();
    else if (kind !== Token.lineComment && kind !== Token.blockComment) break;
    lineEnd = scanner.getTokenOffset() + scanner.getTokenLength();
  }
  return { commaAt, lineEnd };
}

interface Spread {
  readonly unit: string;
  readonly indent: string;
  readonly eol: string;
}

/** Objects of an object go to lines of their own, as package managers write them; items of arrays stay on one line. */
function valueText(value: unknown, spread: Spread | undefined): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => valueText(item, undefined)).join(', ')}]`;
  const members = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}: ${valueText(item, undefined)}`,
  );
  if (spread === undefined) return `{ ${members.join(', ')} }`;
  const { unit, indent, eol } = spread;
  return `{${eol}${members.map((member) => indent + unit + member).join(`,${eol}`)}${eol}${indent}}`;
}

/** The white space at the start of the line in which `offset` is. */
function indentAt(text: string, offset: number): string {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  return /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
}

function indentUnitOf(text: string): string {
  return /[\r\n]([ \t]+)\S/.exec(text)?.[1] ?? '  ';
}
