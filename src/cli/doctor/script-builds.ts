import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Programs to which the name of a compiler is a word like any other. */
const takesWords = /^(echo|printf|rm|rimraf|cp|mv|mkdir|cat|grep|which|git)$/;

/** One call of a compiler in a script. */
export interface ScriptBuild {
  readonly script: string;
  readonly line: string;
  readonly tool: 'tsc' | 'tspc';
  /** The tsconfig files that it builds. */
  readonly configs: readonly string[];
  /** Whether it builds the projects that those refer to as well. */
  readonly isBuildMode: boolean;
  /** Whether it writes JavaScript, as far as the command line says. */
  readonly isEmitting: boolean;
}

/** Finds the calls of `tsc` and `tspc` in the scripts of a `package.json`. */
export function buildsIn(scripts: unknown, folder: string): ScriptBuild[] {
  return Object.entries(scripts ?? {}).flatMap(([script, line]) =>
    typeof line !== 'string'
      ? []
      : commandsOf(line).flatMap((words) => buildOf(words, { script, line }, folder)),
  );
}

/** The commands of a line of shell, each as its words. Words in quotes are commands themselves (`concurrently "tsc -w"`). */
export function commandsOf(line: string): string[][] {
  return line
    .split(/&&|\|\||[;|&\n]|["']/)
    .map((command) => command.split(/\s+/).filter((word) => word !== ''))
    .filter((words) => words.length > 0);
}

function buildOf(
  words: readonly string[],
  where: { readonly script: string; readonly line: string },
  folder: string,
): ScriptBuild[] {
  const at = words.findIndex(
    (word, i) => toolOf(word) !== undefined && !/^run(-script)?$/.test(words[i - 1] ?? ''),
  );
  const tool = toolOf(words[at] ?? '');
  if (tool === undefined || takesWords.test(words[0] ?? '')) return [];
  const args = words.slice(at + 1);
  const isBuildMode = /^--?b(uild)?$/.test(args[0] ?? '');
  const given = isBuildMode ? args.slice(1).filter((arg) => !arg.startsWith('-')) : projectIn(args);
  const isOther = args.some((arg) => /^--?(v|version|h|help|init|showConfig|clean)$/.test(arg));
  const files = args.some((arg) => /^[^-].*\.[cm]?tsx?$/.test(arg));
  if (isOther || files) return [];
  return [
    {
      ...where,
      tool,
      configs: (given.length === 0 ? ['.'] : given).map((path) => configAt(resolve(folder, path))),
      isBuildMode,
      isEmitting: !args.some((arg) => /^--(noEmit|emitDeclarationOnly)$/i.test(arg)),
    },
  ];
}

function toolOf(word: string): 'tsc' | 'tspc' | undefined {
  const name = word.replace(/^.*[\\/]/, '').replace(/\.(js|cmd)$/, '');
  return name === 'tsc' || name === 'tspc' ? name : undefined;
}

function projectIn(args: readonly string[]): string[] {
  const at = args.findIndex((arg) => /^--?p(roject)?$/.test(arg));
  const path = at === -1 ? undefined : args[at + 1];
  return path === undefined ? [] : [path];
}

/** A folder stands for the tsconfig.json in it. */
export function configAt(path: string): string {
  return existsSync(path) && statSync(path).isDirectory() ? join(path, 'tsconfig.json') : path;
}
