import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { examples } from '../examples.js';
import type { Terminal } from '../terminal.js';
import { callsOf, jsonOf, type ListedCall, lineOf } from './calls-of.js';
import { findWorks } from './find-works.js';
import { reading, type StoreOptions, withStore } from './open-store.js';
import { type Readable, readWorks } from './stored-works.js';

interface CallsOptions extends StoreOptions {
  readonly work?: string;
  readonly failed?: boolean;
  readonly last?: number;
  readonly json?: boolean;
}

/** Adds `calls` to the command. */
export function addCalls(program: Command, terminal: Terminal): void {
  withStore(program.command('calls'))
    .summary('list the calls that are stored')
    .description(
      'Lists the calls that a store knows: those that succeeded and count, those that failed, and those that were made to ' +
        'be forgotten. By work, otherwise in no order. Works while the app runs; calls that are under way are not stored yet.',
    )
    .option('--work <work>', 'only those of one work, by its path or key')
    .option('--failed', 'only those that failed')
    .option('--last <n>', 'only the latest ones, the latest first', countIn)
    .option('--json', 'print each as a line of JSON')
    .addHelpText(
      'after',
      examples([
        'workloop calls',
        'workloop calls --work root.trainer --failed',
        'workloop calls --last 20',
        'workloop calls --json | head',
      ]),
    )
    .action((options: CallsOptions) =>
      reading(options, terminal, (records) => listCalls(records, options, terminal)),
    );
}

async function listCalls(records: Readable, options: CallsOptions, terminal: Terminal): Promise<void> {
  const works = await readWorks(records);
  const asked = options.work === undefined ? works : findWorks(works, options.work);
  const nowMs = Date.now();
  let count = 0;
  const show = async (call: ListedCall): Promise<void> => {
    count++;
    await terminal.print(options.json ? JSON.stringify(jsonOf(call, nowMs)) : lineOf(call, nowMs, terminal));
  };
  const latest = options.last === undefined ? undefined : new Latest(options.last);
  for (const work of asked) {
    for await (const call of callsOf(records, work)) {
      if (options.failed && call.call.kind !== 'failed') continue;
      if (latest === undefined) await show(call);
      else latest.add(call);
    }
  }
  for (const call of latest ?? []) await show(call);
  if (count === 0 && !options.json) await terminal.print(`No ${options.failed ? 'failed calls' : 'calls'}.`);
}

/** The latest of many calls. */
class Latest {
  readonly #calls: ListedCall[] = [];

  constructor(private readonly most: number) {}

  add(call: ListedCall): void {
    this.#calls.push(call);
    // Now and then, so that it is cheap, and no more are held than twice as many as are wanted.
    if (this.#calls.length >= 2 * this.most) this.#cut();
  }

  #cut(): void {
    this.#calls.sort((one, other) => other.call.recordedAtMs - one.call.recordedAtMs).splice(this.most);
  }

  [Symbol.iterator](): Iterator<ListedCall> {
    this.#cut();
    return this.#calls[Symbol.iterator]();
  }
}

function countIn(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is to be a whole number from 1 up.');
}
