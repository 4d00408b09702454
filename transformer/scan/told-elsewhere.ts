import type ts from 'typescript';
import type { Project } from '../project.js';
import { baseOf } from './heritage.js';
import { isDeclaredByUs, resolveSymbol } from './ours.js';
import { unwrap } from './syntax.js';

/** Classes that calls of one function name, and whether there are calls that cannot be seen through. */
interface Classes {
  readonly named: ReadonlySet<ts.Symbol>;
  readonly isAny: boolean;
}

/** What a program says about classes in calls, wherever those stand. */
interface Told {
  /** Classes given to `registerIdentity`. */
  readonly registered: Classes;
  /** Classes of works whose instances `withOptions` gives an `ignore` or a `cacheCalls` of their own. */
  readonly relaxed: Classes;
  /** Classes of works whose instances `withOptions` gives an option about where and how their calls execute. */
  readonly moved: Classes;
}

const known = new WeakMap<Project, Told>();

/** Whether a class is given to `registerIdentity` somewhere in the program, so that its instances have an identity. */
export function isRegistered(project: Project, Class: ts.Symbol): boolean {
  return toldIn(project).registered.named.has(Class);
}

/** Whether an instance of a class may be one of a subclass that is registered, or of a class that cannot be told. */
export function mayBeRegistered(project: Project, node: ts.ClassLikeDeclaration): boolean {
  const { named, isAny } = toldIn(project).registered;
  return isAny || [...named].some((one) => one.valueDeclaration !== node && isBelow(project, one, node));
}

/** Whether somewhere in the program an instance of a work may be given options that its decorator does not have. */
export function mayBeRelaxed(project: Project, node: ts.ClassLikeDeclaration): boolean {
  return mayBeAmong(project, node, toldIn(project).relaxed);
}

/** Whether somewhere in the program an instance of a work may be told to execute elsewhere or otherwise. */
export function mayBeMoved(project: Project, node: ts.ClassLikeDeclaration): boolean {
  return mayBeAmong(project, node, toldIn(project).moved);
}

function mayBeAmong(project: Project, node: ts.ClassLikeDeclaration, { named, isAny }: Classes): boolean {
  if (isAny || named.size === 0) return isAny;
  const own = symbolsOf(project, node);
  return [...named].some((one) => own.has(one) || isBelow(project, one, node));
}

function isBelow(project: Project, { valueDeclaration }: ts.Symbol, node: ts.ClassLikeDeclaration): boolean {
  if (!valueDeclaration || !project.ts.isClassLike(valueDeclaration)) return false;
  return [...symbolsOf(project, valueDeclaration)].some((one) => one.valueDeclaration === node);
}

function symbolsOf(project: Project, node: ts.ClassLikeDeclaration): Set<ts.Symbol> {
  const found = new Set<ts.Symbol>();
  for (let one: ts.ClassLikeDeclaration | undefined = node; one; ) {
    const { symbol } = project.checker.getTypeAtLocation(one);
    if (!symbol || found.has(symbol)) break;
    found.add(symbol);
    const base = baseOf(project, one);
    one = base.kind === 'class' ? base.node : undefined;
  }
  return found;
}

function toldIn(project: Project): Told {
  const told = known.get(project) ?? {
    registered: classesIn(project, 'registerIdentity', () => true),
    relaxed: classesIn(project, 'withOptions', (call) => gives(project, call, ['ignore', 'cacheCalls'])),
    moved: classesIn(project, 'withOptions', (call) =>
      gives(project, call, ['executor', 'parallel', 'timeoutMs', 'concurrency']),
    ),
  };
  known.set(project, told);
  return told;
}

/** Classes of the first arguments of all calls of one function of ours. */
function classesIn(project: Project, name: string, counts: (call: ts.CallExpression) => boolean): Classes {
  const { ts, program } = project;
  const found = new Set<ts.Symbol>();
  let isAny = false;
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    if (ts.isExportSpecifier(node) && node.propertyName?.text === name) isAny = true;
    if (!ts.isIdentifier(node) || isNaming(ts, node) || !isOurs(project, node, name)) return;
    const callee = ts.isPropertyAccessExpression(node.parent) ? node.parent : node;
    const call = callee.parent;
    const isCall = ts.isCallExpression(call) && call.expression === callee;
    const [target] = isCall ? call.arguments : [];
    // Handed on as a value it may be called with anything.
    if (!isCall || !target) isAny = true;
    else if (counts(call))
      for (const Class of classesOf(project, target)) {
        if (Class === 'any') isAny = true;
        else found.add(Class);
      }
  };
  for (const file of program.getSourceFiles()) {
    const isForeign = file.isDeclarationFile || program.isSourceFileFromExternalLibrary(file);
    if (!isForeign && file.text.includes(name)) visit(file);
  }
  return { named: found, isAny };
}

function isNaming(ts: Project['ts'], { parent }: ts.Identifier): boolean {
  return ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent);
}

/** By the symbol, and in our own sources not in the function itself. */
function isOurs(project: Project, node: ts.Identifier, name: string): boolean {
  const symbol = resolveSymbol(project, node);
  if (symbol?.name !== name) return false;
  const isOwnName = symbol.declarations?.some((one) => project.ts.getNameOfDeclaration(one) === node);
  return !isOwnName && symbol.declarations?.some((one) => isDeclaredByUs(project, one)) === true;
}

/** The class of an instance, or the class itself. A variable that holds a class may hold one of its subclasses. */
function classesOf(project: Project, target: ts.Expression): (ts.Symbol | 'any')[] {
  const { ts, checker } = project;
  const named = resolveSymbol(project, unwrap(ts, target));
  if (named && named.flags & ts.SymbolFlags.Class) return [named];
  const type = checker.getTypeAtLocation(target);
  const types = type.isUnion() ? type.types : [type];
  return types.flatMap((one): (ts.Symbol | 'any')[] => {
    const seen = checker.getBaseConstraintOfType(one) ?? one;
    const isClass = seen.symbol && (seen.symbol.flags & ts.SymbolFlags.Class) !== 0;
    if (!isClass) return ['any'];
    return seen.getConstructSignatures().length > 0 ? [seen.symbol, 'any'] : [seen.symbol];
  });
}

function gives({ ts, checker }: Project, call: ts.CallExpression, names: readonly string[]): boolean {
  const [, options] = call.arguments;
  if (!options) return false;
  const type = checker.getTypeAtLocation(options);
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Instantiable)) return true;
  const types = type.isUnion() ? type.types : [type];
  return types.some((one) => names.some((name) => one.getProperty(name)));
}
