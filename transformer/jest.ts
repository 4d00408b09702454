import type ts from 'typescript';
import { createAnalyzer, type FileAnalysis } from './analyze/file.js';
import { formatDiagnostics, printWarning } from './diagnostics/print.js';
import { emitFile } from './emit/file.js';
import { openProject, type TypeScript } from './project.js';
import { openDetachedProgram } from './scan/detached-program.js';
import { transformerVersion } from './version.js';

/** Name of the transformer in ts-jest's cache keys. */
export const name = 'workloop';

/** Content hash of the transformer: a new one makes jest compile anew, so that no stale output is ever run. */
export const version: string = transformerVersion;

/** The part of ts-jest's compiler that we use. */
interface TsJestCompiler {
  readonly configSet: {
    readonly compilerModule: TypeScript;
    readonly parsedTsConfig: { readonly options: ts.CompilerOptions };
  };
  readonly program?: ts.Program;
  /** Absent where ts-jest compiles each file by itself (`isolatedModules`). */
  readonly _languageService?: ts.LanguageService;
}

const analyzers = new WeakMap<ts.Program, (sourceFile: ts.SourceFile) => FileAnalysis>();

/**
 * The entry for ts-jest's `astTransformers.before`. Throws on error diagnostics, so that a test that cannot be
 * compiled soundly does not run at all.
 */
export function factory(compiler: TsJestCompiler): ts.TransformerFactory<ts.SourceFile> {
  const ts = compiler.configSet.compilerModule;
  return (context) => (emitted) => {
    const sourceFile = ts.getOriginalNode(emitted) as ts.SourceFile;
    const program = findProgram(ts, compiler, sourceFile);
    const seen = program.getSourceFile(sourceFile.fileName);
    if (!seen)
      throw new Error(`workloop cannot find ${sourceFile.fileName} in the program that it was given`);
    const analysis = analyzerOf(ts, program)(seen);
    if (analysis.errors.length > 0)
      throw new Error(`\n${formatDiagnostics(ts, analysis.errors, program.getCurrentDirectory(), false)}`);
    return emitFile(ts, context, emitted, analysis);
  };
}

/** `compiler.program` is the one of ts-jest's start; only the language service knows the present one. */
function findProgram(ts: TypeScript, compiler: TsJestCompiler, sourceFile: ts.SourceFile): ts.Program {
  const program = compiler._languageService?.getProgram() ?? compiler.program;
  if (program?.getSourceFile(sourceFile.fileName)?.text === sourceFile.text) return program;
  return openDetachedProgram(ts, compiler.configSet.parsedTsConfig.options, sourceFile);
}

function analyzerOf(ts: TypeScript, program: ts.Program): (sourceFile: ts.SourceFile) => FileAnalysis {
  const known = analyzers.get(program);
  if (known) return known;
  const analyzer = createAnalyzer(
    openProject(ts, program, {
      readFile: ts.sys.readFile,
      warn: (warning) => printWarning(ts, program, warning),
    }),
  );
  analyzers.set(program, analyzer);
  return analyzer;
}
