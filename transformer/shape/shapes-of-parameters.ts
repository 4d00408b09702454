import type ts from 'typescript';
import type { Parameter, ParameterShapes, Shape } from './shape.js';
import { ShapeReader } from './shape-reader.js';
import type { TypeContext } from './type-context.js';

/** The shapes of the parameters of a method as it is declared. Types that cannot be seen give `generic` shapes. */
export function shapesOfParameters(
  context: TypeContext,
  declaration: ts.SignatureDeclaration,
): ParameterShapes {
  const signature = context.checker.getSignatureFromDeclaration(declaration);
  return signature === undefined
    ? { parameters: declaration.parameters.map(() => unseen), named: [] }
    : shapesOfSignature(context, signature, declaration);
}

/**
 * The shapes of the parameters of a resolved signature: other than {@link shapesOfParameters}, an inherited
 * `run(value: T)` shows the type that the subclass put in for `T`. `location` is where the types are looked up.
 */
export function shapesOfSignature(
  context: TypeContext,
  signature: ts.Signature,
  location: ts.Node,
): ParameterShapes {
  const reader = new ShapeReader(context, location);
  const parameters = signature.parameters.flatMap((symbol) =>
    readParameter(context, reader, symbol, location),
  );
  return { parameters, named: reader.named };
}

const unseen: Parameter = {
  name: 'unseen',
  shape: { kind: 'generic' },
  isOptional: false,
  isRest: false,
};

function readParameter(
  { typescript, checker }: TypeContext,
  reader: ShapeReader,
  symbol: ts.Symbol,
  location: ts.Node,
): Parameter[] {
  const node = symbol.valueDeclaration;
  const declaration = node !== undefined && typescript.isParameter(node) ? node : undefined;
  const shape = reader.shapeOf(checker.getTypeOfSymbolAtLocation(symbol, declaration ?? location));
  const common = { name: symbol.name, ...(declaration && { declaration }) };
  if (declaration?.dotDotDotToken !== undefined) return restParameters(common, shape);
  const isOptional = declaration?.questionToken !== undefined || declaration?.initializer !== undefined;
  return [{ ...common, shape, isOptional, isRest: false }];
}

/** `...rest: [A, B?]` takes the same calls as two parameters do, and is written the same. */
function restParameters(common: Pick<Parameter, 'name' | 'declaration'>, shape: Shape): Parameter[] {
  if (shape.kind === 'tuple') return shape.items.map((item) => ({ ...common, ...item }));
  const item: Shape = shape.kind === 'array' ? shape.item : { kind: 'generic' };
  return [{ ...common, shape: item, isOptional: false, isRest: true }];
}
