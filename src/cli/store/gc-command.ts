import type { Command } from 'commander';
import { compact } from '../../ledger/store/compact.js';
import { examples } from '../examples.js';
import type { Terminal } from '../terminal.js';
import { folderOf, type StoreOptions, warnTo, withStore, writing } from './open-store.js';

/** Adds `gc` to the command. */
export function addGc(program: Command, terminal: Terminal): void {
  withStore(program.command('gc'))
    .summary('remove what counts no more, and make the files small')
    .description(
      'Removes what no work needs any more, such as calls of code that has changed, and makes the files of the store as ' +
        'small as what is left. An app does the first by itself, and uses the room again. Not while the app runs.',
    )
    .addHelpText('after', examples(['workloop gc', 'workloop gc --store /var/lib/app/store']))
    .action(async (options: StoreOptions) => {
      const remedy = 'Stop the app and try again; while it runs, it uses again the room of what it removes.';
      // To open it is to begin to sweep; to let go is to wait for that.
      await writing(options, terminal, remedy, async () => undefined);
      const { beforeBytes, afterBytes } = await compact(folderOf(options), warnTo(terminal));
      await terminal.print(`The database had ${beforeBytes} bytes and has ${afterBytes} now.`);
    });
}
