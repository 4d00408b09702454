import type ts from 'typescript';
import { instanceTypeOf, type RunMethod } from '../analyze/run-method.js';
import type { Project } from '../project.js';
import type { Component } from '../scan/components.js';
import { isOption } from '../scan/options.js';
import { findings } from './catalogue.js';
import { createDiagnostic } from './diagnostic.js';

/** Reports a `run` that no call can use: missing, static, a generator, or one that a parallel call has no promise of. */
export function checkRun(
  project: Project,
  component: Component,
  run: RunMethod | undefined,
): ts.Diagnostic[] {
  const { ts } = project;
  const { kind, node } = component;
  const name = node.name?.text ?? 'the class';
  const at = node.name ?? component.decorator;
  const inStatic = node.members.find((member) => isStaticRun(ts, member));
  if (inStatic && (!run || component.method === inStatic))
    return [createDiagnostic(ts, findings.staticRun(name, kind), inStatic.name ?? at)];
  if (!run) {
    const isAbstract = ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Abstract;
    const field = instanceTypeOf(project, node)?.getProperty('run')?.valueDeclaration;
    if (field && !canBeCalled(project, field)) return [];
    if (field) {
      const isHere = field.parent === node;
      const place = (isHere && ts.getNameOfDeclaration(field)) || at;
      return [createDiagnostic(ts, findings.runIsField(name, kind), place)];
    }
    return isAbstract || hasUnknownBase(project, node)
      ? []
      : [createDiagnostic(ts, findings.missingRun(name, kind), at)];
  }
  const isHere = run.declaration.parent === node;
  const place = (isHere && run.declaration.name) || at;
  if (ts.isMethodDeclaration(run.declaration) && run.declaration.asteriskToken)
    return [createDiagnostic(ts, findings.generatorRun(name, kind), place)];
  return kind === 'work' ? checkParallel(project, component, run, place) : [];
}

/** A parallel call gives a promise of its value, and there is none of a value that is there already. */
function checkParallel(
  project: Project,
  { node, decorator }: Component,
  run: RunMethod,
  place: ts.Node,
): ts.Diagnostic[] {
  const { ts } = project;
  if (run.isAsync || !isOption(project, decorator, 'parallel', true)) return [];
  const returned = run.signature.getReturnType();
  const members = returned.isUnion() ? returned.types : [returned];
  const isValue = (type: ts.Type): boolean => !(type.flags & SAYS_NOTHING(ts)) && !type.getProperty('then');
  if (!members.every(isValue)) return [];
  const at = (run.declaration.parent === node && run.declaration.type) || place;
  return [createDiagnostic(ts, findings.parallelReturnsValue(node.name?.text ?? 'the class'), at)];
}

/** No value, or one of which nothing is known. */
const SAYS_NOTHING = ({ TypeFlags }: Project['ts']): number =>
  TypeFlags.Void |
  TypeFlags.Undefined |
  TypeFlags.Never |
  TypeFlags.Any |
  TypeFlags.Unknown |
  TypeFlags.TypeParameter;

function isStaticRun(ts: Project['ts'], member: ts.ClassElement): boolean {
  const isStatic = ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static;
  return (
    isStatic !== 0 && member.name !== undefined && ts.isIdentifier(member.name) && member.name.text === 'run'
  );
}

/** An abstract `run` is for a subclass to write. */
function canBeCalled({ ts }: Project, declaration: ts.Declaration): boolean {
  return !(ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Abstract);
}

/** A base that the checker knows nothing about may have any member. */
function hasUnknownBase({ ts, checker }: Project, node: ts.ClassLikeDeclaration): boolean {
  const clause = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  const base = clause?.types[0];
  return base !== undefined && (checker.getTypeAtLocation(base).flags & ts.TypeFlags.Any) !== 0;
}
