import type ts from 'typescript';
import type { Project } from '../project.js';
import { isRegistered } from '../scan/told-elsewhere.js';
import type { ParameterShapes } from '../shape/shape.js';
import { shapesOfSignature } from '../shape/shapes-of-parameters.js';
import type { TypeContext } from '../shape/type-context.js';

/** Where a `run` is declared; as a signature where its class is known by a type only. */
export type RunDeclaration = ts.MethodDeclaration | ts.MethodSignature;

/** What is known about a class's `run`, its own or an inherited one. */
export interface RunMethod {
  /** Where its body stands; of an overloaded method the implementation, whose parameters cover all overloads. */
  readonly declaration: RunDeclaration;
  readonly signature: ts.Signature;
  /** Parameters without a declared `this`. */
  readonly parameters: readonly ts.ParameterDeclaration[];
  readonly isAsync: boolean;
  readonly shapes: ParameterShapes;
}

/** Finds the `run` that instances of a class have; undefined where there is none or where it is not a method. */
export function findRun(project: Project, node: ts.ClassLikeDeclaration): RunMethod | undefined {
  const { ts, checker } = project;
  const symbol = instanceTypeOf(project, node)?.getProperty('run');
  const declaration = symbol && implementationOf(ts, symbol);
  const written = declaration && checker.getSignatureFromDeclaration(declaration);
  if (!written) return undefined;
  // An inherited `run(value: T)` shows what the class put in for `T`; of overloads only the implementation shows all.
  const inherited =
    declaration.parent === node ? [] : checker.getTypeOfSymbolAtLocation(symbol, node).getCallSignatures();
  const signature = inherited.length === 1 && inherited[0] ? inherited[0] : written;
  return {
    declaration,
    signature,
    parameters: declaration.parameters.filter(({ name }) => !(ts.isIdentifier(name) && name.text === 'this')),
    isAsync: isPromise(project, signature.getReturnType(), declaration),
    shapes: shapesOfSignature(typeContextOf(project), signature, declaration),
  };
}

/** What the shapes of types are read with. */
export function typeContextOf(project: Project): TypeContext {
  const { ts, checker, program } = project;
  return {
    typescript: ts,
    checker,
    program,
    isRegistered: (Class: ts.Symbol) => isRegistered(project, Class),
  };
}

function implementationOf(ts: Project['ts'], symbol: ts.Symbol): RunDeclaration | undefined {
  const methods = (symbol.declarations ?? []).filter(
    (one): one is RunDeclaration => ts.isMethodDeclaration(one) || ts.isMethodSignature(one),
  );
  const declaration = methods.find((one) => ts.isMethodDeclaration(one) && one.body) ?? methods[0];
  const isAbstract = declaration && ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Abstract;
  return isAbstract ? undefined : declaration;
}

/** The type of a class's instances. */
export function instanceTypeOf({ ts, checker }: Project, node: ts.ClassLikeDeclaration): ts.Type | undefined {
  const type = checker.getTypeAtLocation(node);
  return ts.isClassDeclaration(node) ? type : type.getConstructSignatures()[0]?.getReturnType();
}

/** Whether every value of a type is a promise or something else that can be awaited. */
export function isPromise(project: Project, type: ts.Type, at: ts.Node): boolean {
  if (type.isUnion()) return type.types.every((member) => isPromise(project, member, at));
  const then = type.getProperty('then');
  if (!then) return false;
  return project.checker.getTypeOfSymbolAtLocation(then, at).getCallSignatures().length > 0;
}

/** A parameter's name as messages and `ignore` know it; one that is taken apart at once goes by its place. */
export function parameterName({ ts }: Project, parameter: ts.ParameterDeclaration, index: number): string {
  const name = ts.isIdentifier(parameter.name) ? parameter.name.text : `args[${index}]`;
  return parameter.dotDotDotToken ? `...${name}` : name;
}
