import type ts from 'typescript';
import { createAnalyzer, type FileAnalysis } from './analyze/file.js';
import { withoutUsed } from './diagnostics/directives.js';
import { printWarning } from './diagnostics/print.js';
import { emitFile } from './emit/file.js';
import { saltVersions } from './emit/salt.js';
import { openProject, type TypeScript } from './project.js';

/** What ts-patch hands to a program transformer beside the program. */
export interface Extras {
  readonly ts: TypeScript;
  /** Takes warnings instead of stderr. */
  readonly warn?: (warning: ts.Diagnostic) => void;
}

type Analyze = (sourceFile: ts.SourceFile) => FileAnalysis;

const opened = new WeakSet<ts.Program>();

/**
 * The entry for ts-patch: `{ "transform": "workloop/transformer", "transformProgram": true }`. Gives the program our
 * diagnostics and our emit; returns the same program.
 */
export function transformProgram(
  program: ts.Program,
  host: ts.CompilerHost | undefined,
  config: unknown,
  extras: Extras,
): ts.Program {
  if (opened.has(program)) return program;
  opened.add(program);
  const { ts } = extras;
  let analyzer: Analyze | undefined;
  const analyze: Analyze = (sourceFile) => {
    // Made late: the type checker must not be made before the compiler wants it.
    analyzer ??= createAnalyzer(
      openProject(ts, program, {
        readFile: (path) => (host ?? ts.sys).readFile(path),
        warn: extras.warn ?? ((warning) => printWarning(ts, program, warning)),
      }),
    );
    return analyzer(sourceFile);
  };
  if (isIncremental(program)) saltVersions(ts, program, config);
  addDiagnostics(program, analyze);
  addTransformation(ts, program, analyze);
  return program;
}

export default transformProgram;

function isIncremental(program: ts.Program): boolean {
  const { incremental, composite, tsBuildInfoFile } = program.getCompilerOptions();
  return incremental === true || composite === true || tsBuildInfoFile !== undefined;
}

type GetDiagnostics = ts.Program['getSemanticDiagnostics'];

/** Plain builds ask for semantic diagnostics, builders for those of binder and checker, which they keep in the build info. */
function addDiagnostics(program: ts.Program, analyze: Analyze): void {
  const asked = program as ts.Program & { getBindAndCheckDiagnostics?: GetDiagnostics };
  for (const name of ['getSemanticDiagnostics', 'getBindAndCheckDiagnostics'] as const) {
    const original: GetDiagnostics | undefined = asked[name];
    if (!original) continue;
    asked[name] = (sourceFile, ...rest) => {
      const found = original.call(program, sourceFile, ...rest);
      if (program.getCompilerOptions().noCheck) return found;
      const files = sourceFile ? [sourceFile] : program.getSourceFiles();
      // The compiler keeps the list that it returns; adding to that would report ours twice.
      return files.reduce<readonly ts.Diagnostic[]>((list, file) => {
        const { errors, usedDirectives } = analyze(file);
        const kept = withoutUsed(list, file, usedDirectives);
        return errors.length > 0 ? [...kept, ...errors] : kept;
      }, found) as ts.Diagnostic[];
    };
  }
}

function addTransformation(ts: TypeScript, program: ts.Program, analyze: Analyze): void {
  const original = program.emit;
  program.emit = (sourceFile, writeFile, cancellation, onlyDeclarations, custom, ...rest) => {
    const ours: ts.TransformerFactory<ts.SourceFile> = (context) => (file) => {
      // A transformer before us may have made another tree of it; what we know is about the one that was parsed.
      const parsed = program.getSourceFile(file.fileName);
      return parsed ? emitFile(ts, context, file, analyze(parsed)) : file;
    };
    const transformers = { ...custom, before: [...(custom?.before ?? []), ours] };
    return original.call(
      program,
      sourceFile,
      writeFile,
      cancellation,
      onlyDeclarations,
      transformers,
      ...rest,
    );
  };
}
