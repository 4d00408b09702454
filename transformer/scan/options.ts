import type ts from 'typescript';
import type { Project } from '../project.js';
import { unwrap } from './syntax.js';

/** One option as it was written. */
export interface WrittenOption {
  /** Its value in the object literal, or the options as a whole where they come from elsewhere. */
  readonly at: ts.Expression;
  readonly type: ts.Type;
}

/** Reads an option of a decorator, undefined where it is not given or cannot be seen. */
export function readOption(
  project: Project,
  decorator: ts.Decorator,
  name: string,
): WrittenOption | undefined {
  const { ts, checker } = project;
  const call = unwrap(ts, decorator.expression);
  const options = ts.isCallExpression(call) ? call.arguments[0] : undefined;
  if (!options) return undefined;
  const literal = unwrap(ts, options);
  const symbol = checker.getTypeAtLocation(literal).getProperty(name);
  if (!symbol) return undefined;
  const declaration = symbol.valueDeclaration;
  // The literal says more than the type of the property, which is widened.
  if (declaration && ts.isPropertyAssignment(declaration)) {
    const value = declaration.initializer;
    const isHere = declaration.parent === literal;
    return { at: isHere ? value : options, type: checker.getTypeAtLocation(unwrap(ts, value)) };
  }
  return { at: options, type: checker.getTypeOfSymbolAtLocation(symbol, options) };
}

/** Whether an option is known to have a boolean value. */
export function isOption(project: Project, decorator: ts.Decorator, name: string, value: boolean): boolean {
  const option = readOption(project, decorator, name);
  if (!option || !(option.type.flags & project.ts.TypeFlags.BooleanLiteral)) return false;
  return project.checker.typeToString(option.type) === String(value);
}

/** The positions and names that `ignore` lists, as far as they can be seen. */
export function readIgnored(
  project: Project,
  decorator: ts.Decorator,
): readonly { readonly at: ts.Expression; readonly value: string | number }[] {
  const { ts, checker } = project;
  const list = readOption(project, decorator, 'ignore');
  const literal = list && unwrap(ts, list.at);
  if (!literal || !ts.isArrayLiteralExpression(literal)) return [];
  return literal.elements.flatMap((at) => {
    const type = checker.getTypeAtLocation(at);
    return type.isStringLiteral() || type.isNumberLiteral() ? [{ at, value: type.value }] : [];
  });
}
