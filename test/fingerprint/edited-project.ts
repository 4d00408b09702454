import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import type { Fingerprint } from '../../src/fingerprint/fingerprint.js';
import { Fingerprints } from '../../src/fingerprint/fingerprints.js';
import { transformProgram } from '../../transformer/index.js';
import { stubDeclarations } from '../transformer/stub-package.js';
import { loadRegistry } from './load-registry.js';

/** How the project is compiled again after an edit. */
export type Build = 'plain' | 'incremental' | 'watch' | 'references';

type Files = Readonly<Record<string, string>>;

/** A project on disk that is edited and compiled again and again, in this process. */
export class EditedProject {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'workloop-fingerprint-')));
  readonly #compile: (changed: readonly string[]) => void;

  /**
   * @param files By their path. With `references`, `lib` is a project of its own that `app` refers to.
   */
  constructor(
    readonly build: Build,
    files: Files,
    compilerOptions: Readonly<Record<string, unknown>> = {},
  ) {
    this.write({ ...scaffold(build, compilerOptions), ...files });
    this.#compile = compilers[build](this.folder);
    this.#compile(Object.keys(files));
  }

  /** Writes files anew and compiles. */
  edit(files: Files): void {
    this.write(files);
    // Builds go by times, and the clock of the disk is coarser than these edits are quick.
    const later = new Date(Date.now() + 1000);
    for (const path of Object.keys(files)) utimesSync(join(this.folder, path), later, later);
    this.#compile(Object.keys(files));
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  /** The emitted text of a source. */
  outputOf(path: string): string {
    return this.read(`out/${path.replace(/ts$/, 'js')}`);
  }

  /** The fingerprints of classes of one module, as a process that starts now finds them. */
  fingerprints(module: string, classes: readonly string[]): Record<string, Fingerprint> {
    const registry = loadRegistry(join(this.folder, 'out', `${module}.js`));
    const fingerprints = new Fingerprints(() => registry);
    return Object.fromEntries(classes.map((one) => [one, fingerprints.of(`project/${module}#${one}`)]));
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Writes files without compiling. */
  write(files: Files): void {
    for (const [path, text] of Object.entries(files)) {
      const file = join(this.folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
}

function scaffold(build: Build, more: Readonly<Record<string, unknown>>): Files {
  const compilerOptions = {
    target: 'es2022',
    lib: ['es2022', 'decorators'],
    module: 'commonjs',
    moduleResolution: 'node10',
    esModuleInterop: true,
    strict: true,
    types: [],
    skipLibCheck: true,
    resolveJsonModule: true,
    rootDir: '.',
    outDir: 'out',
    ...(build === 'incremental' && { incremental: true }),
    ...more,
  };
  const config = (extra: object): string => JSON.stringify({ compilerOptions, ...extra });
  const isSplit = build === 'references';
  const nested = { ...compilerOptions, composite: true, rootDir: '..', outDir: '../out' };
  return {
    'package.json': '{ "name": "project" }',
    'node_modules/workloop/package.json': '{ "name": "workloop", "version": "1.0.0", "types": "index.d.ts" }',
    'node_modules/workloop/index.d.ts': stubDeclarations,
    'tsconfig.json': isSplit
      ? JSON.stringify({ files: [], references: [{ path: './lib' }, { path: './app' }] })
      : config({ include: ['app', 'lib'] }),
    ...(isSplit && {
      'lib/tsconfig.json': JSON.stringify({ compilerOptions: nested, include: ['.'] }),
      'app/tsconfig.json': JSON.stringify({
        compilerOptions: nested,
        include: ['.', 'settings.json'],
        references: [{ path: '../lib' }],
      }),
    }),
  };
}

type Builder = ts.EmitAndSemanticDiagnosticsBuilderProgram;

/** One that was read from build info has no program. */
interface Resumed extends Builder {
  getProgramOrUndefined(): ts.Program | undefined;
}

/** As ts-patch does, between the compiler and its builders. */
const createProgram: ts.CreateProgram<Builder> = (
  rootNames,
  options,
  host,
  oldProgram,
  configFileParsingDiagnostics,
  projectReferences,
) => {
  if (!host || !options) throw new Error('Expected a host and options');
  shareLibrary(host);
  const previous = (oldProgram as Resumed | undefined)?.getProgramOrUndefined();
  const program = ts.createProgram({
    rootNames: rootNames ?? [],
    options,
    host,
    ...(previous && { oldProgram: previous }),
    ...(configFileParsingDiagnostics && { configFileParsingDiagnostics }),
    ...(projectReferences && { projectReferences }),
  });
  transformProgram(program, host, {}, { ts, warn: () => {} });
  return ts.createEmitAndSemanticDiagnosticsBuilderProgram(program, host, oldProgram);
};

const library = new Map<string, ts.SourceFile | undefined>();
const sharing = new WeakSet<ts.CompilerHost>();

/** The compiler's own declarations are parsed once for all programs. */
function shareLibrary(host: ts.CompilerHost): void {
  if (sharing.has(host)) return;
  sharing.add(host);
  const read = host.getSourceFile;
  host.getSourceFile = (path, ...rest) => {
    if (!/\/node_modules\/typescript\/lib\//.test(path)) return read.call(host, path, ...rest);
    const file = library.get(path) ?? read.call(host, path, ...rest);
    library.set(path, file);
    // Builders want to know which version of a file they see.
    return file && Object.assign(file, { version: 'library' });
  };
}

/** For each build a function that compiles once and is told what was edited since. */
const compilers: Record<Build, (folder: string) => (changed: readonly string[]) => void> = {
  plain: (folder) => () => {
    const { fileNames, options } = parse(folder);
    const host = ts.createCompilerHost(options);
    shareLibrary(host);
    const program = ts.createProgram(fileNames, options, host);
    succeed(transformProgram(program, host, {}, { ts, warn: () => {} }));
  },
  incremental: (folder) => () => {
    const { fileNames, options } = parse(folder);
    const host = ts.createIncrementalCompilerHost(options);
    const program = ts.createIncrementalProgram({ rootNames: fileNames, options, host, createProgram });
    succeed(program);
  },
  references: (folder) => () => {
    const host = ts.createSolutionBuilderHost(systemAt(folder), createProgram, fail);
    const status = ts.createSolutionBuilder(host, [folder], {}).build();
    if (status !== ts.ExitStatus.Success) throw new Error(`The build ended with ${status}`);
  },
  watch: (folder) => {
    const listeners = new Map<string, ts.FileWatcherCallback>();
    let compileAgain: (() => void) | undefined;
    const system: ts.System = {
      ...systemAt(folder),
      watchFile(path, listener) {
        listeners.set(path, listener);
        return { close: () => listeners.delete(path) };
      },
      watchDirectory: () => ({ close() {} }),
      setTimeout: (callback: () => void) => {
        compileAgain = callback;
        return callback;
      },
      clearTimeout() {},
    };
    let watching: ts.WatchOfConfigFile<Builder> | undefined;
    return (changed) => {
      if (!watching) {
        const config = join(folder, 'tsconfig.json');
        const host = ts.createWatchCompilerHost(config, {}, system, createProgram, fail, () => {});
        watching = ts.createWatchProgram(host);
        return;
      }
      for (const path of changed)
        listeners.get(join(folder, path))?.(join(folder, path), ts.FileWatcherEventKind.Changed);
      const compile = compileAgain;
      compileAgain = undefined;
      compile?.();
    };
  },
};

function systemAt(folder: string): ts.System {
  return { ...ts.sys, getCurrentDirectory: () => folder, write() {} };
}

function parse(folder: string): ts.ParsedCommandLine {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail };
  const parsed = ts.getParsedCommandLineOfConfigFile(join(folder, 'tsconfig.json'), {}, host);
  if (!parsed) throw new Error('Expected a tsconfig.json');
  return parsed;
}

function succeed(program: ts.Program | Builder): void {
  program.getSemanticDiagnostics().forEach(fail);
  program.emit().diagnostics.forEach(fail);
}

function fail(diagnostic: ts.Diagnostic): void {
  throw new Error(
    `${diagnostic.file?.fileName}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`,
  );
}
