import type ts from 'typescript';
import type { Project } from '../project.js';
import { marksOf } from '../scan/components.js';
import { forEachInFlows } from '../scan/flow-code.js';
import { isOption } from '../scan/options.js';
import { unwrap } from '../scan/syntax.js';
import { findings } from './catalogue.js';
import { createDiagnostic } from './diagnostic.js';

/** Reports what goes wrong in a flow because its code runs again in every pass, and may end where a call stands. */
export function checkFlows(project: Project, sourceFile: ts.SourceFile): ts.Diagnostic[] {
  const { ts } = project;
  const found: ts.Diagnostic[] = [];
  forEachInFlows(project, sourceFile, (node) => {
    if (ts.isTryStatement(node) && node.finallyBlock) {
      for (const exit of exitsOf(ts, node.finallyBlock))
        found.push(createDiagnostic(ts, findings.leavingFinally(exit.keyword), exit.at));
    }
    if (ts.isCallExpression(node)) found.push(...checkHandler(project, node));
  });
  return found;
}

/** The statements that leave a block on the way: `return`, and `break` or `continue` of something outside. */
function exitsOf(ts: Project['ts'], block: ts.Block): { readonly keyword: string; readonly at: ts.Node }[] {
  const exits: { keyword: string; at: ts.Node }[] = [];
  const visit = (
    node: ts.Node,
    inner: { loop: boolean; switch: boolean; labels: readonly string[] },
  ): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isReturnStatement(node)) exits.push({ keyword: 'return', at: node });
    if (ts.isBreakOrContinueStatement(node)) {
      const isBreak = ts.isBreakStatement(node);
      const staysInside = node.label
        ? inner.labels.includes(node.label.text)
        : inner.loop || (isBreak && inner.switch);
      if (!staysInside) exits.push({ keyword: isBreak ? 'break' : 'continue', at: node });
    }
    const next = {
      loop: inner.loop || ts.isIterationStatement(node, false),
      switch: inner.switch || ts.isSwitchStatement(node),
      labels: ts.isLabeledStatement(node) ? [...inner.labels, node.label.text] : inner.labels,
    };
    ts.forEachChild(node, (child) => visit(child, next));
  };
  visit(block, { loop: false, switch: false, labels: [] });
  return exits;
}

/** `.then`, `.catch` or `.finally` on the promise of a parallel call, direct or by way of a constant. */
function checkHandler(project: Project, call: ts.CallExpression): ts.Diagnostic[] {
  const { ts } = project;
  const access = unwrap(ts, call.expression);
  if (!ts.isPropertyAccessExpression(access) || !/^(then|catch|finally)$/.test(access.name.text)) return [];
  const work = parallelWorkCalledBy(project, access.expression);
  if (!work) return [];
  const finding = findings.handlerOnCall(access.name.text, work.name?.text ?? 'the work');
  return [createDiagnostic(ts, finding, access.name)];
}

function parallelWorkCalledBy(project: Project, promise: ts.Expression): ts.ClassLikeDeclaration | undefined {
  const { ts, checker } = project;
  const expression = unwrap(ts, promise);
  if (ts.isIdentifier(expression)) {
    const declaration = checker.getSymbolAtLocation(expression)?.valueDeclaration;
    const isConstant =
      declaration &&
      ts.isVariableDeclaration(declaration) &&
      ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const;
    return isConstant && declaration.initializer
      ? parallelWorkCalledBy(project, declaration.initializer)
      : undefined;
  }
  if (!ts.isCallExpression(expression)) return undefined;
  const callee = unwrap(ts, expression.expression);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  // `run(1).then(…).catch(…)` hangs on the call as well.
  if (/^(then|catch|finally)$/.test(callee.name.text)) return undefined;
  if (callee.name.text !== 'run') return undefined;
  const declaration = checker.getTypeAtLocation(callee.expression).symbol?.valueDeclaration;
  if (!declaration || !ts.isClassLike(declaration)) return undefined;
  const isParallel = marksOf(project, declaration).some(
    ({ kind, decorator }) => kind === 'work' && isOption(project, decorator, 'parallel', true),
  );
  return isParallel ? declaration : undefined;
}
