import type { WorkDispatch } from '../call/dispatch.js';
import { dispatchOf } from '../call/run-factory.js';
import type { WorkDefinition } from '../component/definition.js';
import type { ResolvedWorkOptions } from '../component/options.js';
import { coalesce } from '../component/state/coalesce.js';
import type { FieldOp } from '../component/state/field-op.js';
import { OneWriter } from '../component/state/one-writer.js';
import { isData, isSameData } from '../component/state/same-data.js';
import { isStateOf } from '../component/state/state-fields.js';
import { WorkState } from '../component/state/work-state.js';
import type { ComponentNode } from '../component/tree.js';
import { settingsOf } from '../component/with-options.js';
import { ReadOnlyFieldError } from '../errors.js';
import type { FlowChanges, WorkTarget } from '../executor/executor.js';
import type { OutputLine } from '../executor/output-line.js';
import { unobserved } from '../observed.js';
import type { WorkerEndRequest } from '../worker-mode.js';
import type { AppContext, PassWitness } from './app-context.js';
import type { StoredWork, WorkFields } from './durable/stored-work.js';
import type { Executors } from './executors.js';
import { WorkHost } from './work-host.js';

/** A field that the flow assigned during the pass under way. */
interface FieldSetInPass {
  readonly path: string;
  readonly before: unknown;
}

/** One work of an app: its place in the tree, its watched fields, and what executors see of it. */
export class WorkMember implements WorkTarget, PassWitness, WorkFields {
  readonly state: WorkState;
  readonly host: WorkHost;
  readonly dispatch: WorkDispatch;
  readonly changes: FlowChanges;

  readonly #writer: OneWriter;
  readonly #stored: StoredWork | undefined;
  readonly #setInPass = new Map<string, FieldSetInPass>();
  readonly #receivers = new Set<(ops: readonly FieldOp[]) => void>();
  #unsent: FieldOp[] = [];
  /** What workers did to the fields while an asynchronous pass was under way. */
  #unapplied: FieldOp[] = [];
  #isForgotten = false;

  readonly work: object;

