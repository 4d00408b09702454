import type ts from 'typescript';
import type { TypeScript } from '../project.js';

/** The text of diagnostics as TypeScript prints them. */
export function formatDiagnostics(
  ts: TypeScript,
  diagnostics: readonly ts.Diagnostic[],
  currentDirectory: string,
  isPretty: boolean,
): string {
  const host: ts.FormatDiagnosticsHost = {
    getCurrentDirectory: () => currentDirectory,
    getCanonicalFileName: (fileName) => fileName,
    getNewLine: () => '\n',
  };
  return isPretty
    ? ts.formatDiagnosticsWithColorAndContext(diagnostics, host)
    : ts.formatDiagnostics(diagnostics, host);
}

/** Prints a warning on stderr. In the list of diagnostics even a message makes the build fail. */
export function printWarning(ts: TypeScript, program: ts.Program, warning: ts.Diagnostic): void {
  const { pretty } = program.getCompilerOptions();
  const isPretty = pretty === undefined ? process.stderr.isTTY === true : pretty === true;
  process.stderr.write(formatDiagnostics(ts, [warning], program.getCurrentDirectory(), isPretty));
}
