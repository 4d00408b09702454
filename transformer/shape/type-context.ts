import type ts from 'typescript';

/** The compiler that the transformer was handed, and the program that a type belongs to. */
export interface TypeContext {
  readonly typescript: typeof ts;
  readonly checker: ts.TypeChecker;
  readonly program: ts.Program;
}
