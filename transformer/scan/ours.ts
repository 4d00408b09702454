import type ts from 'typescript';
import type { Project } from '../project.js';
import { unwrap } from './syntax.js';

/** What a decorator of ours makes of a class. */
export type ComponentKind = 'work' | 'flow';

/** Which of our decorators this one is, decided by the symbol it resolves to, whatever it is called here. */
export function kindOfDecorator(project: Project, decorator: ts.Decorator): ComponentKind | undefined {
  return kindOfExpression(project, calleeOf(project, decorator));
}

/** The function of a decorator: `work` in `@work`, `@work()` and `@(work({}))`, `wl.work` in `@wl.work()`. */
export function calleeOf({ ts }: Project, decorator: ts.Decorator): ts.Expression {
  const expression = unwrap(ts, decorator.expression);
  return ts.isCallExpression(expression) ? unwrap(ts, expression.expression) : expression;
}

/** The symbol behind an expression, with aliases followed to what they stand for. */
export function resolveSymbol(project: Project, expression: ts.Expression): ts.Symbol | undefined {
  const { ts, checker } = project;
  const symbol = checker.getSymbolAtLocation(
    ts.isPropertyAccessExpression(expression) ? expression.name : expression,
  );
  return symbol && followAlias(project, symbol);
}

function followAlias({ ts, checker }: Project, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** Whether a declaration belongs to the package `workloop`, as sources, as built files or as a declared module. */
export function isDeclaredByUs({ ts, findPackage }: Project, declaration: ts.Declaration): boolean {
  for (let node: ts.Node = declaration; node.parent; node = node.parent)
    if (ts.isModuleDeclaration(node) && ts.isStringLiteral(node.name)) return node.name.text === 'workloop';
  const { fileName } = declaration.getSourceFile();
  const owner = findPackage(fileName);
  if (owner?.name !== 'workloop') return false;
  // In our own repository tests and samples belong to the package as well, and may have a `work` of their own.
  return /\/node_modules\//.test(fileName) || /^\/(src|dist)\//.test(fileName.slice(owner.directory.length));
}

function kindOfExpression(
  project: Project,
  expression: ts.Expression,
  seen = new Set<ts.Symbol>(),
): ComponentKind | undefined {
  const symbol = resolveSymbol(project, expression);
  if (!symbol || seen.has(symbol)) return undefined;
  seen.add(symbol);
  const kind = kindOfSymbol(project, symbol);
  if (kind) return kind;
  const { ts, checker } = project;
  const declaration = symbol.valueDeclaration;
  if (!declaration) return undefined;
  // `const job = work` and `const { work } = workloop` are aliases as well.
  if (ts.isVariableDeclaration(declaration) && declaration.initializer && isConst(project, declaration)) {
    const initializer = unwrap(ts, declaration.initializer);
    return ts.isIdentifier(initializer) || ts.isPropertyAccessExpression(initializer)
      ? kindOfExpression(project, initializer, seen)
      : undefined;
  }
  if (ts.isBindingElement(declaration) && ts.isVariableDeclaration(declaration.parent.parent)) {
    const { initializer } = declaration.parent.parent;
    const name = declaration.propertyName ?? declaration.name;
    const member =
      initializer && ts.isIdentifier(name) && checker.getTypeAtLocation(initializer).getProperty(name.text);
    return member ? kindOfSymbol(project, followAlias(project, member)) : undefined;
  }
  return undefined;
}

function kindOfSymbol(project: Project, symbol: ts.Symbol): ComponentKind | undefined {
  const { Function: Func, Variable } = project.ts.SymbolFlags;
  if (!(symbol.flags & (Func | Variable))) return undefined;
  if (symbol.name !== 'work' && symbol.name !== 'flow') return undefined;
  return symbol.declarations?.some((declaration) => isDeclaredByUs(project, declaration))
    ? symbol.name
    : undefined;
}

function isConst({ ts }: Project, declaration: ts.VariableDeclaration): boolean {
  return (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
}
