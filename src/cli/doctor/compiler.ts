import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type ts from 'typescript';
import { installedPackage } from '../installed-package.js';
import { toolchainOf } from '../toolchain.js';

/** The compiler of a project, with its API. */
export type Compiler = typeof ts;

/** Loads the compiler that a project has, which need not be ours; `undefined` if there is none with an API that we know. */
export function loadCompiler(folder: string): Compiler | undefined {
  const installed = installedPackage('typescript', folder);
  if (installed === undefined || toolchainOf(installed.version) === undefined) return undefined;
  return createRequire(join(installed.folder, 'package.json'))(installed.folder) as Compiler;
}

/** Whether `tsc` itself runs transformers there, because `ts-patch install` changed its files. */
export function isPatchedInPlace(folder: string): boolean {
  const installed = installedPackage('typescript', folder);
  if (installed === undefined) return false;
  return ['_tsc.js', 'tsc.js'].some((name) =>
    startOf(join(installed.folder, 'lib', name)).includes('tsp-module:'),
  );
}

function startOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').slice(0, 4096);
  } catch {
    // Other versions have other files.
    return '';
  }
}
