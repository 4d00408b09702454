import { appendFileSync } from 'node:fs';
import { isWorker } from 'workloop';
import { type Entry, JOURNAL_VARIABLE, KILL_VARIABLE, LIFE_VARIABLE, REACHED } from './journal.js';

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
