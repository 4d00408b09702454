import { styleText } from 'node:util';
import { Command, CommanderError } from 'commander';
import { StoreInUseError, WorkloopError } from '../errors.js';
import { CommandFailure } from './command-failure.js';
import { addDoctor } from './doctor/doctor-command.js';
import { examples } from './examples.js';
import { ExitCode } from './exit-codes.js';
import { addInit } from './init/init-command.js';
import { ownManifest } from './own-package.js';
import { addCalls } from './store/calls-command.js';
import { addExplain } from './store/explain-command.js';
import { addExport } from './store/export-command.js';
import { addForgetting } from './store/forget-commands.js';
import { addGc } from './store/gc-command.js';
import { Terminal } from './terminal.js';

/** Runs the command with the arguments of a command line; resolves to what the process is to end with. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const terminal = new Terminal();
  try {
    await makeProgram(terminal).parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? ExitCode.ok);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.ok : ExitCode.usage;
    if (!isForUser(error)) throw error;
    terminal.complain(`${terminal.paintComplaint('red', 'error:')} ${error.message}`);
    if (error instanceof CommandFailure) return error.exitCode;
    return error instanceof StoreInUseError ? ExitCode.storeInUse : ExitCode.failure;
  }
}

/** Ours, and those of the machine: a folder in the place of a file, say, or a file that this user may not read. */
function isForUser(error: unknown): error is Error {
  if (error instanceof CommandFailure || error instanceof WorkloopError) return true;
  return error instanceof Error && 'syscall' in error;
}

function makeProgram(terminal: Terminal): Command {
  const program = new Command('workloop')
    .description('Sets up projects that use workloop, and looks into what their apps have stored.')
    .version(ownManifest.version, '--version', 'show the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .exitOverride()
    .showHelpAfterError('(run with --help for help)')
    .configureHelp({ styleTitle: (title) => styleText('bold', title, { validateStream: false }) })
    .addHelpText(
      'after',
      `${examples(['workloop init my-app', 'workloop doctor', 'workloop calls --last 20', 'workloop help explain'])}

Exit codes: 0 done, 1 failed or something is wrong, 2 not understood, 3 a running app has the store.`,
    );
  addInit(program, terminal);
  addDoctor(program, terminal);
  addExplain(program, terminal);
  addCalls(program, terminal);
  addForgetting(program, terminal);
  addGc(program, terminal);
  addExport(program, terminal);
  addHelp(program);
  for (const command of program.commands) command.copyInheritedSettings(program);
  return program;
}

/** The parser's own shows the help of all commands for one that it does not know. */
function addHelp(program: Command): void {
  program
    .command('help')
    .summary('show help for a command')
    .argument('[command]', 'which one')
    .addHelpText('after', examples(['workloop help', 'workloop help explain']))
    .action(async (name: string | undefined) => {
      const command = program.commands.find((one) => one.name() === name);
      if (name === undefined || command !== undefined) (command ?? program).outputHelp();
      // It is unknown, and the parser says so as it does elsewhere.
      else await program.parseAsync([name], { from: 'user' });
    });
}
