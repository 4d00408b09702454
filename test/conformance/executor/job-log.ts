import assert from 'node:assert/strict';
import type { BodyResult, JobListener } from 'workloop-internal/executor/executor.js';

/** Listens to one job and remembers what it was told. */
export class JobLog implements JobListener {
  readonly events: ('started' | 'ended')[] = [];
  readonly started: Promise<void>;
  readonly ended: Promise<BodyResult>;
  #noteStart: () => void = () => undefined;
  #noteEnd: (result: BodyResult) => void = () => undefined;

  /** @param mayStart What the executor is answered when it asks whether the body may begin. */
  constructor(private readonly mayStart = true) {
    this.started = new Promise((resolve) => {
      this.#noteStart = resolve;
    });
    this.ended = new Promise((resolve) => {
      this.#noteEnd = resolve;
    });
  }

  onStart(): boolean {
    this.events.push('started');
    this.#noteStart();
    return this.mayStart;
  }

  onEnd(result: BodyResult): void {
    this.events.push('ended');
    this.#noteEnd(result);
  }

  /** The value that the body returned; fails where it did not return. */
  async value(): Promise<unknown> {
    const result = await this.ended;
    if (result.kind !== 'returned') throw unexpected(result);
    return result.value;
  }

  /** The error of a job that is to end like this; fails where it ended otherwise. */
  async error(kind: 'threw' | 'invalid' | 'setupFailed' | 'crashed'): Promise<unknown> {
    const result = await this.ended;
    if (result.kind !== kind) throw unexpected(result);
    return result.error;
  }

  /** Whether the job was told of in order and once; for the end of a check. */
  verify(): void {
    const told = this.events.join(', ');
    assert.match(told, /^(started, )?ended$/, `A job was told of like this: ${told || 'never'}`);
  }
}

function unexpected(result: BodyResult): Error {
  const cause = 'error' in result ? result.error : undefined;
  return new Error(`The job ended as '${result.kind}'`, { cause });
}
