import type { Command } from 'commander';
import { generationOf, traceKey } from '../../ledger/durable/call-keys.js';
import { forgetStored } from '../../ledger/durable/call-records.js';
import type { RecordStore } from '../../ledger/store/record-store.js';
import { CommandFailure, usageFailure } from '../command-failure.js';
import { examples } from '../examples.js';
import type { Terminal } from '../terminal.js';
import { inRunningApp } from './ask-app.js';
import { callsOf } from './calls-of.js';
import { findWorks } from './find-works.js';
import { type CallOptions, callHelp, digestById, digestOf, readArguments } from './named-call.js';
import { folderOf, reading, refuseHeld, type StoreOptions, withStore, writing } from './open-store.js';
import type { RunningApp } from './running-app.js';
import { readRun, readWorks, type StoredWork } from './stored-works.js';

interface ForgetOptions extends StoreOptions, CallOptions {
  readonly all?: boolean;
}

const idOption = ['--id <id>', 'the id of the call, or its beginning'] as const;

/** Adds `invalidate`, `force` and `retry` to the command. */
export function addForgetting(program: Command, terminal: Terminal): void {
  withStore(program.command('invalidate'))
    .summary('make the store forget a call, or all calls of a work')
    .description(
      'Makes the store forget a call, so that it executes when it is made again. An app that runs and has a view is asked to ' +
        'forget it.',
    )
    .argument('<work>', 'path (`root.trainer`) or key of the work')
    .argument('[arguments]', 'the arguments of the call, as a JSON list')
    .option(...idOption)
    .option('--all', 'all calls of the work')
    .addHelpText(
      'after',
      `${callHelp}\n${examples([`workloop invalidate root.processor '["2012-01-01"]'`, 'workloop invalidate root.processor --all'])}`,
    )
    .action(async (name: string, text: string | undefined, options: ForgetOptions) => {
      const named = [text, options.id, options.all].filter((one) => one !== undefined);
      if (named.length !== 1)
        throw usageFailure('Name one call, by its arguments or its --id, or give --all.');
      if (await askToForget('invalidate', name, text, options, terminal)) return;
      const remedy = remedyFor('invalidate(…)', options);
      if (options.all) await forgetAll(name, options, remedy, terminal);
      else await forgetOne(name, text, options, 'invalidated', remedy, terminal);
    });

  withStore(program.command('force'))
    .summary('have a call execute again')
    .description(
      'Makes the store forget a call, so that it executes when it is made again, with the reason `forced`. An app that runs ' +
        'and has a view executes it at once.',
    )
    .argument('<work>', 'path (`root.trainer`) or key of the work')
    .argument('[arguments]', 'the arguments of the call, as a JSON list')
    .option(...idOption)
    .addHelpText('after', `${callHelp}\n${examples([`workloop force root.processor '["2012-01-01"]'`])}`)
    .action(async (name: string, text: string | undefined, options: ForgetOptions) => {
      if ((text === undefined) === (options.id === undefined))
        throw usageFailure('Name the call by its arguments or by its --id.');
      if (await askToForget('force', name, text, options, terminal)) return;
      await forgetOne(name, text, options, 'forced', remedyFor('force(…)', options), terminal);
    });

  withStore(program.command('retry'))
    .summary('say which failed calls are tried again')
    .description(
      'A failed call is tried again after a restart of the app, so there is nothing to do for that but to start it; this ' +
        'says for how many calls of a work that is so. An app that runs and has a view is asked to try them again.',
    )
    .argument('<work>', 'path (`root.trainer`) or key of the work')
    .addHelpText('after', examples(['workloop retry root.trainer']))
    .action(async (name: string, options: StoreOptions) => {
      const retry = (app: RunningApp, path: string) => app.act({ action: 'retry', path });
      if (await inRunningApp(name, options, terminal, retry)) return;
      await refuseHeld(folderOf(options), remedyFor('retry()', options));
      await reading(options, terminal, async (records) => {
        for (const work of findWorks(await readWorks(records), name)) {
          let failed = 0;
          for await (const { call } of callsOf(records, work)) if (call.kind === 'failed') failed++;
          await terminal.print(
            failed === 0
              ? `No call of \`${work.path}\` has failed.`
              : `${failed} failed ${failed === 1 ? 'call' : 'calls'} of \`${work.path}\` will execute again when made in the next run. Start the app.`,
          );
        }
      });
    });
}

/** Asks the running app, if there is one that can be asked. */
async function askToForget(
  action: 'invalidate' | 'force',
  name: string,
  text: string | undefined,
  options: ForgetOptions,
  terminal: Terminal,
): Promise<boolean> {
  // An id is that of a call in the store, and the app knows its calls by their arguments.
  if (options.id !== undefined) return false;
  const args = text === undefined ? undefined : readArguments(text);
  return inRunningApp(name, options, terminal, (app, path) =>
    app.act(args === undefined ? { action: 'invalidateWork', path } : { action, path, args }),
  );
}

/** What a person can do about an app that has the store and was not asked. */
function remedyFor(method: string, { id }: ForgetOptions): string {
  const why = id === undefined ? 'It has no view by which it could be asked' : 'It cannot be asked by an id';
  const instead = id === undefined ? '' : 'name the call by its arguments, ';
  return `${why}: ${instead}use \`handleOf(work).${method}\` in it, or stop the app and try again.`;
}

async function forgetOne(
  name: string,
  text: string | undefined,
  options: ForgetOptions,
  by: 'invalidated' | 'forced',
  remedy: string,
  terminal: Terminal,
): Promise<void> {
  const args = text === undefined ? undefined : readArguments(text);
  await writing(options, terminal, remedy, async (records) => {
    const run = (await readRun(records))?.run ?? 0;
    for (const work of findWorks(await readWorks(records), name)) {
      const digest =
        args === undefined ? await digestById(records, work, options.id ?? '') : digestOf(work, args);
      const callKey = keptGeneration(work) + digest;
      const call = `The call of \`${work.path}\` with the id ${digest.slice(0, 8)}`;
      if (await isKnown(records, callKey)) {
        await records.commit(forgetStored(callKey, { kind: by, atMs: Date.now() }, run));
        await terminal.print(`${call} is forgotten, and executes when it is made again.`);
      } else await terminal.print(`${call} is not in the store, and executes when it is made anyway.`);
    }
  });
}

async function isKnown(records: RecordStore, callKey: string): Promise<boolean> {
  return (await records.has(callKey)) || (await records.has(traceKey(callKey)));
}

async function forgetAll(
  name: string,
  options: ForgetOptions,
  remedy: string,
  terminal: Terminal,
): Promise<void> {
  await writing(options, terminal, remedy, async (records, works) => {
    for (const work of findWorks(await readWorks(records), name)) {
      keptGeneration(work);
      await records.commit(works.forgetAll(work.uid, { kind: 'invalidated', atMs: Date.now() }));
      await terminal.print(
        `All calls of \`${work.path}\` are forgotten, and execute when they are made again.`,
      );
    }
  });
}

function keptGeneration({ uid, path, entry }: StoredWork): string {
  if (entry !== undefined) return generationOf(uid, entry.generation);
  throw new CommandFailure(
    `\`${path}\` stays in memory: the store keeps none of its calls, so there is none to forget.`,
  );
}
