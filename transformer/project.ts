import type ts from 'typescript';
import { createPackageFinder, type PackageFinder } from './scan/packages.js';

/** The compiler that was handed to us; nothing in the transformer loads one of its own. */
export type TypeScript = typeof ts;

/** One program under compilation, with what every part of the transformer asks about it. */
export interface Project {
  readonly ts: TypeScript;
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  readonly findPackage: PackageFinder;
  /** Reads a file where the program's own files come from. */
  readonly readFile: (path: string) => string | undefined;
  /** Takes a warning; the same one twice counts once. */
  readonly warn: (warning: ts.Diagnostic) => void;
  /** Whether this is the first time that it is asked about a topic. */
  readonly isFirst: (topic: string) => boolean;
}

/** What a project cannot know from its program. */
export interface ProjectSurroundings {
  /** Reads a file where the program's own files come from. */
  readonly readFile: (path: string) => string | undefined;
  /** Where warnings go: they would fail the build if they stood in the list of diagnostics. */
  readonly warn: (warning: ts.Diagnostic) => void;
}

/** Opens a program for analysis. */
export function openProject(
  typescript: TypeScript,
  program: ts.Program,
  surroundings: ProjectSurroundings,
): Project {
  const told = new Set<string>();
  const isFirst = (topic: string): boolean => told.size !== told.add(topic).size;
  return {
    ts: typescript,
    program,
    checker: program.getTypeChecker(),
    findPackage: createPackageFinder(surroundings.readFile),
    readFile: surroundings.readFile,
    isFirst,
    warn(warning) {
      const text = typescript.flattenDiagnosticMessageText(warning.messageText, '\n');
      if (isFirst(`${warning.file?.fileName}:${warning.start}:${text}`)) surroundings.warn(warning);
    },
  };
}
