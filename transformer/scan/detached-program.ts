import type ts from 'typescript';
import type { TypeScript } from '../project.js';

/** A parsed file and the text that it was parsed from, by path and language level. */
const parsed = new Map<string, { readonly text: string; readonly sourceFile: ts.SourceFile }>();

let previous: ts.Program | undefined;

/**
 * A typed program around one file, for a compiler that translates files one by one and knows no types. A file on disk is
 * parsed again only when its text has changed; the given one is taken as it is, because it may be newer than the disk.
 */
export function openDetachedProgram(
  ts: TypeScript,
  options: ts.CompilerOptions,
  { fileName, text: given }: ts.SourceFile,
): ts.Program {
  const host = ts.createCompilerHost(options);
  host.getSourceFile = (path, language) => {
    const text = path === fileName ? given : host.readFile(path);
    if (text === undefined) return undefined;
    const key = `${path}\0${JSON.stringify(language)}`;
    const known = parsed.get(key);
    if (known?.text === text) return known.sourceFile;
    const sourceFile = ts.createSourceFile(path, text, language);
    parsed.set(key, { text, sourceFile });
    return sourceFile;
  };
  previous = ts.createProgram([fileName], { ...options, noEmit: true }, host, previous);
  return previous;
}
