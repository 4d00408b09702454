import { dirname, join, relative, resolve, sep } from 'node:path';
import { createFilesMatcher, parseTsconfig, type TsConfigJsonResolved } from 'get-tsconfig';
import { sourcesBelow } from '../sources-below.js';
import { isWithin } from '../toolchain.js';

/** What of a tsconfig, with all that it extends, decides where a new file may stand and what it may say. */
export class CompilerSettings {
  private constructor(
    private readonly path: string,
    private readonly config: TsConfigJsonResolved,
    private readonly typescript: string,
  ) {}

  /** @throws where what it extends cannot be found. */
  static read(path: string, typescript: string): CompilerSettings {
    return new CompilerSettings(path, parseTsconfig(path), typescript);
  }

  get options(): NonNullable<TsConfigJsonResolved['compilerOptions']> {
    return this.config.compilerOptions ?? {};
  }

  /** A tsconfig that only refers to others. */
  get isSolution(): boolean {
    return this.config.files?.length === 0 && this.config.include === undefined;
  }

  /** Whether decorators are written out as they are, which no Node runs. */
  get keepsDecorators(): boolean {
    const { target, module, experimentalDecorators } = this.options;
    const isNewest = target === 'esnext' || (target === undefined && module === 'nodenext');
    return isNewest && experimentalDecorators !== true;
  }

  /** Whether the types of packages are checked for a target that knows no private fields, which ours have. */
  get isTooOldForTypes(): boolean {
    const { target, module = '', skipLibCheck } = this.options;
    const isOldByDefault = !isWithin(this.typescript, '>=6') && !module.startsWith('node');
    const isOld = target === undefined ? isOldByDefault : /^es[35]$/.test(target);
    return isOld && skipLibCheck !== true;
  }

  /** Whether the compiler would look at this file. */
  includes(file: string): boolean {
    return createFilesMatcher({ path: this.path, config: this.config })(file) !== undefined;
  }

  /** Folders where sources are looked for, as absolute paths, likeliest first. */
  get sourceFolders(): string[] {
    const folder = dirname(this.path);
    const { rootDir } = this.options;
    const included = (this.config.include ?? []).map((pattern) =>
      resolve(folder, pattern.replace(/[*?{].*$/, '')),
    );
    const first = rootDir === undefined ? [] : [resolve(folder, rootDir)];
    return [...new Set([...first, join(folder, 'src'), ...included, folder])];
  }

  /** Where the compiler writes what it makes of a source. */
  emittedPath(source: string): string {
    const { outDir } = this.options;
    const script = source.replace(/\.([cm]?)tsx?$/, '.$1js');
    if (outDir === undefined) return script;
    return resolve(dirname(this.path), outDir, relative(this.#rootDir(source), script));
  }

  /** Given, or what all sources have in common. */
  #rootDir(source: string): string {
    const folder = dirname(this.path);
    const { rootDir, composite } = this.options;
    if (rootDir !== undefined) return resolve(folder, rootDir);
    if (composite === true || isWithin(this.typescript, '>=6')) return folder;
    const others = sourcesBelow(folder).filter((file) => !/\.d\.[cm]?ts$/.test(file) && this.includes(file));
    return [...others, source].map(dirname).reduce(commonFolder);
  }
}

function commonFolder(one: string, other: string): string {
  const [parts, others] = [one.split(sep), other.split(sep)];
  const end = parts.findIndex((part, i) => part !== others[i]);
  return end === -1 ? one : parts.slice(0, end).join(sep) || sep;
}
