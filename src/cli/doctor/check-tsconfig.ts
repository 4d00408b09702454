import { existsSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { parseTsconfig } from 'get-tsconfig';
import type ts from 'typescript';
import { pluginEntry, pluginStateOf } from '../plugin-entry.js';
import type { Compiler } from './compiler.js';
import { type Finding, fine } from './finding.js';
import type { Project } from './project.js';

const entry = `\`${JSON.stringify(pluginEntry)}\``;

/** Looks for the transformer in each tsconfig that the app is built by. */
export function checkTsconfigs(project: Project): Finding[] {
  return project.configPaths.flatMap((path) => checkTsconfig(project, path));
}

function checkTsconfig(project: Project, path: string): Finding[] {
  const where = [relative(project.folder, path) || path];
  const problem = { check: 'plugin', severity: 'problem', where } as const;
  if (!existsSync(path))
    return [
      { ...problem, check: 'tsconfig', what: 'There is no such file.', remedy: 'Run `npx workloop init`.' },
    ];
  const errors = project.config(path)?.errors ?? [];
  if (errors.length > 0)
    return errors.map((what) => ({
      ...problem,
      check: 'tsconfig',
      what,
      remedy: 'Mend it; `npx tspc` says the same.',
    }));
  const plugins = pluginsOf(project, path);
  if (typeof plugins === 'string')
    return [{ ...problem, check: 'tsconfig', what: plugins, remedy: 'Mend it; `npx tspc` says the same.' }];
  const state = pluginStateOf(plugins, dirname(path));
  switch (state) {
    case 'present':
      return [fine('plugin', `${where} names the transformer.`), ...checkEmit(project, path, where)];
    case 'incomplete':
      return [
        {
          ...problem,
          what: 'The entry of the transformer in `plugins` lacks `"transformProgram": true`, without which its errors are lost.',
          remedy: `Make it ${entry}.`,
        },
      ];
    case 'twice':
      return [
        { ...problem, what: 'The transformer is in `plugins` twice.', remedy: `Leave one entry: ${entry}.` },
      ];
    case 'absent':
      return [
        {
          ...problem,
          what: '`plugins` does not name the transformer, here or in what this extends.',
          remedy: `Add ${entry} to \`compilerOptions.plugins\`, or run \`npx workloop init\`.`,
        },
      ];
  }
}

/** The plugins that the compiler would see; what is wrong with the file, where it cannot be read without a compiler. */
function pluginsOf(project: Project, path: string): readonly unknown[] | string {
  const parsed = project.config(path)?.parsed;
  try {
    const plugins = parsed ? parsed.options.plugins : parseTsconfig(path).compilerOptions?.plugins;
    return Array.isArray(plugins) ? plugins : [];
  } catch (error) {
    return (error as Error).message;
  }
}

function checkEmit(project: Project, path: string, where: readonly string[]): Finding[] {
  const options = project.config(path)?.parsed.options;
  const remedy = 'Set `"target": "es2022"`.';
  const problem = { check: 'tsconfig', severity: 'problem', where, remedy } as const;
  const { compiler } = project;
  const { ESNext } = compiler?.ScriptTarget ?? {};
  const target = options?.target ?? (options?.module === compiler?.ModuleKind.NodeNext ? ESNext : undefined);
  if (ESNext !== undefined && target === ESNext && options?.experimentalDecorators !== true)
    return [
      {
        ...problem,
        what: 'With the target `esnext`, which `nodenext` implies, decorators are written out as they are, and no Node runs them.',
      },
    ];
  if (compiler !== undefined && options !== undefined && isTooOldForTypes(options, compiler))
    return [
      {
        ...problem,
        what: 'With the target `es5`, which old compilers take where none is given, the types of packages do not compile.',
        remedy: 'Set `"target": "es2022"`, or `"skipLibCheck": true`.',
      },
    ];
  if (options?.noEmit !== true && options?.emitDeclarationOnly !== true) return [];
  return [
    {
      check: 'tsconfig',
      severity: 'warning',
      where,
      what: 'The compiler writes no JavaScript with it, so what runs has not gone through the transformer.',
      remedy:
        'Build what runs with `tspc` and a tsconfig that has neither `noEmit` nor `emitDeclarationOnly`.',
    },
  ];
}

/** Whether the types of packages are checked for a target that knows no private fields, which ours have. */
function isTooOldForTypes(
  { target, module, skipLibCheck }: ts.CompilerOptions,
  { ScriptTarget, ModuleKind, versionMajorMinor }: Compiler,
): boolean {
  if (skipLibCheck === true) return false;
  if (target !== undefined) return target < ScriptTarget.ES2015;
  const isOfNode = module !== undefined && module >= ModuleKind.Node16 && module <= ModuleKind.NodeNext;
  return !isOfNode && Number.parseInt(versionMajorMinor, 10) < 6;
}
