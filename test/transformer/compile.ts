import { readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import ts from 'typescript';
import { transformProgram } from '../../transformer/index.js';
import { stubPackage } from './stub-package.js';

/** How a program is compiled; everything has a default. */
export interface CompileOptions {
  /** Compiler options over the defaults: strict, ES2022, CommonJS, no declaration files, standard decorators. */
  readonly compilerOptions?: ts.CompilerOptions;
  /** Diagnostics that are expected: their number codes. None by default; `'any'` asserts nothing. */
  readonly expectedCodes?: readonly number[] | 'any';
  /** Leaves the transformer out, to compare. */
  readonly untransformed?: boolean;
  /** The compiler; the locked one by default. */
  readonly typescript?: typeof ts;
}

/** What came of a compilation. */
export interface Compiled {
  /** Emitted text by the path of the emitted file: `/project/src/app.js`. */
  readonly outputs: ReadonlyMap<string, string>;
  /** Text that was emitted for a source file. */
  outputOf(fileName: string): string;
  readonly diagnostics: readonly ts.Diagnostic[];
  readonly warnings: readonly ts.Diagnostic[];
  /**
   * Runs the emitted CommonJS module of a source file and returns its exports. Modules of the program are required
   * from the program, `workloop` from `modules`, else from a stub that records what its decorators were given.
   */
  evaluate(fileName: string, modules?: Readonly<Record<string, unknown>>): Record<string, unknown>;
}

/** Where fragments and relative names live. */
export const root = '/project';

const defaults: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  strict: true,
  types: [],
  skipLibCheck: true,
};

/** Compiles one file, `src/fragment.ts`. */
export function compileFragment(text: string, options: CompileOptions = {}): Compiled {
  return compileFiles({ 'src/fragment.ts': text }, options);
}

/** Compiles files of one program, given by their path below {@link root} (or an absolute one). Only `.ts` files are roots. */
export function compileFiles(
  files: Readonly<Record<string, string>>,
  { compilerOptions, expectedCodes = [], untransformed = false, typescript = ts }: CompileOptions = {},
): Compiled {
  const texts = new Map<string, string>();
  for (const [path, text] of Object.entries({ ...stubPackage, ...files })) texts.set(absolute(path), text);
  const options = { ...defaults, ...compilerOptions };
  const outputs = new Map<string, string>();
  const warnings: ts.Diagnostic[] = [];
  const host = createHost(typescript, texts, options);
  const rootNames = Object.keys(files)
    .filter((path) => /\.[mc]?[jt]sx?$/.test(path) && !path.includes('node_modules'))
    .map(absolute);
  const program = typescript.createProgram(rootNames, options, host);
  if (!untransformed)
    transformProgram(program, host, {}, { ts: typescript, warn: (warning) => warnings.push(warning) });
  const diagnostics = [
    ...program.getOptionsDiagnostics(),
    ...program.getSyntacticDiagnostics(),
    ...program.getSemanticDiagnostics(),
    ...program.emit(undefined, (path, text) => outputs.set(path, text)).diagnostics,
  ];
  const compiled: Compiled = {
    outputs,
    diagnostics,
    warnings,
    outputOf: (fileName) => readOutput(outputs, fileName),
    evaluate: (fileName, modules = {}) => evaluate(outputs, fileName, modules),
  };
  if (expectedCodes !== 'any') assertCodes(typescript, diagnostics, expectedCodes);
  return compiled;
}

/** What the stub of `workloop` saw, in the order of decoration. */
export interface Decoration {
  readonly decorator: 'work' | 'flow';
  readonly target: unknown;
  readonly options: unknown;
  readonly plan: unknown;
}

/** A stand-in for the runtime that keeps what its decorators were given. */
export function createRecorder(): {
  readonly decorations: Decoration[];
  readonly module: Record<string, unknown>;
} {
  const decorations: Decoration[] = [];
  const decorate =
    (decorator: 'work' | 'flow') =>
    (first?: unknown, second?: unknown): unknown => {
      const isBare = typeof first === 'function';
      const record = (target: unknown, options: unknown, plan: unknown): void => {
        decorations.push({ decorator, target, options, plan });
      };
      return isBare
        ? record(first, undefined, undefined)
        : (target: unknown): void => record(target, first, second);
    };
  return { decorations, module: { work: decorate('work'), flow: decorate('flow') } };
}

