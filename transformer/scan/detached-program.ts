import type ts from 'typescript';
import type { TypeScript } from '../project.js';

const parsed = new Map<string, ts.SourceFile | undefined>();

let previous: ts.Program | undefined;

/**
 * A typed program around one file, for a compiler that translates files one by one and knows no types. Files on disk
 * are parsed once per process; the given one is taken as it was given, because it may be newer than the disk.
 */
export function openDetachedProgram(
  ts: TypeScript,
  options: ts.CompilerOptions,
  sourceFile: ts.SourceFile,
): ts.Program {
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (path, version, ...rest) => {
    if (path === sourceFile.fileName) return ts.createSourceFile(path, sourceFile.text, version, true);
    if (!parsed.has(path)) parsed.set(path, getSourceFile.call(host, path, version, ...rest));
    return parsed.get(path);
  };
  previous = ts.createProgram([sourceFile.fileName], { ...options, noEmit: true }, host, previous);
  return previous;
}
