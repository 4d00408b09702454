import type ts from 'typescript';
import type { Project } from '../project.js';
import { isRun } from '../scan/components.js';
import { calleeOf, isDeclaredByUs, kindOfDecorator, resolveSymbol } from '../scan/ours.js';
import { findings } from './catalogue.js';
import { createDiagnostic } from './diagnostic.js';

/**
 * Reports decorators that a reader takes for ours and that are not: a `work` or `flow` that resolves to nothing and
 * comes from nowhere or from a module called like us, one from such a module that is another function, and any
 * decorator that hands on one of ours. A real decorator of another library or of the user's own is left alone.
 */
export function checkLookalikes(project: Project, sourceFile: ts.SourceFile): ts.Diagnostic[] {
  const { ts } = project;
  const found: ts.Diagnostic[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isClassLike(node)) {
      const runs = node.members.filter((member) => isRun(project, member));
      for (const decorated of [node, ...runs])
        for (const decorator of ts.getDecorators(decorated) ?? []) found.push(...check(project, decorator));
    }
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
  return found;
}

function check(project: Project, decorator: ts.Decorator): ts.Diagnostic[] {
  if (kindOfDecorator(project, decorator)) return [];
  const { ts, checker } = project;
  const callee = calleeOf(project, decorator);
  const origin = originOf(project, callee);
  const name = origin.name ?? callee.getText();
  const isNamedLikeOurs = name === 'work' || name === 'flow';
  const declarations = resolveSymbol(project, callee)?.declarations ?? [];
  if (declarations.length === 0) {
    const isPlausible = origin.specifier === undefined || looksLikeUs(origin.specifier);
    return isNamedLikeOurs && isPlausible
      ? [createDiagnostic(ts, findings.unresolvedDecorator(name), callee)]
      : [];
  }
  // Another export of ours; a module that is declared without contents gives itself for every name.
  if (declarations.some((one) => !ts.isModuleDeclaration(one) && isDeclaredByUs(project, one))) return [];
  const hints = declarations.slice(0, 1).map((at) => ({
    at: ts.getNameOfDeclaration(at) ?? at,
    text: `\`${callee.getText()}\` is declared here.`,
  }));
  const made = checker.getTypeAtLocation(decorator.expression).symbol?.declarations ?? [];
  if (made.some((declaration) => isDeclaredByUs(project, declaration)))
    return [createDiagnostic(ts, findings.wrapper(callee.getText()), callee, hints)];
  const isImpostor = isNamedLikeOurs && origin.specifier !== undefined && looksLikeUs(origin.specifier);
  return isImpostor
    ? [createDiagnostic(ts, findings.impostor(name, origin.specifier ?? ''), callee, hints)]
    : [];
}

/** The name under which a decorator was exported, and the module that it was imported from. */
function originOf(
  { ts, checker }: Project,
  callee: ts.Expression,
): { readonly name?: string; readonly specifier?: string } {
  const isMember = ts.isPropertyAccessExpression(callee);
  const root = isMember ? callee.expression : callee;
  const binding = checker.getSymbolAtLocation(root)?.declarations?.[0];
  let importing: ts.Node | undefined = binding;
  while (importing && !ts.isImportDeclaration(importing)) importing = importing.parent;
  const specifier =
    importing && ts.isStringLiteral(importing.moduleSpecifier) && importing.moduleSpecifier.text;
  const imported =
    binding && ts.isImportSpecifier(binding) ? (binding.propertyName ?? binding.name).text : undefined;
  const name = isMember
    ? callee.name.text
    : (imported ?? (ts.isIdentifier(callee) ? callee.text : undefined));
  return { ...(name !== undefined && { name }), ...(specifier && { specifier }) };
}

/** `workloop`, `workloop/core`, `./workloop`, `work-loop`, `@us/workloops`. */
function looksLikeUs(specifier: string): boolean {
  return specifier
    .split('/')
    .some((part) => /^workloops?$/i.test(part.replace(/\.[mc]?[jt]s$/, '').replace(/[-_.]/g, '')));
}
