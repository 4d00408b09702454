import { definitionOf } from '../component/definition.js';
import type { WorkStatus } from '../component/status.js';
import { DecorationError } from '../errors.js';
import type { Explanation } from '../ledger/why/explanation.js';
import type { WorkDispatch } from './dispatch.js';
import { Below, type FlowHandle } from './flow-handle.js';
import { currentPass } from './pass-under-way.js';
import { dispatchOf } from './run-factory.js';

/** A work, as far as the arguments and the result of its `run` go. */
export interface Runnable {
  run(...args: never[]): unknown;
}

/** The arguments of a work's `run`; unlike `Parameters` it knows a readonly rest parameter. */
export type CallArguments<Work extends Runnable> = Work['run'] extends (
  ...args: infer Args extends readonly unknown[]
) => unknown
  ? Args
  : never;

/**
 * What is known of a work, and what can be done with it. Decorators cannot tell the compiler which of the two a class
 * is, so the handle of a flow has this type too; there everything but {@link FlowHandle} throws.
 */
export interface WorkHandle<Work extends Runnable> extends FlowHandle<Work> {
  /** Where the work stands in its app: `root.trainer`; the name of its class where it belongs to none. */
  readonly path: string;
  /** What the work is doing. */
  readonly status: WorkStatus;
  /** What became of it, the last 100 statuses, oldest first. */
  readonly statuses: readonly WorkStatus[];
  /** Whether a call of it was ever submitted in an app. */
  readonly hasStarted: boolean;
  /** Whether its last call succeeded. */
  readonly hasSucceeded: boolean;
  /** Whether its last call failed. */
  readonly hasFailed: boolean;
  /** Whether its last call was stopped. */
  readonly hasStopped: boolean;
  readonly isPending: boolean;
  readonly isRunning: boolean;
  /** How many calls wait behind the running one. */
  readonly queueLength: number;
  /** How many executions succeeded since the work joined its app. */
  readonly successes: number;
  /** The recorded value of a call, or `undefined` where there is none. Nothing is executed. */
  result(...args: CallArguments<Work>): Awaited<ReturnType<Work['run']>> | undefined;
  /**
   * Lets calls of the work execute again after {@link stop} or {@link delete}; else it does nothing.
   *
   * @throws {AppStateError} where the work belongs to no running app.
   */
  start(): void;
  /**
   * Ends all calls of the work as `stopped`, also the ones that run: on a thread or in a process their bodies are ended
   * wherever they stand; inline, they are told by their signal. The workers are given up, after their `onExit`. Calls to come
   * stay `pending` until {@link start}.
   *
   * @throws {AppStateError} where the work belongs to no running app.
   */
  stop(message?: string): void;
  /**
   * Stops the work as {@link stop} does, forgets its records and failures, and gives its public fields the values that
   * they had when it joined the app.
   *
   * @throws {AppStateError} where the work belongs to no running app.
   */
  delete(): void;
  /** Forgets the failures of the work, so that the next calls execute. */
  retry(): void;
  /** Forgets one call, so that the next one executes; true if it was remembered, as a result or as a failure. */
  invalidate(...args: CallArguments<Work>): boolean;
  /** Forgets all calls, so that the next ones execute. What is under way goes on. */
  invalidateAll(): void;
  /**
   * Executes one call now, also where its result is recorded, and resolves with what it returns; a call under way with the
   * same arguments is joined. The result takes the place of the recorded one.
   *
   * @throws {UnhashableArgumentError} where an argument cannot be identified, and whatever `run` throws, as a rejection.
   */
  force(...args: CallArguments<Work>): Promise<Awaited<ReturnType<Work['run']>>>;
  /**
   * Says what a call would come to, and why: whether it is a hit, and then which run produced the value and when; or why it
   * would execute. Nothing is executed, and nothing counts as used.
   *
   * @throws {UnhashableArgumentError} where an argument cannot be identified.
   */
  explain(...args: CallArguments<Work>): Explanation;
}

/**
 * The handle of a work instance, or of a flow. In a pass, a component that has just come into the tree joins the app with
 * this, as a work does when it is called: its fields and records are what an earlier run left in the store.
 *
 * @throws {DecorationError} if `component` is not an instance of a work or a flow.
 * @throws {ComponentTreeError} where the component has just come into the tree and cannot be in it.
 */
export function handleOf<Component extends Runnable>(component: Component): WorkHandle<Component> {
  const definition = definitionOf(component);
  if (definition === undefined) {
    throw new DecorationError(
      '`handleOf` takes an instance of a class that is decorated with `@work` or `@flow`.',
    );
  }
  currentPass()?.admit(component);
  if (definition.kind === 'work') return new DispatchHandle(component, dispatchOf(component, definition));
  return new CalllessHandle<Component>(component) as FlowHandle<Component> as WorkHandle<Component>;
}

class DispatchHandle<Work extends Runnable> extends Below<Work> implements WorkHandle<Work> {
  constructor(
    work: Work,
    private readonly dispatch: WorkDispatch,
  ) {
    super(work);
  }

  override get path(): string {
    return this.dispatch.label;
  }

  get status(): WorkStatus {
    return this.dispatch.statuses.current;
  }

  get statuses(): readonly WorkStatus[] {
    return this.dispatch.statuses.all;
  }

  get hasStarted(): boolean {
    return this.dispatch.queue?.hasStarted === true;
  }

  get hasSucceeded(): boolean {
    return this.status.name === 'succeeded';
  }

  get hasFailed(): boolean {
    return this.status.name === 'failed';
  }

  get hasStopped(): boolean {
    return this.status.name === 'stopped';
  }

  get isPending(): boolean {
    return this.status.name === 'pending';
  }

  get isRunning(): boolean {
    return this.status.name === 'running';
  }

  get queueLength(): number {
    return this.dispatch.queue?.length ?? 0;
  }

  get successes(): number {
    return this.dispatch.queue?.successes ?? 0;
  }

  result(...args: CallArguments<Work>): Awaited<ReturnType<Work['run']>> | undefined {
    return this.dispatch.recordOf(args)?.value as Awaited<ReturnType<Work['run']>> | undefined;
  }

  start(): void {
    this.dispatch.start();
  }

  stop(message = 'its handle was told to stop it'): void {
    this.dispatch.stop(message);
  }

  delete(): void {
    this.dispatch.delete('its handle was told to delete it');
  }

  retry(): void {
    this.dispatch.retry();
  }

  invalidate(...args: CallArguments<Work>): boolean {
    return this.dispatch.forget(args);
  }

  invalidateAll(): void {
    this.dispatch.forgetAll('invalidated');
  }

  async force(...args: CallArguments<Work>): Promise<Awaited<ReturnType<Work['run']>>> {
    return (await this.dispatch.force(args)) as Awaited<ReturnType<Work['run']>>;
  }

  explain(...args: CallArguments<Work>): Explanation {
    return this.dispatch.explain(args);
  }
}

/** The handle of a flow: what is asked of its calls has no answer. */
class CalllessHandle<Flow extends object> extends Below<Flow> {}

for (const name of Object.getOwnPropertyNames(DispatchHandle.prototype)) {
  if (name in Below.prototype) continue;
  Object.defineProperty(CalllessHandle.prototype, name, {
    get(this: CalllessHandle<object>) {
      throw new DecorationError(
        `\`${this.path}\` is a flow and has no calls, so its handle has no \`${name}\`. Ask the handle of one of its works.`,
      );
    },
  });
}
