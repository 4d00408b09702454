import type ts from 'typescript';
import { isPlatformFile } from './built-in.js';

const identityKey = 'workloop.identity';

/** The class declarations behind a class type, from the class itself to its furthest known ancestor. */
export function classDeclarations(
  typescript: typeof ts,
  checker: ts.TypeChecker,
  type: ts.Type,
): ts.ClassLikeDeclaration[] {
  const declarations: ts.ClassLikeDeclaration[] = [];
  const pending = [type];
  const seen = new Set<ts.Symbol>();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const symbol = next.getSymbol();
    if (symbol === undefined || seen.has(symbol)) continue;
    seen.add(symbol);
    declarations.push(...(symbol.declarations ?? []).filter(typescript.isClassLike));
    pending.push(...baseTypes(checker, next));
  }
  return declarations;
}

/** What a class or interface extends; for a reference such as `Box<number>` what its generic declaration extends. */
export function baseTypes(checker: ts.TypeChecker, type: ts.Type): readonly ts.Type[] {
  const declared = (type as Partial<ts.TypeReference>).target ?? type;
  return declared.isClassOrInterface() ? checker.getBaseTypes(declared) : [];
}

/** The first `#private` member of a class; a `.d.ts` shows it as `#private`. */
export function privateMember(
  typescript: typeof ts,
  declarations: readonly ts.ClassLikeDeclaration[],
): ts.ClassElement | undefined {
  return declarations
    .flatMap((declaration) => [...declaration.members])
    .find((member) => member.name !== undefined && typescript.isPrivateIdentifier(member.name));
}

/**
 * Whether a class has a member under `Symbol.for('workloop.identity')`. The key is followed to a constant; a key whose
 * value cannot be seen (a constant of a `.d.ts`) gets the benefit of the doubt, as an error would be wrong half of the time.
 */
export function hasIdentityProtocol(
  typescript: typeof ts,
  checker: ts.TypeChecker,
  program: ts.Program,
  declarations: readonly ts.ClassLikeDeclaration[],
): boolean {
  return declarations.some((declaration) =>
    declaration.members.some((member) => {
      if (member.name === undefined || !typescript.isComputedPropertyName(member.name)) return false;
      const key = registeredKey(typescript, checker, program, member.name.expression);
      return key === identityKey || key === 'unknown symbol';
    }),
  );
}

/** The key of `Symbol.for('key')`, also behind a constant; `unknown symbol` where a symbol's origin cannot be seen. */
export function registeredKey(
  typescript: typeof ts,
  checker: ts.TypeChecker,
  program: ts.Program,
  expression: ts.Expression,
): string | undefined {
  if (typescript.isStringLiteralLike(expression) || typescript.isNumericLiteral(expression)) return undefined;
  if (typescript.isCallExpression(expression)) return keyOfSymbolFor(typescript, expression);
  const found = checker.getSymbolAtLocation(expression);
  if (found === undefined) return undefined;
  const symbol = found.flags & typescript.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found;
  return registeredKeyOfDeclaration(typescript, program, symbol.valueDeclaration);
}

/** As {@link registeredKey}, for the declaration of the constant that holds the symbol. */
export function registeredKeyOfDeclaration(
  typescript: typeof ts,
  program: ts.Program,
  declaration: ts.Declaration | undefined,
): string | undefined {
  if (declaration === undefined || isPlatformFile(declaration.getSourceFile(), program)) return undefined;
  const isHolder =
    typescript.isVariableDeclaration(declaration) || typescript.isPropertyDeclaration(declaration);
  if (!isHolder) return undefined;
  if (declaration.initializer === undefined) return 'unknown symbol';
  return typescript.isCallExpression(declaration.initializer)
    ? keyOfSymbolFor(typescript, declaration.initializer)
    : undefined;
}

function keyOfSymbolFor(typescript: typeof ts, call: ts.CallExpression): string | undefined {
  const [key] = call.arguments;
  const isSymbolFor =
    typescript.isPropertyAccessExpression(call.expression) &&
    typescript.isIdentifier(call.expression.expression) &&
    call.expression.expression.text === 'Symbol' &&
    call.expression.name.text === 'for';
  return isSymbolFor && key !== undefined && typescript.isStringLiteralLike(key) ? key.text : undefined;
}
