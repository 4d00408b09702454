import { type ChildProcess, spawn } from 'node:child_process';
import { MARK } from '../executor/process-table.js';
import { JOURNAL_VARIABLE, KILL_VARIABLE, LIFE_VARIABLE, MADE, REACHED } from './journal.js';
import type { Kill } from './kill.js';

/** How a process of an app is started. */
export interface LifePlan {
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
  /** What runs the program. */
  readonly launcher: readonly string[];
  readonly env: NodeJS.ProcessEnv;
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

/** One process of an app. */
export class Life {
  /** On both streams so far. */
  printed = '';
  /** Resolves when the process is gone. */
  readonly ended: Promise<LifeEnd>;
  readonly #process: ChildProcess;
  readonly #timers: NodeJS.Timeout[] = [];
  #waiting: { readonly text: string; readonly resolve: () => void }[] = [];

  constructor(private readonly plan: LifePlan) {
    const [program, ...args] = [...plan.launcher, ...plan.command];
    this.#process = spawn(program as string, args, {
      env: environmentOf(plan),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#process.stdout, this.#process.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => this.#take(text));
    if (plan.kill.kind === 'boot') this.#killIn(plan.kill.afterMs);
    this.ended = this.#end();
  }

  /** Resolves when a text has been printed; rejects when the process has ended without it. */
  async shows(text: string): Promise<void> {
    if (!this.printed.includes(text)) {
      const shown = new Promise<void>((resolve) => {
        this.#waiting.push({ text, resolve });
      });
      await Promise.race([shown, this.ended]);
    }
    if (!this.printed.includes(text)) throw new Error(`Never said '${text}':\n${this.printed}`);
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  #take(text: string): void {
    const before = this.printed;
    this.printed += text;
    const isNew = (said: string): boolean => this.printed.includes(said) && !before.includes(said);
    const { kill } = this.plan;
    if (isNew(MADE) && kill.kind === 'open') this.#killIn(kill.afterMs);
    if (isNew(REACHED)) this.#strike(kill);
    this.#waiting = this.#waiting.filter((one) => {
      if (!this.printed.includes(one.text)) return true;
      one.resolve();
      return false;
    });
  }

  #strike(kill: Kill): void {
    if (kill.kind === 'after') this.#killIn(kill.afterMs);
    if (kill.kind !== 'term') return;
    this.signal('SIGTERM');
    if (kill.secondAfterMs !== undefined) this.#signalIn('SIGTERM', kill.secondAfterMs);
  }

  #killIn(ms: number): void {
    if (ms >= 1) {
      this.#signalIn('SIGKILL', ms);
      return;
    }
    // Timers of Node are as coarse as a millisecond.
    for (const end = performance.now() + ms; performance.now() < end; );
    this.signal('SIGKILL');
  }

  #signalIn(signal: NodeJS.Signals, ms: number): void {
    this.#timers.push(setTimeout(() => this.signal(signal), ms));
  }

  #end(): Promise<LifeEnd> {
    return new Promise((resolve, reject) => {
      let hasHung = false;
      const guard = setTimeout(() => {
        hasHung = true;
        this.signal('SIGKILL');
      }, HANGING_MS);
      this.#process.on('error', reject);
      // Where it is killed, what it started may hold the streams a little longer, and the next life is not to wait for that.
      this.#process.on(this.plan.kill.kind === 'none' ? 'close' : 'exit', (code, signal) => {
        for (const timer of [guard, ...this.#timers]) clearTimeout(timer);
        resolve({ code, signal, hasHung, printed: this.printed });
      });
    });
  }
}

function environmentOf({ kill, journal, number, mark, store, env }: LifePlan): NodeJS.ProcessEnv {
  const line = 'line' in kill ? `${kill.line}${kill.kind === 'line' ? '' : '?'}` : '';
  const { WORKLOOP_STORE: _ours, ...rest } = process.env;
  return {
    ...rest,
    WORKLOOP_VIEW: 'off',
    ...(store === undefined ? {} : { WORKLOOP_STORE: store }),
    [JOURNAL_VARIABLE]: journal,
    [LIFE_VARIABLE]: String(number),
    [KILL_VARIABLE]: line,
    [MARK]: mark,
    ...env,
  };
}
