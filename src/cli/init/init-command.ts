import { existsSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { CommandFailure } from '../command-failure.js';
import { examples } from '../examples.js';
import { packageManagerOf, runScript } from '../package-manager.js';
import type { Terminal } from '../terminal.js';
import type { InitPlan } from './init-plan.js';
import { needsInstall, npmInstall } from './install.js';
import { makePlan } from './make-plan.js';
import { writeFiles } from './write-files.js';

interface InitOptions {
  readonly install: boolean;
  readonly dryRun?: boolean;
}

/** Adds `init` to the command. */
export function addInit(program: Command, terminal: Terminal): void {
  program
    .command('init')
    .summary('set up a project: dependencies, tsconfig and a first app')
    .description(
      'Adds to a project what workloop needs: dependencies, the scripts `build` and `start`, the entry of the transformer ' +
        'in tsconfig.json, and a first app. What is there stays as it is. Where there is something that it does not ' +
        'understand, it says what to do by hand, changes nothing and ends with 1.',
    )
    .argument('[folder]', 'where the project is or is to be', '.')
    .option('--no-install', 'do not run `npm install`')
    .option('--dry-run', 'say what would be done, and do nothing')
    .addHelpText('after', examples(['workloop init', 'workloop init my-app', 'workloop init --dry-run']))
    .action((folder: string, options: InitOptions) => init(resolve(folder), options, terminal));
}

async function init(folder: string, options: InitOptions, terminal: Terminal): Promise<void> {
  if (existsSync(folder) && !statSync(folder).isDirectory())
    throw new CommandFailure(`\`${folder}\` is a file. Name a folder.`);
  const plan = makePlan(folder);
  if (plan.obstacles.length > 0) throw new CommandFailure(obstaclesText(plan));

  const isDry = options.dryRun === true;
  if (!isDry) writeFiles(plan.files);
  for (const what of plan.present) await terminal.print(`${terminal.paint('dim', 'there')}    ${what}`);
  for (const { path, what } of plan.files) {
    const verb = isDry ? 'would write' : 'wrote';
    await terminal.print(`${terminal.paint('green', verb)}    ${relative(folder, path)}: ${what}`);
  }
  if (plan.files.length === 0) await terminal.print('All is there already.');
  for (const note of plan.notes) await terminal.print(`${terminal.paint('yellow', 'note')}     ${note}`);
  if (!isDry) await finish(folder, plan, options, terminal);
}

/** Installs, or says how to. */
async function finish(
  folder: string,
  plan: InitPlan,
  options: InitOptions,
  terminal: Terminal,
): Promise<void> {
  const manager = await packageManagerOf(folder);
  const next: string[] = [];
  if (folder !== process.cwd()) next.push(`cd ${quoted(relative(process.cwd(), folder))}`);
  if (needsInstall(folder)) {
    if (options.install && manager === 'npm') await npmInstall(folder);
    else next.push(`${manager} install`);
  }
  if (plan.run !== undefined)
    next.push('script' in plan.run ? runScript(manager, plan.run.script) : plan.run.command);
  await terminal.print(`\nNext: ${terminal.paint('bold', next.join(' && ') || 'npx workloop doctor')}`);
}

function obstaclesText({ obstacles }: InitPlan): string {
  const each = obstacles.map(({ file, what, byHand }) => `${file}: ${what}\n  By hand: ${byHand}`);
  return `Nothing was changed, because there is something that \`init\` does not understand.\n\n${each.join('\n\n')}`;
}

function quoted(path: string): string {
  return /\s/.test(path) ? `"${path}"` : path;
}
