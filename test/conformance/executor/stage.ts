import type { WorkDefinition } from 'workloop-internal/component/definition.js';
import type { ResolvedWorkOptions } from 'workloop-internal/component/options.js';
import type { FieldOp } from 'workloop-internal/component/state/field-op.js';
import type { WorkState } from 'workloop-internal/component/state/work-state.js';
import type { Executor, FlowChanges, Slot, WorkTarget } from 'workloop-internal/executor/executor.js';
import type { OutputLine } from 'workloop-internal/executor/output-line.js';
import { JobLog } from './job-log.js';

/** What an executor is shown of a work, in the place of an app. */
export class Stage<Work extends object> implements WorkTarget {
  readonly path = 'root.subject';
  readonly changes: FlowChanges = { subscribe: (send) => this.#subscribe(send) };
  readonly output: OutputLine[] = [];
  readonly workerErrors: Error[] = [];
  readonly logs: JobLog[] = [];
  /** How often the work's fields were changed from the other side. */
  remoteMessages = 0;
  readonly slot: Slot;
  readonly #slots: Slot[] = [];
  readonly #receivers = new Set<(ops: readonly FieldOp[]) => void>();
  #unsent: FieldOp[] = [];
  #waiting: { isMet(): boolean; resolve(): void }[] = [];

  constructor(
    readonly work: Work,
    readonly definition: WorkDefinition,
    readonly options: ResolvedWorkOptions,
    readonly state: WorkState,
    private readonly executor: Executor,
  ) {
    state.listen({ onChange: (op) => this.#note(op) });
    this.slot = this.openSlot();
  }

  /** A further slot for the same work. */
  openSlot(): Slot {
    const slot = this.executor.open(this);
    this.#slots.push(slot);
    return slot;
  }

  /** Gives a job to the first slot. */
  start(...args: readonly unknown[]): JobLog {
    return this.startOn(this.slot, args);
  }

  startOn(slot: Slot, args: readonly unknown[], { mayStart = true, attempt = 1 } = {}): JobLog {
    const log = new JobLog(mayStart);
    this.logs.push(log);
    slot.execute({ args, attempt, callKey: `v1:${'0'.repeat(64)}` }, log);
    return log;
  }

  /** Gives a job to the first slot and waits for the value that it returns. */
  value(...args: readonly unknown[]): Promise<unknown> {
    return this.start(...args).value();
  }

  /** Resolves when a condition holds, which can only come to hold by what the executor tells this stage. */
  async until(isMet: () => boolean): Promise<void> {
    if (isMet()) return;
    await new Promise<void>((resolve) => {
      this.#waiting.push({ isMet, resolve });
    });
  }

  onOutput(line: OutputLine): void {
    this.output.push(line);
    this.#tell();
  }

  onRemoteChanges(ops: readonly FieldOp[]): void {
    this.remoteMessages++;
    this.state.apply(ops);
    this.#tell();
  }

  onEndRequest(): void {
    throw new Error('No check asks for the end of an app.');
  }

  onWorkerError(error: Error): void {
    this.workerErrors.push(error);
    this.#tell();
  }

  async close(graceMs: number): Promise<void> {
    await Promise.all(this.#slots.map((slot) => slot.close(graceMs)));
    this.state.listen(undefined);
  }

  /** The lines of a stream so far. */
  lines(stream: 'stdout' | 'stderr' = 'stdout'): string[] {
    return this.output.filter((line) => line.stream === stream).map(({ text }) => text);
  }

  #tell(): void {
    this.#waiting = this.#waiting.filter(({ isMet, resolve }) => {
      if (!isMet()) return true;
      resolve();
      return false;
    });
  }

  #note(op: FieldOp): void {
    if (this.#unsent.length === 0) queueMicrotask(() => this.#flush());
    this.#unsent.push(op);
  }

  #flush(): void {
    const ops = this.#unsent;
    this.#unsent = [];
    for (const send of this.#receivers) send(ops);
  }

  #subscribe(send: (ops: readonly FieldOp[]) => void): () => void {
    if (this.#unsent.length > 0) this.#flush();
    this.#receivers.add(send);
    return () => void this.#receivers.delete(send);
  }
}
