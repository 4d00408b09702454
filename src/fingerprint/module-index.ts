import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ModuleCode, readModuleCode } from './module-code.js';

/** The modules that are loaded, as far as the transformer compiled them. */
export class ModuleIndex {
  readonly #byId = new Map<string, ModuleCode>();
  /** Ids of modules whose registration is not for this runtime. */
  readonly #foreign = new Set<string>();
  #byFile: Map<string, ModuleCode | undefined> | undefined;

  constructor(entries: readonly unknown[]) {
    for (const entry of entries) {
      const code = readModuleCode(entry);
      if (code === undefined) continue;
      // A module that is evaluated again is what its later evaluation says.
      this.#byId.delete(code.id);
      this.#foreign.delete(code.id);
      if ('otherFormat' in code) this.#foreign.add(code.id);
      else this.#byId.set(code.id, code);
    }
  }

  byId(id: string): ModuleCode | undefined {
    return this.#byId.get(id);
  }

  /** Whether a module was compiled for another version of workloop. */
  isForeign(id: string): boolean {
    return this.#foreign.has(id);
  }

  /** The module that was loaded from a file, given by its real path. */
  byFile(path: string): ModuleCode | undefined {
    this.#byFile ??= this.#indexFiles();
    return this.#byFile.get(path);
  }

  #indexFiles(): Map<string, ModuleCode | undefined> {
    const byFile = new Map<string, ModuleCode | undefined>();
    for (const code of this.#byId.values()) {
      const path = fileOf(code);
      if (path === undefined) continue;
      const real = realPathOf(path);
      // In a bundle all modules are in one file, which says nothing about which of them is meant.
      byFile.set(real, byFile.has(real) ? undefined : code);
    }
    return byFile;
  }
}

/** Where an emitted module is, as a path with forward slashes. */
export function fileOf({ file }: ModuleCode): string | undefined {
  if (file === undefined) return undefined;
  if (!file.startsWith('file:')) return forward(file.replace(/[?#].*$/, '')) || undefined;
  // A loader may have put a query behind it.
  return forward(fileURLToPath(file.replace(/[?#].*$/, '')));
}

/** A path without symbolic links, as Node names what it loads; the path itself where there is nothing. */
export function realPathOf(path: string): string {
  try {
    return forward(realpathSync(path));
  } catch {
    // Nothing is there: a bundler's or a test runner's file. Then it can only be found as it calls itself.
    return path;
  }
}

function forward(path: string): string {
  return path.replaceAll('\\', '/');
}
