import { resolve } from 'node:path';
import type { Command } from 'commander';
import { WorkEntries } from '../../ledger/durable/work-entries.js';
import { holderOf } from '../../ledger/store/holder.js';
import {
  openRecordsForReading,
  type ReadableRecords,
  refuseMissing,
} from '../../ledger/store/open-for-reading.js';
import { openRecordStore } from '../../ledger/store/open-record-store.js';
import type { RecordStore } from '../../ledger/store/record-store.js';
import { CommandFailure } from '../command-failure.js';
import { ExitCode } from '../exit-codes.js';
import { defaultStore } from '../store-folder.js';
import type { Terminal } from '../terminal.js';

/** What every command takes that has to do with a store. */
export interface StoreOptions {
  readonly store?: string;
}

/** Adds the option that names the store. */
export function withStore(command: Command): Command {
  return command.option(
    '--store <folder>',
    'the folder of the store (default: WORKLOOP_STORE, else ./.workloop)',
  );
}

/** Which folder is meant. */
export function folderOf({ store }: StoreOptions): string {
  return resolve(store ?? defaultStore());
}

/** Does something with the records of a store, which an app may have open. */
export async function reading<T>(
  options: StoreOptions,
  terminal: Terminal,
  use: (records: ReadableRecords) => Promise<T>,
): Promise<T> {
  const records = await openRecordsForReading({ folder: folderOf(options), warn: warnTo(terminal) });
  try {
    return await use(records);
  } finally {
    await records.close();
  }
}

/**
 * Does something to the records of a store, which no app may have open.
 *
 * @param remedy What a person can do in the app that has it, as a clause.
 */
export async function writing<T>(
  options: StoreOptions,
  terminal: Terminal,
  remedy: string,
  use: (records: RecordStore, works: WorkEntries) => Promise<T>,
): Promise<T> {
  const folder = folderOf(options);
  refuseMissing(folder);
  await refuseHeld(folder, remedy);
  // What there is stays, however much it is: the limit is the app's to set.
  const records = await openRecordStore({
    folder,
    warn: warnTo(terminal),
    limitBytes: Number.POSITIVE_INFINITY,
  });
  try {
    const works = await WorkEntries.load(records);
    const result = await use(records, works);
    await works.settled();
    return result;
  } finally {
    await records.close();
  }
}

/** @throws {CommandFailure} where an app has the store; it names the process and the remedy. */
export async function refuseHeld(folder: string, remedy: string): Promise<void> {
  const holder = await holderOf(folder);
  if (holder === undefined) return;
  const { pid, host, since } = holder;
  throw new CommandFailure(
    `The store \`${folder}\` is in use by process ${pid} on \`${host}\`, since ${since}, and only that may change it. ${remedy}`,
    ExitCode.storeInUse,
  );
}

/** Where warnings of a store go: the answer of a command stays what it is. */
export function warnTo(terminal: Terminal): (message: string) => void {
  return (message) => terminal.complain(`${terminal.paintComplaint('yellow', 'warning:')} ${message}`);
}
