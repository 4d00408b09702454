import type ts from 'typescript';
import type { TypeScript } from '../project.js';

/**
 * Parses text of ours and makes nodes of it that can stand in a user's tree. Parsed nodes as they are would not do:
 * the checker takes them for nodes of a file that it knows, and source maps for positions in the user's text.
 */
export function graftStatement(ts: TypeScript, text: string): ts.Statement {
  const parsed = ts.createSourceFile('grafted.ts', text, ts.ScriptTarget.ESNext, false);
  const statement = parsed.statements[0];
  if (parsed.statements.length !== 1 || !statement) throw new Error(`Expected one statement, got: ${text}`);
  return synthesize(ts, statement);
}

/** Like {@link graftStatement}, for an expression. */
export function graftExpression(ts: TypeScript, text: string): ts.Expression {
  const statement = graftStatement(ts, `(${text});`);
  if (!ts.isExpressionStatement(statement) || !ts.isParenthesizedExpression(statement.expression))
    throw new Error(`Expected an expression, got: ${text}`);
  return statement.expression.expression;
}

function synthesize<T extends ts.Node>(ts: TypeScript, node: T): T {
  const copy = (one: ts.Node): ts.Node => {
    // Operators are tokens, which are visited only on request.
    const visited = ts.visitEachChild(one, copy, undefined, ts.visitNodes, copy) as ts.Node;
    // Only the factory's clone may be given flags and a range; a node without children comes back as it was parsed.
    const clone = visited === one ? (ts.factory as unknown as Cloner).cloneNode(one) : visited;
    ts.setTextRange(clone, NOWHERE);
    // Lists have a range of their own, from which the printer maps brackets and commas.
    for (const list of Object.values(clone)) if (isNodeArray(list)) ts.setTextRange(list, NOWHERE);
    Object.assign(clone, { original: undefined, parent: undefined, flags: clone.flags | SYNTHESIZED });
    return clone;
  };
  return copy(node) as T;
}

const NOWHERE: ts.TextRange = { pos: -1, end: -1 };

function isNodeArray(value: unknown): value is ts.NodeArray<ts.Node> {
  return Array.isArray(value) && 'pos' in value;
}

/** `cloneNode` is what the compiler's own transformers use; it is missing from the public types only. */
interface Cloner {
  cloneNode<T extends ts.Node>(node: T): T;
}

/** `NodeFlags.Synthesized`, which is internal; the same bit since TypeScript 1. */
const SYNTHESIZED = 16;
