import type ts from 'typescript';
import { ownerOf } from '../plugin-entry.js';
import type { Compiler } from './compiler.js';

/** The files of a program that declare works or flows, by the symbols that their decorators resolve to. */
export function componentFilesIn(compiler: Compiler, program: ts.Program): ts.SourceFile[] {
  const checker = program.getTypeChecker();
  const isOurs = memoized((file: string) => ownerOf(file) === 'workloop');

  const resolves = (decorator: ts.Decorator): boolean => {
    const { expression } = decorator;
    const name = compiler.isCallExpression(expression) ? expression.expression : expression;
    let symbol = checker.getSymbolAtLocation(name);
    if (symbol && symbol.flags & compiler.SymbolFlags.Alias) symbol = checker.getAliasedSymbol(symbol);
    if (symbol?.name !== 'work' && symbol?.name !== 'flow') return false;
    return (symbol.declarations ?? []).some((declaration) => isOurs(declaration.getSourceFile().fileName));
  };
  const declares = (node: ts.Node): boolean => {
    const decorators = compiler.canHaveDecorators(node) ? compiler.getDecorators(node) : undefined;
    return decorators?.some(resolves) === true || compiler.forEachChild(node, declares) === true;
  };

  return (
    program
      .getSourceFiles()
      .filter((file) => !file.isDeclarationFile && !program.isSourceFileFromExternalLibrary(file))
      // Nothing to resolve where there is no decorator.
      .filter((file) => file.text.includes('@') && declares(file))
  );
}

function memoized<T>(find: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    if (!known.has(key)) known.set(key, find(key));
    return known.get(key) as T;
  };
}
