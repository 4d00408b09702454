import ts from 'typescript';
import { canonicalizeArguments } from '../../src/identity/canonical.js';
import { textKit } from '../../src/identity/kit.js';
import type { Hasher, Plan, TextKit } from '../../src/plan.js';
import { emitHasher, type HasherOptions } from '../../transformer/emit/hasher.js';
import type { ParameterShapes } from '../../transformer/shape/shape.js';
import { shapesOfParameters } from '../../transformer/shape/shapes-of-parameters.js';
import { compileFragment, createRecorder } from './compile.js';

/** A hasher whose calls of the generic encoder are counted: where there are none, the fast path was taken throughout. */
export interface CountingHasher {
  readonly hasher: Hasher;
  /** Values that were left to the generic encoder since the last reset. */
  left: number;
}

/** Compiles one work for each parameter list, for real, and gives the hashers that the plans bring along. */
export function compileHashers(
  declarations: string,
  parameterLists: readonly string[],
  compilerOptions: ts.CompilerOptions = {},
): (CountingHasher | undefined)[] {
  const works = parameterLists.map(
    (list, index) => `@work() export class W${index} { run(${list}): void {} }`,
  );
  const recorder = createRecorder();
  compileFragment(["import { work } from 'workloop';", declarations, ...works].join('\n'), {
    compilerOptions,
    expectedCodes: 'any',
  }).evaluate('src/fragment.ts', { workloop: recorder.module });
  return recorder.decorations.map(({ plan }) => {
    const make = (plan as Plan).hasher;
    return make && counting(make);
  });
}

/** As {@link compileHashers} for one parameter list, which must have a hasher. */
export function compileHasher(parameters: string, declarations = ''): Hasher {
  const [found] = compileHashers(declarations, [parameters]);
  if (found === undefined) throw new Error(`No hasher was generated for (${parameters})`);
  return found.hasher;
}

function counting(make: (kit: TextKit) => Hasher): CountingHasher {
  const counted = { left: 0 } as { left: number; hasher: Hasher };
  const any: TextKit['any'] = (value, level) => {
    counted.left++;
    return textKit.any(value, level);
  };
  counted.hasher = make({ ...textKit, any });
  return counted;
}

/** What the checker sees of parameter lists, for tests that need no compiled code. */
export function readShapes(
  declarations: string,
  parameterLists: readonly string[],
  types: readonly string[] = [],
): ParameterShapes[] {
  const functions = parameterLists.map((list, index) => `declare function f${index}(${list}): void;`);
  const text = [declarations, ...functions].join('\n');
  const fileName = '/shapes.ts';
  const options: ts.CompilerOptions = {
    strict: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts'],
    types: [...types],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (path, language, ...rest) =>
    path === fileName
      ? ts.createSourceFile(path, text, language)
      : getSourceFile.call(host, path, language, ...rest);
  const program = ts.createProgram([fileName], options, host);
  const context = { typescript: ts, checker: program.getTypeChecker(), program };
  const [error] = program.getSemanticDiagnostics(program.getSourceFile(fileName));
  if (error !== undefined) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, '\n'));
  const declared = program.getSourceFile(fileName)?.statements.filter(ts.isFunctionDeclaration) ?? [];
  return declared
    .filter(({ name }) => name !== undefined && /^f\d+$/.test(name.text))
    .map((declaration) => shapesOfParameters(context, declaration));
}

/** The hasher for shapes, without a compilation; a check may be left out. */
export function hasherOf(
  shapes: ParameterShapes,
  options: HasherOptions = {},
  kit: TextKit = textKit,
): Hasher | undefined {
  const text = emitHasher(shapes, options);
  return text === undefined ? undefined : (new Function(`return ${text}`)() as (kit: TextKit) => Hasher)(kit);
}

/** The text that counts, or undefined where the arguments have none. */
export function genericText(args: readonly unknown[]): string | undefined {
  try {
    return canonicalizeArguments(args);
  } catch {
    return undefined;
  }
}
