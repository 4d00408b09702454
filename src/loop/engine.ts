import { dispatchOf } from '../call/run-factory.js';
import { noteRunning } from '../call/running-apps.js';
import type { Clock } from '../clock.js';
import { definitionOf, type WorkDefinition } from '../component/definition.js';
import { AppStateError, describe, messageOf } from '../errors.js';
import { type Announcer, AppContext } from './app-context.js';
import { type AppOptions, type ResolvedAppOptions, resolveAppOptions } from './app-options.js';
import type { AppEnd } from './ending.js';
import { AppExecutors, type Executors } from './executors.js';
import { Loop, type PassGate, type RunnableFlow } from './loop.js';
import { Members } from './members.js';
import type { PassControl } from './pass-control.js';

/** What an app is given from outside, besides its root and its options. */
export interface Surroundings {
  readonly clock: Clock;
  readonly announcer: Announcer;
  /**
   * @default passes begin as {@link Engine.control} allows
   */
  readonly gate?: PassGate;
  /** Called when the components have joined; the app starts when what it returns has settled. */
  readonly beforeStart?: () => Promise<void> | undefined;
  /** @default each by its name */
  readonly executors?: Executors;
}

/** What workers have for their `onExit` at most when the app has failed, in milliseconds: its error is not to wait. */
const GRACE_AFTER_FAILURE_MS = 500;

/** One root component and all that makes it go: its members, its loop, its end. */
export class Engine {
  readonly context: AppContext;
  readonly options: ResolvedAppOptions;
  readonly members: Members;
  readonly #executors: Executors;
  readonly #gate: PassGate;
  readonly #beforeStart: () => Promise<void> | undefined;
  /** Whether something still ran when the app ended, because it took longer than `shutdownMs`. */
  hasLeftRunning = false;
  #hasRun = false;
  #loopEnded: Promise<void> = Promise.resolve();

  /**
   * @throws {AppStateError} where the root is no component.
   * @throws {InvalidOptionError} on an unknown option or a value of the wrong kind.
   */
  constructor(
    readonly root: object,
    options: AppOptions,
    { clock, announcer, gate, executors, beforeStart = () => undefined }: Surroundings,
  ) {
    if (definitionOf(root) === undefined) {
      throw new AppStateError(
        `The root of an app is an instance of a class that is decorated with \`@flow\` or \`@work\`, got ${describe(root)}.`,
      );
    }
    this.options = resolveAppOptions(options);
    this.#gate = gate ?? (() => this.control.gate());
    this.#beforeStart = beforeStart;
    this.context = new AppContext(clock, announcer, this.options);
    this.#executors = executors ?? new AppExecutors(clock, this.options);
    this.members = new Members(root, this.context, this.#executors);
  }

  /** Whether passes may begin. */
  get control(): PassControl {
    return this.context.control;
  }

  /** Whether nothing happens until the clock moves or somebody outside does something. */
  get isIdle(): boolean {
    // A call that waits for its next attempt, or for its work to be started, is the clock's affair or somebody's outside.
    return this.context.wakeUp.isAwaited && !this.members.works.some((work) => work.queue?.isExecuting);
  }

  /** @throws {AppStateError} the second time: an app runs once. */
  claimRun(): void {
    if (this.#hasRun) {
      throw new AppStateError('This app has run already. Make a new App to run its root again.');
    }
    this.#hasRun = true;
  }

  /**
   * Runs the app to its end and resolves with it, after what runs has come to its end or `shutdownMs` have passed.
   * Once only, after {@link claimRun}.
   */
  async run(): Promise<AppEnd> {
    const { context } = this;
    const noteEnded = noteRunning(context);
    try {
      // Without a store the first pass begins in this very turn.
      if (this.options.store !== false) await this.#openStore(this.options.store);
      if (context.ending.current === undefined) this.#takeIn();
      const opening = context.ending.current === undefined ? this.#beforeStart() : undefined;
      if (opening !== undefined) await Promise.race([opening, context.ending.promise]);
      if (context.ending.current === undefined) this.#start();
      const end = await context.ending.promise;
      if (end.kind === 'requested') await this.#finishInGoodOrder();
      else context.graceMs = Math.min(context.graceMs, GRACE_AFTER_FAILURE_MS);
      return end;
    } finally {
      this.members.leave('the app ended');
      noteEnded();
      await this.#executors.close(context.graceMs);
      await this.#closeStore();
      this.#tellStopped();
    }
  }

  async #openStore(folder: string): Promise<void> {
    const { context } = this;
    const { clock } = context;
    try {
      // An app without a store, and every worker, loads nothing for one.
      const { AppStore } = await import('./durable/app-store.js');
      const store = await AppStore.open({
        folder,
        limitBytes: this.options.maxStoreBytes,
        clock,
        warn: (message) => context.warnOnce(message),
      });
      context.store = store;
      store.onFailure = (error) => context.fail(error);
      await this.members.restore(store);
    } catch (error) {
      context.fail(error);
    }
  }

