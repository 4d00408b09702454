import type ts from 'typescript';
import { hiddenFieldsOf } from '../analyze/hidden-fields.js';
import type { RunMethod } from '../analyze/run-method.js';
import type { Project } from '../project.js';
import type { Component } from '../scan/components.js';
import { readOption } from '../scan/options.js';
import { unwrap } from '../scan/syntax.js';
import { mayBeMoved } from '../scan/told-elsewhere.js';
import { findings } from './catalogue.js';
import { createDiagnostic } from './diagnostic.js';

/** Reports what `run` writes to the state of a work of which several calls run side by side. */
export function checkConcurrency(
  project: Project,
  { kind, node, decorator }: Component,
  run: RunMethod | undefined,
): ts.Diagnostic[] {
  const { ts, checker } = project;
  const concurrency = kind === 'work' ? readOption(project, decorator, 'concurrency') : undefined;
  const isAbove = concurrency?.type.isNumberLiteral() === true && concurrency.type.value > 1;
  if (!isAbove || !run || run.declaration.parent !== node || mayBeMoved(project, node)) return [];
  const hidden = new Set(hiddenFieldsOf(project, node));
  return writtenPlaces(ts, run.declaration).flatMap((place) => {
    const access = fieldAccessIn(ts, place);
    const field = access && checker.getSymbolAtLocation(nameIn(ts, access));
    const declaration = field?.valueDeclaration;
    if (!access || !declaration || /^[_#]/.test(field.name) || hidden.has(field.name)) return [];
    if (!ts.isPropertyDeclaration(declaration) && !ts.isParameter(declaration)) return [];
    const finding = findings.writtenConcurrently(access.getText(), node.name?.text ?? 'the class');
    return [createDiagnostic(ts, finding, access)];
  });
}

/** All that is assigned to, counted up or deleted where `this` is the component. */
function writtenPlaces(ts: Project['ts'], run: ts.Node): ts.Expression[] {
  const { FirstAssignment, LastAssignment, PlusPlusToken, MinusMinusToken } = ts.SyntaxKind;
  // A default in a pattern looks like an assignment of its own: what it is for is found twice.
  const found = new Set<ts.Expression>();
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node)) {
      const { kind } = node.operatorToken;
      if (kind >= FirstAssignment && kind <= LastAssignment)
        for (const target of targetsIn(ts, node.left)) found.add(target);
    }
    const isCounting =
      (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) &&
      (node.operator === PlusPlusToken || node.operator === MinusMinusToken);
    if (isCounting) found.add(node.operand);
    if (ts.isDeleteExpression(node)) found.add(node.expression);
    const hasOwnThis = ts.isClassLike(node) || (ts.isFunctionLike(node) && !ts.isArrowFunction(node));
    if (!hasOwnThis || node === run) ts.forEachChild(node, visit);
  };
  visit(run);
  return [...found];
}

/** What an assignment writes to: more than one place where it takes a value apart. */
function targetsIn(ts: Project['ts'], left: ts.Expression): ts.Expression[] {
  const target = unwrap(ts, left);
  if (ts.isArrayLiteralExpression(target)) return target.elements.flatMap((one) => targetsIn(ts, one));
  if (ts.isSpreadElement(target)) return targetsIn(ts, target.expression);
  if (ts.isBinaryExpression(target)) return targetsIn(ts, target.left);
  if (!ts.isObjectLiteralExpression(target)) return [target];
  return target.properties.flatMap((property) => {
    if (ts.isPropertyAssignment(property)) return targetsIn(ts, property.initializer);
    return ts.isSpreadAssignment(property) ? targetsIn(ts, property.expression) : [];
  });
}

type Access = ts.PropertyAccessExpression | ts.ElementAccessExpression;

/** `this.rows` of `this.rows[0].name`. */
function fieldAccessIn(ts: Project['ts'], place: ts.Expression): Access | undefined {
  let one = unwrap(ts, place);
  while (ts.isPropertyAccessExpression(one) || ts.isElementAccessExpression(one)) {
    const object = unwrap(ts, one.expression);
    if (object.kind === ts.SyntaxKind.ThisKeyword) return one;
    one = object;
  }
  return undefined;
}

function nameIn(ts: Project['ts'], access: Access): ts.Node {
  return ts.isPropertyAccessExpression(access) ? access.name : access.argumentExpression;
}