function absolute(path: string): string {
  return path.startsWith('/') ? path : `${root}/${path}`;
}

const libraryFiles = new Map<string, ts.SourceFile | undefined>();

/** Files of the compiler's library are parsed once per process and language level; the rest is in memory. */
function createHost(
  typescript: typeof ts,
  texts: ReadonlyMap<string, string>,
  options: ts.CompilerOptions,
): ts.CompilerHost {
  const library = dirname(typescript.getDefaultLibFilePath(options)).replaceAll('\\', '/');
  const isLibrary = (path: string): boolean => path.startsWith(library);
  const isFile = (path: string): boolean =>
    texts.has(path) || (isLibrary(path) && typescript.sys.fileExists(path));
  const folders = new Set<string>();
  for (const path of texts.keys())
    for (let folder = posix.dirname(path); folder !== '/'; folder = posix.dirname(folder))
      folders.add(folder);
  return {
    fileExists: isFile,
    readFile: (path) => texts.get(path) ?? (isLibrary(path) ? readFileSync(path, 'utf8') : undefined),
    directoryExists: (path) => folders.has(path) || isLibrary(path),
    getDirectories: () => [],
    getSourceFile(path, version) {
      const language = typeof version === 'object' ? version : { languageVersion: version };
      const text = texts.get(path);
      if (text !== undefined) return typescript.createSourceFile(path, text, language);
      if (!isLibrary(path)) return undefined;
      const key = `${path}:${language.languageVersion}`;
      if (!libraryFiles.has(key) && isFile(path))
        libraryFiles.set(key, typescript.createSourceFile(path, readFileSync(path, 'utf8'), language));
      return libraryFiles.get(key);
    },
    getDefaultLibFileName: (one) => typescript.getDefaultLibFilePath(one),
    getDefaultLibLocation: () => library,
    writeFile() {
      throw new Error('A compilation in memory writes nothing to disk');
    },
    getCurrentDirectory: () => root,
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
  };
}

function readOutput(outputs: ReadonlyMap<string, string>, fileName: string): string {
  const path = absolute(fileName).replace(/\.([mc]?)tsx?$/, '.$1js');
  const text = outputs.get(path);
  if (text === undefined) throw new Error(`Nothing was emitted to ${path}; there is ${[...outputs.keys()]}`);
  return text;
}

function evaluate(
  outputs: ReadonlyMap<string, string>,
  fileName: string,
  modules: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const loaded = new Map<string, { exports: Record<string, unknown> }>();
  const provided: Record<string, unknown> = { workloop: createRecorder().module, ...modules };
  const load = (path: string): Record<string, unknown> => {
    const known = loaded.get(path);
    if (known) return known.exports;
    const module = { exports: {} as Record<string, unknown> };
    loaded.set(path, module);
    const require = (name: string): unknown => {
      if (name in provided) return provided[name];
      const target = posix.join(posix.dirname(path), name).replace(/\.js$/, '');
      return load(outputs.has(`${target}.js`) ? `${target}.js` : `${target}/index.js`);
    };
    const wrapper = new Function('exports', 'require', 'module', '__filename', readOutput(outputs, path));
    wrapper(module.exports, require, module, path);
    return module.exports;
  };
  return load(absolute(fileName).replace(/\.([mc]?)tsx?$/, '.$1js'));
}

function assertCodes(
  typescript: typeof ts,
  diagnostics: readonly ts.Diagnostic[],
  expected: readonly number[],
): void {
  const codes = diagnostics.map(({ code }) => code);
  if ([...codes].sort().join() === [...expected].sort().join()) return;
  const text = typescript.formatDiagnostics(diagnostics, {
    getCurrentDirectory: () => root,
    getCanonicalFileName: (path) => path,
    getNewLine: () => '\n',
  });
  throw new Error(`Expected the diagnostics [${expected}], got:\n${text || 'none'}`);
}