  constructor(
    readonly node: ComponentNode,
    readonly definition: WorkDefinition,
    private readonly app: AppContext,
    executors: Executors,
    /** Gives the fields what the store has of them; `undefined` where the app has none. */
    openStored: (fields: WorkFields) => StoredWork | undefined = () => undefined,
  ) {
    const work = node.component;
    this.work = work;
    // Before the dispatch: an object stays fast only if its fields are the last things that were added to it.
    this.state = new WorkState(work, isStateOf(definition));
    this.#watch(false);
    this.#writer = new OneWriter(() => this.path);
    // After the watching has begun: what the constructor gave the fields is what `reset` goes back to.
    this.#stored = openStored(this);
    this.host = new WorkHost({ app, executors, target: this, writer: this.#writer, durable: this.#stored });
    this.dispatch = dispatchOf(work, definition);
    this.changes = { subscribe: (send) => this.#subscribe(send) };
  }

  /** Makes the work part of the app. */
  join(): void {
    this.dispatch.join(this.host);
  }

  get path(): string {
    return this.node.path;
  }

  get options(): ResolvedWorkOptions {
    return settingsOf(this.work, this.definition).options;
  }

  get unapplied(): readonly FieldOp[] {
    return this.#unapplied;
  }

  get isCallUnderWay(): boolean {
    return this.#writer.isCallUnderWay;
  }

  onOutput(line: OutputLine): void {
    this.app.output(this.path, line);
  }

  onEndRequest({ exitCode, reason }: WorkerEndRequest): void {
    this.app.requestEnd({ exitCode, reason });
  }

  onWorkerError(error: Error): void {
    this.app.warn(`\`${this.path}\`: ${error.message}`);
  }

  onRemoteChanges(ops: readonly FieldOp[]): void {
    if (this.#isForgotten) return;
    for (const { path } of ops) this.#writer.noteThere(path[0]);
    for (const op of ops) this.#stored?.noteChange(op, 'work');
    this.#unapplied.push(...ops);
    if (this.app.pass === undefined) this.#applyRemoteChanges();
    else this.app.witnesses.add(this);
  }

  /** The public fields that the pass which has ended left with another value, as `root.a.count`. */
  takeChangesOfPass(): string[] {
    // Only workers have fields of their own that could fall behind.
    if (this.isFollowed) this.state.findUnseen();
    const changed: string[] = [];
    for (const [name, { path, before }] of this.#setInPass) {
      const after = unobserved((this.work as Record<string, unknown>)[name]);
      const isSame = isData(before) && isData(after) ? isSameData(before, after) : Object.is(before, after);
      if (!isSame) changed.push(`${path}.${name}`);
    }
    this.#setInPass.clear();
    if (this.#unapplied.length > 0) this.#applyRemoteChanges();
    return changed;
  }

  /** Whether workers have to hear of every change, so that each pass is to be looked back at. */
  get isFollowed(): boolean {
    return this.#receivers.size > 0;
  }

  /** Makes the work one on its own again. */
  leave(message: string): Promise<void> {
    const left = this.dispatch.leave(message);
    this.state.listen(undefined);
    return left;
  }

  /** Makes the work one on its own again, and what it was before it joined the app. */
  forget(message: string): void {
    this.#isForgotten = true;
    const left = this.leave(message);
    this.dispatch.forgetAll('deleted');
    this.state.reset();
    // An inline body goes on until it ends by itself. If the work has joined an app meanwhile, its fields are in use.
    const { queue } = this.dispatch;
    void left.then(() => {
      if (this.dispatch.queue === queue) this.state.reset();
    });
  }

  /** Lets the flow see what workers did to the fields; between two passes. */
  #applyRemoteChanges(): void {
    const ops = this.#unapplied;
    this.#unapplied = [];
    const isHeard = this.app.events.isHeard('state:changed');
    const fields = [...new Set(ops.map(({ path }) => path[0]))];
    const before = isHeard ? this.#valuesOf(fields) : [];
    this.state.apply(ops);
    for (const field of fields) this.app.onlooker?.fieldChanged(this.work, field);
    const after = isHeard ? this.#valuesOf(fields) : [];
    for (const [index, field] of isHeard ? fields.entries() : []) {
      this.app.events.emit('state:changed', {
        path: this.path,
        field,
        before: before[index],
        after: after[index],
      });
    }
    this.app.wake('stateSet');
  }

  /** As long as no worker has fields of its own, nothing needs to be copied. */
  #watch(hasOtherSide: boolean): void {
    this.state.listen({
      onChange: (op, before) => this.#noteChange(op, before),
      hasOtherSide,
      ...(this.app.store !== undefined && { onGiven: (name: string) => this.#noteGiven(name) }),
    });
  }

  #noteChange(op: FieldOp, before: unknown): void {
    const [field] = op.path;
    const { app } = this;
    this.#checkWriter(field);
    if (this.isFollowed) this.#send(op);
    this.#stored?.noteChange(op, app.isInPass ? 'flow' : 'work');
    app.onlooker?.fieldChanged(this.work, field);
    if (app.events.isHeard('state:changed')) {
      const after = (this.work as Record<string, unknown>)[field];
      app.events.emit('state:changed', { path: this.path, field, before, after });
    }
    if (!app.isInPass) {
      app.wake('stateSet');
      return;
    }
    // What the flow itself does counts as its own change, and only if the field is another one when the pass ends.
    app.witnesses.add(this);
    if (!this.#setInPass.has(field)) this.#setInPass.set(field, { path: this.path, before });
  }

  #noteGiven(name: string): void {
    if (this.app.isInPass) this.#stored?.noteGiven(name);
  }

  /** @throws {FieldConflictError | ReadOnlyFieldError} where this side may not write the field now. */
  #checkWriter(field: string): void {
    if (this.isFollowed) this.#writer.noteHere(field);
    // Inline, whoever writes outside a pass while calls run side by side can only be one of their bodies.
    else if (this.options.concurrency > 1 && !this.app.isInPass && this.#writer.isCallUnderWay)
      throw new ReadOnlyFieldError(this.path, field);
  }

  #send(op: FieldOp): void {
    if (this.#unsent.length === 0) queueMicrotask(() => this.#flush());
    this.#unsent.push(op);
  }

  #flush(): void {
    const ops = coalesce(this.#unsent);
    this.#unsent = [];
    for (const send of this.#receivers) send(ops);
  }

  #subscribe(send: (ops: readonly FieldOp[]) => void): () => void {
    // What was done before is in the fields that the subscriber has taken.
    if (this.#unsent.length > 0) this.#flush();
    if (!this.isFollowed) this.#watch(true);
    this.#receivers.add(send);
    this.app.witnesses.add(this);
    return () => void this.#receivers.delete(send);
  }

  #valuesOf(fields: readonly string[]): unknown[] {
    return fields.map((field) => (this.work as Record<string, unknown>)[field]);
  }
}
