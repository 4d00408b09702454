import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Found, leftOf } from '../executor/process-table.js';
import { type Entry, read } from './journal.js';
import type { Kill } from './kill.js';
import { Life, type LifeEnd } from './life.js';

/** How long what an app started may take to be gone after it, in milliseconds. */
const PATIENCE_MS = 10_000;

/** How one life is to be different from others. */
export interface LifeOptions {
  /** @default it ends by itself */
  readonly kill?: Kill;
  /** What runs the program. @default Node itself */
  readonly launcher?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** The folder of the store; `undefined` for memory. @default the app's own */
  readonly store?: string | undefined;
}

/** The processes of one app, one after the other or several at once, with a folder for what they leave. */
export class Lives {
  readonly folder = mkdtempSync(join(tmpdir(), 'workloop-crash-'));
  /** The folder of the store. */
  readonly store = join(this.folder, 'store');
  /** How many there were. */
  count = 0;
  readonly #mark = randomUUID();
  readonly #journal = join(this.folder, 'journal');

  /** @param command The program and its arguments. */
  constructor(private readonly command: readonly string[]) {
    writeFileSync(this.#journal, '');
    mkdirSync(this.store);
  }

  /** What all lives have written down. */
  get journal(): Entry[] {
    return read(this.#journal);
  }

  /** Starts a process. */
  begin(options: LifeOptions = {}): Life {
    return new Life({
      command: this.command,
      journal: this.#journal,
      store: 'store' in options ? options.store : this.store,
      number: ++this.count,
      kill: options.kill ?? { kind: 'none' },
      mark: this.#mark,
      launcher: options.launcher ?? [process.execPath, '--enable-source-maps'],
      env: options.env ?? {},
    });
  }

  /** Lives a life from its begin to its end. */
  live(options: LifeOptions = {}): Promise<LifeEnd> {
    return this.begin(options).ended;
  }

  /** Waits for all that was started to be gone, and removes the folder; resolves with what had to be killed. */
  async close(): Promise<Found[]> {
    const left = await leftOf(this.#mark, PATIENCE_MS);
    for (const { pid } of left) process.kill(pid, 'SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
    return left;
  }
}
