import type ts from 'typescript';
import type { Project } from '../project.js';
import { isDeclaredByUs, resolveSymbol } from './ours.js';

/** The function, as it is called in `workloop`. */
export const CALL_CONTEXT = 'callContext';

/**
 * Whether a module mentions `callContext` of workloop: imports it or hands it on, under whatever name, or takes it from a
 * namespace. Every module that calls it does so, or gets it from one that does.
 */
export function usesCallContext(project: Project, sourceFile: ts.SourceFile): boolean {
  const { ts } = project;
  if (!sourceFile.text.includes(CALL_CONTEXT)) return false;
  const isUse = (node: ts.Node): boolean =>
    (isName(ts, node) && isOurs(project, node)) ||
    ts.forEachChild(node, (child) => isUse(child) || undefined) === true;
  return isUse(sourceFile);
}

/** An identifier, or a string where it names a property: `workloop['callContext']`. */
function isName(ts: Project['ts'], node: ts.Node): node is ts.Identifier | ts.StringLiteralLike {
  if (ts.isIdentifier(node)) return node.text === CALL_CONTEXT;
  return (
    ts.isStringLiteralLike(node) && node.text === CALL_CONTEXT && ts.isElementAccessExpression(node.parent)
  );
}

function isOurs(project: Project, name: ts.Identifier | ts.StringLiteralLike): boolean {
  const { ts, checker } = project;
  const symbols = [
    resolveSymbol(project, name),
    // What a constant holds, taken from `await import('workloop')` for example, is told by its type.
    checker.getTypeAtLocation(ts.isStringLiteralLike(name) ? name.parent : name).getSymbol(),
  ];
  return symbols.some(
    (symbol) =>
      symbol?.name === CALL_CONTEXT &&
      symbol.declarations?.some((one) => isDeclaredByUs(project, one)) === true,
  );
}
