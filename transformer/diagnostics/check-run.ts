import type ts from 'typescript';
import { instanceTypeOf, type RunMethod } from '../analyze/run-method.js';
import type { Project } from '../project.js';
import { type Component, isRun } from '../scan/components.js';
import { baseOf } from '../scan/heritage.js';
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
    const field = instanceTypeOf(project, node)?.getProperty('run')?.valueDeclaration;
    if (field && isAbstract(ts, field) && inheritsRun(project, node)) return [];
    if (field) {
      const isHere = field.parent === node;
      const place = (isHere && ts.getNameOfDeclaration(field)) || at;
      const { runIsAbstract, runIsField } = findings;
      const finding = isAbstract(ts, field) ? runIsAbstract(name, kind) : runIsField(name, kind);
      return [createDiagnostic(ts, finding, place)];
    }
    return hasUnknownBase(project, node) ? [] : [createDiagnostic(ts, findings.missingRun(name, kind), at)];
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
  if (!isOption(project, decorator, 'parallel', true) || !returnsAtOnce(ts, run)) return [];
  const { Void, Undefined } = ts.TypeFlags;
  if (membersOf(run.signature.getReturnType()).some(({ flags }) => flags & (Void | Undefined))) return [];
  const at = (run.declaration.parent === node && run.declaration.type) || place;
  return [createDiagnostic(ts, findings.parallelReturnsValue(node.name?.text ?? 'the class'), at)];
}

/** Whether a `run` certainly returns something else than a promise, nothing included. */
export function returnsAtOnce({ TypeFlags }: Project['ts'], run: RunMethod): boolean {
  const { Never, Any, Unknown, NonPrimitive, Instantiable } = TypeFlags;
  const saysNothing = Never | Any | Unknown | NonPrimitive | Instantiable;
  const isValue = (type: ts.Type): boolean => !(type.flags & saysNothing) && !type.getProperty('then');
  return !run.isAsync && membersOf(run.signature.getReturnType()).every(isValue);
}

function membersOf(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}

function isStaticRun(ts: Project['ts'], member: ts.ClassElement): boolean {
  const isStatic = ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static;
  return (
    isStatic !== 0 && member.name !== undefined && ts.isIdentifier(member.name) && member.name.text === 'run'
  );
}

function isAbstract(ts: Project['ts'], declaration: ts.Declaration): boolean {
  return (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Abstract) !== 0;
}

/** Whether a base has a `run` that an abstract one only hides from the compiler. */
function inheritsRun(project: Project, node: ts.ClassLikeDeclaration): boolean {
  const base = baseOf(project, node);
  if (base.kind !== 'class') return base.kind === 'unknown';
  const run = base.node.members.find((member) => isRun(project, member));
  return (run !== undefined && !isAbstract(project.ts, run)) || inheritsRun(project, base.node);
}

/** A base that the checker knows nothing about may have any member. */
function hasUnknownBase({ ts, checker }: Project, node: ts.ClassLikeDeclaration): boolean {
  const clause = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  const base = clause?.types[0];
  return base !== undefined && (checker.getTypeAtLocation(base).flags & ts.TypeFlags.Any) !== 0;
}
