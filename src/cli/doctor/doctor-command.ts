import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { CommandFailure } from '../command-failure.js';
import { examples } from '../examples.js';
import { ExitCode } from '../exit-codes.js';
import { defaultStore } from '../store-folder.js';
import type { Terminal } from '../terminal.js';
import { checkNode } from './check-node.js';
import { checkOutput } from './check-output.js';
import { checkOutside } from './check-outside.js';
import { checkPackages } from './check-packages.js';
import { checkScripts } from './check-scripts.js';
import { checkStore } from './check-store.js';
import { checkTsconfigs } from './check-tsconfig.js';
import { findComponents } from './components.js';
import type { Finding } from './finding.js';
import { lookAtJest } from './jest-setup.js';
import { Project } from './project.js';

interface DoctorOptions {
  readonly project?: string;
  readonly store?: string;
  readonly json?: boolean;
}

/** Adds `doctor` to the command. */
export function addDoctor(program: Command, terminal: Terminal): void {
  program
    .command('doctor')
    .summary('look for what keeps a project from working, or from being transformed')
    .description(
      'Looks at a project: versions of Node, TypeScript and ts-patch, the entry of the transformer in the tsconfig that ' +
        'builds it, works and flows that would not be transformed, and the folder of the store. Changes nothing. Ends with ' +
        '0 if all is well, with 1 if something is to be mended; warnings are no problem.',
    )
    .argument('[folder]', 'where the project is', '.')
    .option(
      '-p, --project <file>',
      'the tsconfig that builds the app (default: by the scripts, else tsconfig.json)',
    )
    .option('--store <folder>', 'the folder of the store (default: WORKLOOP_STORE, else ./.workloop)')
    .option('--json', 'print the findings as JSON')
    .addHelpText(
      'after',
      examples([
        'workloop doctor',
        'workloop doctor packages/app',
        'workloop doctor -p tsconfig.build.json --json',
      ]),
    )
    .action((folder: string, options: DoctorOptions) => doctor(resolve(folder), options, terminal));
}

async function doctor(folder: string, options: DoctorOptions, terminal: Terminal): Promise<void> {
  if (!existsSync(folder)) throw new CommandFailure(`There is no folder \`${folder}\`.`);
  const findings = await examine(folder, options);
  const isWell = findings.every(({ severity }) => severity !== 'problem');
  if (!isWell) process.exitCode = ExitCode.failure;
  if (options.json) return terminal.print(JSON.stringify({ isWell, findings }, undefined, 2));
  for (const finding of findings) await terminal.print(textOf(finding, terminal));
  const problems = findings.filter(({ severity }) => severity === 'problem').length;
  await terminal.print(
    isWell ? '\nAll is well.' : `\n${problems === 1 ? '1 problem' : `${problems} problems`}.`,
  );
}

/** Everything that is to be said of a project, in the order in which it is best mended. */
async function examine(folder: string, options: DoctorOptions): Promise<Finding[]> {
  const project = new Project(folder, options.project && resolve(folder, options.project));
  const jest = lookAtJest(project);
  const components = findComponents(project);
  return [
    ...checkNode(project.manifest),
    ...checkPackages(folder),
    ...checkTsconfigs(project),
    ...checkOutside(project, components, jest.isTransforming),
    ...checkScripts(project, components),
    ...jest.findings,
    ...checkOutput(project, components),
    ...(await checkStore(resolve(folder, options.store ?? defaultStore()))),
  ];
}

function textOf({ severity, check, what, where, remedy }: Finding, terminal: Terminal): string {
  const marks = {
    ok: ['green', 'ok     '],
    warning: ['yellow', 'warning'],
    problem: ['red', 'problem'],
  } as const;
  const [colour, mark] = marks[severity];
  const places = (where ?? []).slice(0, 10);
  const more = (where?.length ?? 0) - places.length;
  return [
    `${terminal.paint(colour, mark)} ${terminal.paint('bold', check)}: ${what}`,
    ...places.map((place) => `          at ${place}`),
    ...(more > 0 ? [`          and ${more} more`] : []),
    ...(remedy === undefined ? [] : [`          → ${remedy}`]),
  ].join('\n');
}
