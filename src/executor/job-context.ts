import { format } from 'node:util';
import type { CallContext, Log } from './call-context.js';
import type { Job } from './executor.js';
import type { LogLevel, OutputLine } from './output-line.js';

/** The context of one job. Made for every call, so what few bodies ask for is made when they do. */
export class JobContext implements CallContext {
  #controller: AbortController | undefined;
  #abortion: { readonly reason: Error } | undefined;
  #log: Log | undefined;

  constructor(
    private readonly job: Pick<Job, 'attempt' | 'callKey'>,
    private readonly place: { readonly path: string; onOutput(line: OutputLine): void },
  ) {}

  get isAborted(): boolean {
    return this.#abortion !== undefined;
  }

  get attempt(): number {
    return this.job.attempt;
  }

  get callKey(): string {
    return this.job.callKey;
  }

  get path(): string {
    return this.place.path;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#abortion !== undefined) this.#controller.abort(this.#abortion.reason);
    }
    return this.#controller.signal;
  }

  get log(): Log {
    this.#log ??= logTo((line) => this.place.onOutput(line));
    return this.#log;
  }

  /** Tells the body, if it asks, that nobody waits for it. */
  abort(reason: Error): void {
    this.#abortion ??= { reason };
    this.#controller?.abort(this.#abortion.reason);
  }
}

function logTo(print: (line: OutputLine) => void): Log {
  const sayAt =
    (level: LogLevel) =>
    (message: string, ...details: unknown[]): void => {
      const stream = level === 'warn' || level === 'error' ? 'stderr' : 'stdout';
      for (const text of format(message, ...details).split('\n')) print({ level, stream, text });
    };
  return { debug: sayAt('debug'), info: sayAt('info'), warn: sayAt('warn'), error: sayAt('error') };
}
