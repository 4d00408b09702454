import type ts from 'typescript';
import type { Project } from '../project.js';

/** Whether a class stands in a function or in an instance's field, so that loading its module does not make it. */
export function isInFunction({ ts }: Project, node: ts.ClassLikeDeclaration): boolean {
  for (let scope: ts.Node | undefined = node.parent; scope; scope = scope.parent)
    if (
      ts.isFunctionLike(scope) ||
      (ts.isPropertyDeclaration(scope) && !(ts.getCombinedModifierFlags(scope) & ts.ModifierFlags.Static))
    )
      return true;
  return false;
}

/**
 * What code in the body of a class can call the class: the constant that it is the value of, else its name. The name of
 * an expression is the second choice, because below ES2022 the code of decorators is moved out of its reach.
 */
export function referenceTo({ ts }: Project, node: ts.ClassLikeDeclaration): string | undefined {
  const name = node.name?.text;
  let value: ts.Node = node;
  while (ts.isParenthesizedExpression(value.parent) || ts.isAsExpression(value.parent)) value = value.parent;
  const { parent } = value;
  if (!ts.isClassExpression(node) || !ts.isVariableDeclaration(parent)) return name;
  const isConstant = (ts.getCombinedNodeFlags(parent) & ts.NodeFlags.Const) !== 0;
  return isConstant && ts.isIdentifier(parent.name) ? parent.name.text : name;
}
