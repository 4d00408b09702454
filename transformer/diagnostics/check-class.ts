import type ts from 'typescript';
import type { Project } from '../project.js';
import { type Component, isRun, marksOf } from '../scan/components.js';
import { baseOf, isFlow, isWork } from '../scan/heritage.js';
import { builtInOf } from '../shape/built-in.js';
import { findings } from './catalogue.js';
import { createDiagnostic } from './diagnostic.js';

/** Reports components among the public fields of a work. */
export function checkFieldsOfWork(project: Project, { kind, node }: Component): ts.Diagnostic[] {
  const { ts } = project;
  if (kind !== 'work') return [];
  return node.members.flatMap((member) => {
    if (!ts.isPropertyDeclaration(member) || !isState(ts, member)) return [];
    const owned = componentKindOf(project, project.checker.getTypeAtLocation(member));
    if (!owned) return [];
    const finding = findings.componentInWork(member.name.getText(), node.name?.text ?? 'the class', owned);
    return [createDiagnostic(ts, finding, member.name)];
  });
}

/** Reports a class with more than one decorator of ours, at the ones after the first. */
export function checkDecoratedTwice(project: Project, components: readonly Component[]): ts.Diagnostic[] {
  const seen = new Set<ts.Node>();
  return components.flatMap(({ node, decorator }) => {
    if (!seen.has(node)) {
      seen.add(node);
      return [];
    }
    return [createDiagnostic(project.ts, findings.decoratedTwice(node.name?.text ?? 'the class'), decorator)];
  });
}

/** Reports subclasses of works whose own `run` nobody decorated. */
export function checkOverrides(project: Project, sourceFile: ts.SourceFile): ts.Diagnostic[] {
  const { ts } = project;
  const found: ts.Diagnostic[] = [];
  const visit = (node: ts.Node): void => {
    const run = ts.isClassLike(node) ? node.members.find((member) => isRun(project, member)) : undefined;
    if (run?.name && ts.isClassLike(node) && marksOf(project, node).length === 0 && isWork(project, node)) {
      const base = baseOf(project, node);
      const baseName = base.kind === 'class' ? (base.node.name?.text ?? 'the base') : 'the base';
      const finding = findings.undecoratedOverride(node.name?.text ?? 'The class', baseName);
      found.push(createDiagnostic(ts, finding, run.name));
    }
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
  return found;
}

/** Only public fields are state, and only state is searched for components. */
function isState(ts: Project['ts'], member: ts.PropertyDeclaration): boolean {
  const { Static, Private, Protected } = ts.ModifierFlags;
  if (ts.getCombinedModifierFlags(member) & (Static | Private | Protected)) return false;
  return !ts.isPrivateIdentifier(member.name) && !member.name.getText().startsWith('_');
}

/** The kind of component that values of a type are, or hold as a collection. */
export function componentKindOf(
  project: Project,
  type: ts.Type,
  seen = new Set<ts.Type>(),
): 'work' | 'flow' | undefined {
  const { ts, checker, program } = project;
  // `type Nested = Nested[]` leads back to itself.
  if (seen.has(type)) return undefined;
  seen.add(type);
  const firstOf = (types: readonly ts.Type[]): 'work' | 'flow' | undefined =>
    types.map((one) => componentKindOf(project, one, seen)).find((kind) => kind !== undefined);
  if (type.isUnion()) return firstOf(type.types);
  const declaration = type.symbol?.valueDeclaration;
  if (declaration && ts.isClassLike(declaration)) {
    if (isWork(project, declaration)) return 'work';
    return isFlow(project, declaration) ? 'flow' : undefined;
  }
  const builtIn = type.symbol && builtInOf(type.symbol, program);
  const isCollection = checker.isArrayLikeType(type) || builtIn?.kind === 'map' || builtIn?.kind === 'set';
  return isCollection ? firstOf(checker.getTypeArguments(type as ts.TypeReference)) : undefined;
}
