import { readFileSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { sourcesBelow } from '../sources-below.js';
import { componentFilesIn } from './components-in.js';
import type { Config, Project } from './project.js';

/** What decorators resolve to can be told without the libraries of the language, which take most of the time. */
export const namesOnly = { noEmit: true, noLib: true, types: [] };

/** Where a project has works and flows, and what sees them. All paths are absolute. */
export interface Components {
  /** Those that a tsconfig with the transformer compiles, with that tsconfig. */
  readonly compiled: readonly { readonly file: string; readonly config: Config }[];
  /** Those that none compiles. */
  readonly outside: readonly string[];
}

/** Looks for the works and flows of a project. */
export function findComponents(project: Project): Components {
  const { compiler } = project;
  const configs = project.configPaths.flatMap((path) => project.config(path) ?? []);
  if (compiler === undefined) return { compiled: [], outside: [] };

  const seen = new Set<string>();
  const compiled = configs.flatMap((config) => {
    const { fileNames, options, projectReferences } = config.parsed;
    const program = compiler.createProgram({
      rootNames: fileNames,
      options: { ...options, ...namesOnly },
      ...(projectReferences && { projectReferences }),
    });
    for (const { fileName } of program.getSourceFiles()) seen.add(resolve(fileName));
    return componentFilesIn(compiler, program).map(({ fileName }) => ({ file: resolve(fileName), config }));
  });

  const outputs = configs
    .flatMap(({ parsed }) => parsed.options.outDir ?? [])
    .map((folder) => resolve(folder));
  const isOutput = (folder: string): boolean =>
    folder !== project.folder && outputs.some((out) => folder === out || folder.startsWith(out + sep));
  const candidates = sourcesBelow(project.folder, isOutput).filter(
    (file) => !seen.has(file) && mayDeclare(file),
  );
  if (candidates.length === 0) return { compiled, outside: [] };
  const options = { ...configs[0]?.parsed.options, ...namesOnly };
  const program = compiler.createProgram({ rootNames: candidates, options });
  const outside = componentFilesIn(compiler, program).map(({ fileName }) => resolve(fileName));
  return { compiled, outside: outside.filter((file) => candidates.includes(file)) };
}

/** Reads before it compiles: most files have no decorator, or import nothing. */
function mayDeclare(file: string): boolean {
  if (/\.d\.[cm]?ts$/.test(file)) return false;
  const text = readFileSync(file, 'utf8');
  return /@\s*\(?\w/.test(text) && /\bimport\b|\brequire\b/.test(text);
}
