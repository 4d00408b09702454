import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { examples } from '../examples.js';
import type { Terminal } from '../terminal.js';
import { askIfRunning } from './ask-app.js';
import { callsInApp, jsonOfCallInApp, lineOfCallInApp } from './calls-in-app.js';
import { callsOf, jsonOf, lineOf } from './calls-of.js';
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
        'be forgotten. By work, otherwise in no order. An app that runs and has a view is asked for what is not stored: calls ' +
        'under way, and those of works that stay in memory.',
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
  const isOnlyFailed = options.failed === true;
  const nowMs = Date.now();
  let count = 0;
  const show = async ({ text }: Line): Promise<void> => {
    count++;
    await terminal.print(text());
  };
  const latest = options.last === undefined ? undefined : new Latest(options.last);
  const take = async (line: Line): Promise<void> => (latest === undefined ? show(line) : latest.add(line));

  const inApp = await askIfRunning(options, terminal, (app) => callsInApp(app, asked, isOnlyFailed));
  for (const call of inApp ?? [])
    await take({
      atMs: call.endedAtMs ?? Number.POSITIVE_INFINITY,
      text: () =>
        options.json ? JSON.stringify(jsonOfCallInApp(call, nowMs)) : lineOfCallInApp(call, nowMs, terminal),
    });
  for (const work of asked) {
    for await (const call of callsOf(records, work)) {
      if (isOnlyFailed && call.call.kind !== 'failed') continue;
      await take({
        atMs: call.call.recordedAtMs,
        text: () => (options.json ? JSON.stringify(jsonOf(call, nowMs)) : lineOf(call, nowMs, terminal)),
      });
    }
  }
  for (const line of latest ?? []) await show(line);
  if (count === 0 && !options.json) await terminal.print(`No ${isOnlyFailed ? 'failed calls' : 'calls'}.`);
}

/** What is shown of a call. */
interface Line {
  /** When it ended. */
  readonly atMs: number;
  readonly text: () => string;
}

/** The latest of many. */
class Latest {
  readonly #lines: Line[] = [];

  constructor(private readonly most: number) {}

  add(line: Line): void {
    this.#lines.push(line);
    // Now and then, so that it is cheap, and no more are held than twice as many as are wanted.
    if (this.#lines.length >= 2 * this.most) this.#cut();
  }

  #cut(): void {
    // Not by their difference: of two infinite ones that is no number.
    this.#lines.sort((one, other) => (one.atMs === other.atMs ? 0 : other.atMs - one.atMs)).splice(this.most);
  }

  [Symbol.iterator](): Iterator<Line> {
    this.#cut();
    return this.#lines[Symbol.iterator]();
  }
}

function countIn(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is to be a whole number from 1 up.');
}
