import type ts from 'typescript';
import type { Project } from '../project.js';

/** What is known about a class's `run`, its own or an inherited one. */
export interface RunMethod {
  /** Where its body stands; of an overloaded method the implementation, whose parameters cover all overloads. */
  readonly declaration: ts.SignatureDeclaration;
  readonly signature: ts.Signature;
  /** Parameters without a declared `this`. */
  readonly parameters: readonly ts.ParameterDeclaration[];
  readonly isAsync: boolean;
}

/** Finds the `run` that instances of a class have; undefined where there is none or where it is not a method. */
export function findRun(project: Project, node: ts.ClassLikeDeclaration): RunMethod | undefined {
  const { ts, checker } = project;
  const symbol = instanceTypeOf(project, node)?.getProperty('run');
  const declarations = symbol?.declarations ?? [];
  const declaration =
    declarations.find((one) => ts.isMethodDeclaration(one) && one.body !== undefined) ?? declarations[0];
  if (!declaration || !(ts.isMethodDeclaration(declaration) || ts.isMethodSignature(declaration)))
    return undefined;
  const signature = checker.getSignatureFromDeclaration(declaration);
  if (!signature) return undefined;
  return {
    declaration,
    signature,
    parameters: declaration.parameters.filter(({ name }) => !(ts.isIdentifier(name) && name.text === 'this')),
    isAsync: isPromise(project, checker.getReturnTypeOfSignature(signature), declaration),
  };
}

/** The type of a class's instances. */
export function instanceTypeOf(
  { checker }: Project,
  node: ts.ClassLikeDeclaration,
): ts.InterfaceType | undefined {
  const type = checker.getTypeAtLocation(node);
  if (type.isClass()) return type;
  const symbol = node.name && checker.getSymbolAtLocation(node.name);
  const declared = symbol && checker.getDeclaredTypeOfSymbol(symbol);
  return declared?.isClassOrInterface() ? declared : undefined;
}

/** Whether every value of a type is a promise or something else that can be awaited. */
export function isPromise(project: Project, type: ts.Type, at: ts.Node): boolean {
  if (type.isUnion()) return type.types.every((member) => isPromise(project, member, at));
  const then = type.getProperty('then');
  if (!then) return false;
  return project.checker.getTypeOfSymbolAtLocation(then, at).getCallSignatures().length > 0;
}
