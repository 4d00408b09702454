import type ts from 'typescript';
import type { Project } from '../project.js';

/**
 * A class with its bodies: itself where it is compiled here, and for a class of a referenced project, of which the
 * program holds the declarations, its source. Undefined where only somebody's declarations can be seen.
 */
export function writtenClass(
  { ts, program, readFile }: Project,
  node: ts.ClassLikeDeclaration,
): ts.ClassLikeDeclaration | undefined {
  const file = node.getSourceFile();
  if (!file.isDeclarationFile) return program.isSourceFileFromExternalLibrary(file) ? undefined : node;
  const path = sourceOf(ts, program, file.fileName);
  const text = path === undefined ? undefined : readFile(path);
  if (path === undefined || text === undefined || !node.name) return undefined;
  const name = node.name.text;
  return ts
    .createSourceFile(path, text, ts.ScriptTarget.Latest, true)
    .statements.filter(ts.isClassDeclaration)
    .find((one) => one.name?.text === name);
}

/** The source that a referenced project makes a declaration file of. */
function sourceOf(ts: Project['ts'], program: ts.Program, declarations: string): string | undefined {
  const ignoreCase = !ts.sys.useCaseSensitiveFileNames;
  for (const reference of program.getResolvedProjectReferences() ?? []) {
    if (!reference) continue;
    const { fileNames } = reference.commandLine;
    for (const one of fileNames) {
      if (/\.d\.[mc]?ts$/.test(one)) continue;
      if (ts.getOutputFileNames(reference.commandLine, one, ignoreCase).includes(declarations)) return one;
    }
  }
  return undefined;
}