  async #closeStore(): Promise<void> {
    try {
      await this.context.store?.close();
    } catch (error) {
      this.context.fail(error);
    }
  }

  #takeIn(): void {
    try {
      this.members.reconcile();
    } catch (error) {
      this.context.fail(error);
    }
  }

  #start(): void {
    const { context } = this;
    context.events.emit('app:started', { paths: this.members.paths, atMs: context.clock.now() });
    const definition = definitionOf(this.root);
    if (definition?.kind === 'work') this.#beginSoleWork(definition);
    else this.#loopEnded = this.#runLoop();
  }

  #tellStopped(): void {
    const { context } = this;
    const end = context.ending.current;
    if (end === undefined) return;
    const atMs = context.clock.now();
    context.events.emit(
      'app:stopped',
      end.kind === 'requested'
        ? { ...end.request, atMs }
        : { exitCode: 1, reason: messageOf(end.error), atMs },
    );
  }

  async #runLoop(): Promise<void> {
    const { root, context } = this;
    const loop = new Loop(root as RunnableFlow, context, this.members, this.options.heartbeatMs, this.#gate);
    try {
      await loop.run();
    } catch (error) {
      context.fail(error);
    }
  }

  /** A work as root is called when somebody lets it, as a pass would be. */
  #beginSoleWork(definition: WorkDefinition): void {
    const { context, control } = this;
    const begin = (): void => {
      if (context.ending.current === undefined) this.#runSoleWork(definition);
    };
    const gate = control.gate();
    if (gate === undefined) begin();
    else void gate.then(begin).catch((error: unknown) => context.fail(error));
  }

  /** A work as root is called once, and the app ends with it. */
  #runSoleWork(definition: WorkDefinition): void {
    const { context } = this;
    const call = dispatchOf(this.root, definition).submit([]);
    call.then(
      () => context.requestEnd({ exitCode: 0, reason: `${definition.name} is done` }),
      (error: unknown) => context.requestEnd({ exitCode: 1, reason: messageOf(error) }),
    );
  }

  /** Waits for the pass and the bodies that are under way, as long as `shutdownMs` allows. */
  async #finishInGoodOrder(): Promise<void> {
    const { context } = this;
    for (const work of this.members.works) work.queue?.stopPending('the app ended');
    let giveUp: () => void = () => undefined;
    const isLate = new Promise<'late'>((resolve) => {
      const alarm = context.clock.setAlarm(this.options.shutdownMs, () => resolve('late'));
      giveUp = () => alarm.cancel();
    });
    const outcome = await Promise.race([isLate, this.#everythingEnded()]);
    giveUp();
    if (outcome !== 'late') return;
    this.hasLeftRunning = true;
    const stillRunning = [...this.members.works]
      .filter((work) => work.queue?.isBusy)
      .map((work) => work.label);
    context.warnOnce(
      `Did not wait any longer than ${this.options.shutdownMs} ms for ${stillRunning.join(', ') || 'the pass'} to end.`,
    );
  }

  async #everythingEnded(): Promise<void> {
    await this.#loopEnded;
    await Promise.all([...this.members.works].map((work) => work.queue?.whenSettled()));
  }
}
