import type ts from 'typescript';

/** The compiler that the transformer was handed, and the program that a type belongs to. */
export interface TypeContext {
  readonly typescript: typeof ts;
  readonly checker: ts.TypeChecker;
  readonly program: ts.Program;
  /** Whether the program gives a class to `registerIdentity`, so that its instances count by their own fields. */
  readonly isRegistered?: (Class: ts.Symbol) => boolean;
}
