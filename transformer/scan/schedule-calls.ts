import type ts from 'typescript';
import type { Project } from '../project.js';
import { moduleIdOf, scopeOf } from './names.js';
import { isDeclaredByUs, resolveSymbol } from './ours.js';

/** One place in the code that asks `schedule`. */
export interface ScheduleCall {
  /** Unique in the program: `my-app/src/daily#Daily.run('@daily')`. */
  readonly site: string;
  /** Whether `this` means an instance there. */
  readonly hasThis: boolean;
}

/**
 * The calls of our `schedule` in a file, by the position where each ends: nested calls may begin at one position, and end
 * at brackets of their own.
 *
 * A place goes by the function that it stands in, by what is asked and, where the same is asked there more than once, by
 * its number among these, so that what is edited around it does not matter.
 */
export function findScheduleCalls(project: Project, sourceFile: ts.SourceFile): Map<number, ScheduleCall> {
  const { ts } = project;
  const found = new Map<number, ScheduleCall>();
  if (!knowsSchedule(project, sourceFile)) return found;
  const moduleId = moduleIdOf(project, sourceFile);
  const taken = new Map<string, number>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && takesPlace(ts, node) && isSchedule(project, node.expression)) {
      const asked = node.arguments.map((argument) => argument.getText(sourceFile).replace(/\s+/g, ' '));
      const site = `${moduleId}#${scopeOf(project, node)}(${asked.join(', ')})`;
      const count = (taken.get(site) ?? 0) + 1;
      taken.set(site, count);
      found.set(node.end, { site: count === 1 ? site : `${site}~${count}`, hasThis: hasThis(ts, node) });
    }
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
  return found;
}

/** Whether a file can call it at all: it has the word, or imports the function under another name. */
function knowsSchedule(project: Project, sourceFile: ts.SourceFile): boolean {
  const { ts } = project;
  if (sourceFile.text.includes('schedule')) return true;
  return sourceFile.statements
    .filter(ts.isImportDeclaration)
    .some(({ importClause }) => namesOf(ts, importClause).some((name) => brings(project, name)));
}

function namesOf(ts: Project['ts'], clause: ts.ImportClause | undefined): ts.Identifier[] {
  if (clause === undefined) return [];
  const { name, namedBindings } = clause;
  const named = namedBindings && ts.isNamedImports(namedBindings) ? namedBindings.elements : [];
  const namespace = namedBindings && ts.isNamespaceImport(namedBindings) ? [namedBindings.name] : [];
  return [...(name ? [name] : []), ...named.map((one) => one.name), ...namespace];
}

/** Whether an import is the function, or a namespace with it. */
function brings(project: Project, name: ts.Identifier): boolean {
  const { ts, checker } = project;
  if (isSchedule(project, name)) return true;
  const symbol = resolveSymbol(project, name);
  if (!symbol || !(symbol.flags & ts.SymbolFlags.ValueModule)) return false;
  return checker
    .getExportsOfModule(symbol)
    .some((one) => isOurs(project, one.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(one) : one));
}

/** Whether an expression is the function: by its name, or by its type, which constants and parameters have from it. */
function isSchedule(project: Project, expression: ts.Expression): boolean {
  const symbols = [
    resolveSymbol(project, expression),
    project.checker.getTypeAtLocation(expression).getSymbol(),
  ];
  return symbols.some((symbol) => symbol !== undefined && isOurs(project, symbol));
}

function isOurs(project: Project, symbol: ts.Symbol): boolean {
  return (
    symbol.name === 'schedule' && symbol.declarations?.some((one) => isDeclaredByUs(project, one)) === true
  );
}

/** Whether a third argument can be added: among spread arguments it would have no place of its own. */
function takesPlace(ts: Project['ts'], call: ts.CallExpression): boolean {
  const { length } = call.arguments;
  return (length === 1 || length === 2) && !call.arguments.some(ts.isSpreadElement);
}

/** Whether `this` is that of a method, an accessor or a field; a constructor cannot be in a pass. */
function hasThis(ts: Project['ts'], node: ts.Node): boolean {
  let scope = node.parent;
  while (scope && !ts.isSourceFile(scope)) {
    if (ts.isMethodDeclaration(scope) || ts.isAccessor(scope) || ts.isPropertyDeclaration(scope)) {
      const isStatic = (ts.getCombinedModifierFlags(scope) & ts.ModifierFlags.Static) !== 0;
      return ts.isClassLike(scope.parent) && !isStatic;
    }
    if (ts.isClassStaticBlockDeclaration(scope) || ts.isModuleBlock(scope)) return false;
    if (ts.isFunctionLike(scope) && !ts.isArrowFunction(scope)) return false;
    scope = scope.parent;
  }
  return false;
}
