import type ts from 'typescript';
import type { TypeScript } from '../project.js';

/** An expression without the parentheses and type operators around it, which do nothing at run time. */
export function unwrap(ts: TypeScript, expression: ts.Expression): ts.Expression {
  let inner = expression;
  while (
    ts.isParenthesizedExpression(inner) ||
    ts.isAsExpression(inner) ||
    ts.isSatisfiesExpression(inner) ||
    ts.isTypeAssertionExpression(inner) ||
    ts.isNonNullExpression(inner)
  )
    inner = inner.expression;
  return inner;
}
