import type ts from 'typescript';

/** TypeScript's number for an `@ts-expect-error` under which nothing was found. */
const UNUSED_DIRECTIVE = 2578;

/** What the parser keeps about a `// @ts-ignore` or `// @ts-expect-error`; missing from the public types. */
interface CommentDirective {
  readonly range: ts.TextRange;
}

interface Parsed extends ts.SourceFile {
  readonly commentDirectives?: readonly CommentDirective[];
  readonly checkJsDirective?: { readonly enabled: boolean };
}

/** Findings that a person has not silenced, and where directives stand that silenced one. */
export interface Heard {
  readonly findings: readonly ts.Diagnostic[];
  readonly usedDirectives: ReadonlySet<number>;
}

/** Leaves out what stands on the line after a directive, as the compiler does with findings of its own. */
export function withoutSilenced(sourceFile: ts.SourceFile, found: readonly ts.Diagnostic[]): Heard {
  const lineOf = (position: number): number => sourceFile.getLineAndCharacterOfPosition(position).line;
  const directives = new Map(
    ((sourceFile as Parsed).commentDirectives ?? []).map(({ range }) => [lineOf(range.pos), range.pos]),
  );
  const usedDirectives = new Set<number>();
  if (directives.size === 0) return { findings: found, usedDirectives };
  const lines = sourceFile.text.split(/\r\n|\n|\r/);
  const findings = found.filter(({ start = 0 }) => {
    for (let line = lineOf(start) - 1; line >= 0; line--) {
      const directive = directives.get(line);
      if (directive !== undefined) {
        usedDirectives.add(directive);
        return false;
      }
      // Blank lines and other comments may stand between a directive and its line.
      const text = lines[line]?.trim() ?? '';
      if (text !== '' && !text.startsWith('//')) return true;
    }
    return true;
  });
  return { findings, usedDirectives };
}

/** The compiler's findings without its complaints about directives that one of ours makes use of. */
export function withoutUsed(
  found: readonly ts.Diagnostic[],
  sourceFile: ts.SourceFile,
  usedDirectives: ReadonlySet<number>,
): readonly ts.Diagnostic[] {
  if (usedDirectives.size === 0) return found;
  const isUsed = ({ code, file, start = -1 }: ts.Diagnostic): boolean =>
    code === UNUSED_DIRECTIVE && file === sourceFile && usedDirectives.has(start);
  return found.filter((one) => !isUsed(one));
}

/** Whether the compiler reports types in a file: not under `@ts-nocheck`, and in JavaScript only when told to. */
export function isChecked(sourceFile: ts.SourceFile, options: ts.CompilerOptions): boolean {
  const isEnabled = (sourceFile as Parsed).checkJsDirective?.enabled;
  if (isEnabled !== undefined) return isEnabled;
  return !/\.[mc]?jsx?$/.test(sourceFile.fileName) || options.checkJs === true;
}
