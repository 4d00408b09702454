import { appendFileSync, readFileSync } from 'node:fs';
import { isWorker } from 'workloop';
import { JOURNAL_VARIABLE, KILL_VARIABLE, LIFE_VARIABLE, REACHED } from './journal-names.js';

/** What is written down of all lives of one app, by bodies wherever they run, by its flows, by a listener to its events. */
export type Entry = (
  | { readonly kind: 'born' | 'started' | 'over' }
  /** A body begins, comes to its end, or throws. Each has a name of its own, which is in the result of its call. */
  | { readonly kind: 'begin'; readonly call: string; readonly body: string; readonly attempt: number }
  | { readonly kind: 'end' | 'threw'; readonly call: string; readonly body: string }
  /** The app told of a call that it has its outcome: from here on it is reported complete. */
  | { readonly kind: 'complete'; readonly call: string; readonly outcome: string }
  /** What a flow got of a call, once in each life. */
  | { readonly kind: 'got'; readonly call: string; readonly body: string; readonly digest: string }
  /** The fields of a work when a flow saw them first in this life. */
  | { readonly kind: 'restored'; readonly work: string; readonly state: WorkFields }
  | { readonly kind: 'tick' }
  /** All is done, and this is what it came to. */
  | { readonly kind: 'final'; readonly state: string }
) & {
  /** Which of the lives of the app, from 1. */
  readonly life: number;
};

/** What the body of a call of a work with state leaves behind. */
export interface WorkFields {
  readonly begun: number;
  readonly ended: number;
  /** The calls that were executed, in that order. */
  readonly calls: readonly string[];
}

type Unsigned<Any> = Any extends unknown ? Omit<Any, 'life'> : never;

const { [KILL_VARIABLE]: kill = '' } = process.env;
let lines = 0;

/** Appends a line as a whole and at once, so that the order of lines is that of what they tell of. */
export function write(entry: Unsigned<Entry>): void {
  const life = Number(process.env[LIFE_VARIABLE]);
  appendFileSync(process.env[JOURNAL_VARIABLE] as string, `${JSON.stringify({ ...entry, life })}\n`);
  if (isWorker || ++lines !== Number.parseInt(kill, 10)) return;
  if (kill.endsWith('?')) process.stdout.write(`${REACHED}\n`);
  else process.kill(process.pid, 'SIGKILL');
}

/** What the file says so far. */
export function read(file: string): Entry[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Entry);
}
