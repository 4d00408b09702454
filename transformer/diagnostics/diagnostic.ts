import type ts from 'typescript';
import type { TypeScript } from '../project.js';
import type { Finding } from './catalogue.js';

/** Far above TypeScript's own numbers, which have five digits. */
const FIRST_CODE = 9_000_000;

/** Something that helps to understand a finding. */
export interface Hint {
  readonly at: ts.Node;
  readonly text: string;
}

/** Makes a diagnostic out of a finding, at a node, with the code and the page about it in its text. */
export function createDiagnostic(
  ts: TypeScript,
  { code, category, text }: Finding,
  at: ts.Node,
  hints: readonly Hint[] = [],
): ts.Diagnostic {
  const page = `workloop/transformer/README.md#wl${code}`;
  return {
    category: category === 'error' ? ts.DiagnosticCategory.Error : ts.DiagnosticCategory.Warning,
    code: FIRST_CODE + code,
    source: 'workloop',
    ...rangeOf(at),
    messageText: `WL${code}: ${text} (${page})`,
    relatedInformation: hints.map((hint) => ({
      category: ts.DiagnosticCategory.Message,
      code: FIRST_CODE + code,
      ...rangeOf(hint.at),
      messageText: hint.text,
    })),
  };
}

function rangeOf(node: ts.Node): { file: ts.SourceFile; start: number; length: number } {
  const file = node.getSourceFile();
  const start = node.getStart(file);
  return { file, start, length: node.getEnd() - start };
}
