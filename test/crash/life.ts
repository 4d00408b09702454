import { type ChildProcess, spawn } from 'node:child_process';
import { MARK } from '../executor/process-table.js';
import { JOURNAL_VARIABLE, KILL_VARIABLE, LIFE_VARIABLE, MADE, REACHED } from './journal-names.js';
import type { Kill } from './kill.js';

/** One process of an app. */
export interface Life {
  /** The program and its arguments. */
  readonly command: readonly string[];
  readonly journal: string;
  /** The folder of the store; `undefined` for memory. */
  readonly store: string | undefined;
  /** Counts the lives of the app from 1. */
  readonly number: number;
  readonly kill: Kill;
  /** In the environment of all that the app starts. */
  readonly mark: string;
  /** What runs the program. @default Node itself */
  readonly launcher?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** How a life ended. */
export interface LifeEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly hasHung: boolean;
  /** On both streams. */
  readonly printed: string;
}

/** After so long an app hangs, in milliseconds. It takes a second or two; the machine may be busy with others. */
const HANGING_MS = 90_000;

/** Runs an app until it ends as it is to; resolves at once when its process is gone. */
export function live(life: Life): Promise<LifeEnd> {
  const { kill, command, launcher = [process.execPath, '--enable-source-maps'] } = life;
  const [program, ...args] = [...launcher, ...command];
  const app = spawn(program as string, args, { env: environmentOf(life), stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  const take = (text: string): void => {
    const before = printed;
    printed += text;
    const isNew = (said: string): boolean => printed.includes(said) && !before.includes(said);
    if (isNew(MADE) && kill.kind === 'open') killIn(app, kill.afterMs);
    if (isNew(REACHED)) strike(app, kill);
  };
  for (const stream of [app.stdout, app.stderr]) stream?.setEncoding('utf8').on('data', take);
  if (kill.kind === 'boot') killIn(app, kill.afterMs);
  return new Promise((resolve, reject) => {
    let hasHung = false;
    const guard = setTimeout(() => {
      hasHung = true;
      app.kill('SIGKILL');
    }, HANGING_MS);
    app.on('error', reject);
    // Where it was killed, what it started may hold the streams a little longer, and the next life is not to wait for that.
    app.on(kill.kind === 'none' ? 'close' : 'exit', (code, signal) => {
      clearTimeout(guard);
      resolve({ code, signal, hasHung, printed });
    });
  });
}

function environmentOf({ kill, journal, number, mark, store, env }: Life): NodeJS.ProcessEnv {
  const line = 'line' in kill ? `${kill.line}${kill.kind === 'line' ? '' : '?'}` : '';
  const { WORKLOOP_STORE: _ours, ...rest } = process.env;
  return {
    ...rest,
    ...(store === undefined ? {} : { WORKLOOP_STORE: store }),
    [JOURNAL_VARIABLE]: journal,
    [LIFE_VARIABLE]: String(number),
    [KILL_VARIABLE]: line,
    [MARK]: mark,
    ...env,
  };
}

function strike(app: ChildProcess, kill: Kill): void {
  if (kill.kind === 'after') killIn(app, kill.afterMs);
  if (kill.kind !== 'term') return;
  app.kill('SIGTERM');
  if (kill.secondAfterMs !== undefined) setTimeout(() => app.kill('SIGTERM'), kill.secondAfterMs);
}

function killIn(app: ChildProcess, ms: number): void {
  // Timers of Node are as coarse as a millisecond.
  if (ms < 1) {
    for (const end = performance.now() + ms; performance.now() < end; );
    app.kill('SIGKILL');
  } else {
    setTimeout(() => app.kill('SIGKILL'), ms);
  }
}
