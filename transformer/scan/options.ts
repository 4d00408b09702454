import type ts from 'typescript';
import type { Project } from '../project.js';
import { resolveSymbol } from './ours.js';
import { unwrap } from './syntax.js';

/** One option as it was written. */
export interface WrittenOption {
  /** Its value in the object literal, or the options as a whole where they come from elsewhere. */
  readonly at: ts.Expression;
  readonly type: ts.Type;
  /** The expression that gives its value, wherever that stands. */
  readonly value?: ts.Expression;
}

/** Reads an option of a decorator, undefined where it is not given or cannot be seen. */
export function readOption(
  project: Project,
  decorator: ts.Decorator,
  name: string,
): WrittenOption | undefined {
  const options = optionsOf(project, decorator);
  return options && propertyIn(project, options, options, name);
}

/** Reads an option of an option: `retry.attempts`. */
export function readInnerOption(
  project: Project,
  decorator: ts.Decorator,
  outer: string,
  name: string,
): WrittenOption | undefined {
  const { at, value } = readOption(project, decorator, outer) ?? {};
  return at && value && propertyIn(project, value, at, name);
}

function propertyIn(
  project: Project,
  object: ts.Expression,
  place: ts.Expression,
  name: string,
): WrittenOption | undefined {
  const { ts, checker } = project;
  const literal = unwrap(ts, object);
  const symbol = checker.getTypeAtLocation(literal).getProperty(name);
  if (!symbol) return undefined;
  const declaration = symbol.valueDeclaration;
  const value = declaration && valueIn(project, declaration);
  if (!declaration || !value) return { at: place, type: checker.getTypeOfSymbolAtLocation(symbol, object) };
  // The literal says more than the type of the property, which is widened.
  const at = declaration.parent === literal && object === place ? value : place;
  return { at, value, type: checker.getTypeAtLocation(unwrap(ts, value)) };
}

/** Whether all that a decorator is given can be seen: otherwise an option that is not found may still be there. */
export function isReadable(project: Project, decorator: ts.Decorator): boolean {
  const { ts, checker } = project;
  const options = optionsOf(project, decorator);
  if (!options) return true;
  const type = checker.getTypeAtLocation(unwrap(ts, options));
  const isOpaque = (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Instantiable)) !== 0;
  return !ts.isSpreadElement(options) && !isOpaque && !type.isUnion();
}

function optionsOf({ ts }: Project, decorator: ts.Decorator): ts.Expression | undefined {
  const call = unwrap(ts, decorator.expression);
  return ts.isCallExpression(call) ? call.arguments[0] : undefined;
}

function valueIn({ ts }: Project, property: ts.Declaration): ts.Expression | undefined {
  if (ts.isPropertyAssignment(property)) return property.initializer;
  return ts.isShorthandPropertyAssignment(property) ? property.name : undefined;
}

/** Whether an option is known to have a boolean value. */
export function isOption(project: Project, decorator: ts.Decorator, name: string, value: boolean): boolean {
  const option = readOption(project, decorator, name);
  if (!option || !(option.type.flags & project.ts.TypeFlags.BooleanLiteral)) return false;
  return project.checker.typeToString(option.type) === String(value);
}

/** What `ignore` lists. */
export interface WrittenIgnore {
  readonly listed: readonly { readonly at: ts.Expression; readonly value: string | number }[];
  /** Whether that is certainly all: a list that is not a constant may have grown by the time it is read. */
  readonly isComplete: boolean;
}

/** The positions and names that `ignore` lists, as far as they can be seen. */
export function readIgnored(project: Project, decorator: ts.Decorator): WrittenIgnore {
  const { ts, checker } = project;
  const option = readOption(project, decorator, 'ignore');
  if (!option) return { listed: [], isComplete: isReadable(project, decorator) };
  const { at, value } = option;
  const constant = literalsOf(project, option.type);
  if (constant && !(value && ts.isArrayLiteralExpression(unwrap(ts, value))))
    return { listed: constant.map((one) => ({ at, value: one })), isComplete: true };
  const list = value && arrayOf(project, value);
  if (!list) return { listed: [], isComplete: false };
  const isHere = list === unwrap(ts, at);
  const listed = list.elements.flatMap((element) => {
    const type = checker.getTypeAtLocation(element);
    const isLiteral = type.isStringLiteral() || type.isNumberLiteral();
    return isLiteral ? [{ at: isHere ? element : at, value: type.value }] : [];
  });
  const isConstant = isHere || constant !== undefined;
  return { listed, isComplete: isConstant && listed.length === list.elements.length };
}

/** The members of a readonly tuple of literals: what `as const` gives. */
function literalsOf({ checker }: Project, type: ts.Type): (string | number)[] | undefined {
  if (!checker.isTupleType(type) || !((type as ts.TypeReference).target as ts.TupleType).readonly)
    return undefined;
  const members = checker.getTypeArguments(type as ts.TypeReference);
  const literals = members.flatMap((one) =>
    one.isStringLiteral() || one.isNumberLiteral() ? [one.value] : [],
  );
  return literals.length === members.length ? literals : undefined;
}

/** The array literal behind an expression: itself, or that of a constant. */
function arrayOf(project: Project, expression: ts.Expression): ts.ArrayLiteralExpression | undefined {
  const { ts, checker } = project;
  const inner = unwrap(ts, expression);
  if (ts.isArrayLiteralExpression(inner)) return inner;
  if (!ts.isIdentifier(inner)) return undefined;
  const isShorthand = ts.isShorthandPropertyAssignment(inner.parent);
  const symbol = isShorthand
    ? checker.getShorthandAssignmentValueSymbol(inner.parent)
    : resolveSymbol(project, inner);
  const declaration = symbol?.valueDeclaration;
  const isConst = declaration && (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  const initializer =
    isConst && ts.isVariableDeclaration(declaration) && declaration.initializer
      ? unwrap(ts, declaration.initializer)
      : undefined;
  return initializer && ts.isArrayLiteralExpression(initializer) ? initializer : undefined;
}
