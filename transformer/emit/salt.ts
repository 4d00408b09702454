import { createHash } from 'node:crypto';
import type ts from 'typescript';
import { transformerVersion } from '../version.js';

const salted = new WeakSet<ts.SourceFile>();

/**
 * Makes incremental builds see a new transformer or configuration as a change of every file. A builder compares the
 * versions of files with those in its build info, and what we emit is a function of text, transformer and configuration.
 */
export function saltVersions(program: ts.Program, config: unknown): void {
  const salt = `${transformerVersion}\0${JSON.stringify(config ?? null)}`;
  for (const sourceFile of program.getSourceFiles() as readonly (ts.SourceFile & { version?: string })[]) {
    // In watch mode a file goes from program to program.
    if (sourceFile.isDeclarationFile || sourceFile.version === undefined || salted.has(sourceFile)) continue;
    salted.add(sourceFile);
    sourceFile.version = createHash('sha256').update(sourceFile.version).update(salt).digest('hex');
  }
}
