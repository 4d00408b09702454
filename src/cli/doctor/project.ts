import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type ts from 'typescript';
import { type Manifest, readManifest } from '../installed-package.js';
import { type Compiler, isPatchedInPlace, loadCompiler } from './compiler.js';
import { buildsIn, configAt, type ScriptBuild } from './script-builds.js';

/** A tsconfig as the compiler reads it, with all that it extends. */
export interface Config {
  readonly path: string;
  readonly parsed: ts.ParsedCommandLine;
  /** What is wrong with it, as the compiler says it. */
  readonly errors: readonly string[];
}

/** A project as the doctor sees it. */
export class Project {
  readonly manifest: Manifest | undefined;
  /** The calls of compilers in its scripts. */
  readonly builds: readonly ScriptBuild[];
  /** Whether `tsc` runs transformers as well. */
  readonly isPatched: boolean;
  readonly compiler: Compiler | undefined;
  readonly #configs = new Map<string, Config | undefined>();

  constructor(
    readonly folder: string,
    /** A tsconfig to look at in place of those that scripts name. */
    private readonly given: string | undefined,
  ) {
    this.manifest = readManifest(folder);
    this.builds = buildsIn(this.manifest?.scripts, folder);
    this.isPatched = isPatchedInPlace(folder);
    this.compiler = loadCompiler(folder);
  }

  /** Whether a build runs transformers. */
  isTransforming(build: ScriptBuild): boolean {
    return build.tool === 'tspc' || this.isPatched;
  }

  /** The tsconfig files that the app is built by: given, or those of scripts that run transformers, or the nearest one. */
  get configPaths(): string[] {
    if (this.given !== undefined) return [configAt(this.given)];
    const named = this.builds
      .filter((build) => this.isTransforming(build) && build.isEmitting)
      .flatMap((build) => this.configsOf(build));
    return named.length === 0 ? [join(this.folder, 'tsconfig.json')] : [...new Set(named)];
  }

  /** The tsconfig files that a build writes the output of. */
  configsOf(build: ScriptBuild): string[] {
    return build.isBuildMode
      ? build.configs.flatMap((path) => this.#withReferences(path, new Set()))
      : [...build.configs];
  }

  /** Reads a tsconfig; `undefined` if it is not there, or there is no compiler to read it with. */
  config(path: string): Config | undefined {
    if (!this.#configs.has(path)) this.#configs.set(path, this.#read(path));
    return this.#configs.get(path);
  }

  #read(path: string): Config | undefined {
    const { compiler } = this;
    if (compiler === undefined || !existsSync(path)) return undefined;
    const errors: string[] = [];
    const say = ({ messageText }: ts.Diagnostic): void => {
      errors.push(compiler.flattenDiagnosticMessageText(messageText, ' '));
    };
    const parsed = compiler.getParsedCommandLineOfConfigFile(path, undefined, {
      ...compiler.sys,
      getCurrentDirectory: () => dirname(path),
      onUnRecoverableConfigFileDiagnostic: say,
    });
    if (parsed === undefined) return undefined;
    for (const error of parsed.errors) say(error);
    return { path, parsed, errors };
  }

  #withReferences(path: string, seen: Set<string>): string[] {
    if (seen.has(path)) return [];
    seen.add(path);
    const parsed = this.config(path)?.parsed;
    const referred = (parsed?.projectReferences ?? []).flatMap((one) =>
      this.#withReferences(configAt(one.path), seen),
    );
    // One that only refers to others has nothing to compile.
    const isEmpty = parsed !== undefined && parsed.fileNames.length === 0 && referred.length > 0;
    return isEmpty ? referred : [path, ...referred];
  }
}
