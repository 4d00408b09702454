import { LONGEST_TIMER_MS, systemClock } from './clock.js';
import { messageOf } from './errors.js';
import type { Announcer, AppCounts } from './loop/app-context.js';
import type { AppOptions } from './loop/app-options.js';
import { Engine } from './loop/engine.js';
import type { AppEvents } from './loop/events.js';
import { type ResolvedViewOptions, viewFromEnvironment } from './loop/view-options.js';
import { listenForInterrupts } from './process-signals.js';
import type { View } from './view/view.js';
import { isWorker, noteAppRunInWorker } from './worker-mode.js';

/** How an app came to its end in good order. */
export interface AppResult {
  /** 0 after `stop`, an interrupt, or a work as root; 1 after `fail`. */
  readonly exitCode: number;
  /** What was given to `stop` or `fail`, or the name of the signal. */
  readonly reason: string;
}

/** Lines of the framework itself: what happens on stdout, what should not on stderr. */
const consoleAnnouncer: Announcer = {
  info: (line) => console.log(`INFO: ${line}`),
  warn: (line) => console.warn(`WARN: ${line}`),
  output: (path, { stream, text }) => void process[stream].write(`[${path}] ${text}\n`),
};

/** One root component, and the loop that calls it. */
export class App {
  readonly #engine: Engine;
  #view: View | undefined;

  /**
   * @param root An instance of a class that is decorated with `@flow`, or with `@work`: such a work is called once,
   * without arguments, and the app ends.
   * @throws {AppStateError} where the root is no component.
   * @throws {InvalidOptionError} on an unknown option or a value of the wrong kind.
   */
  constructor(root: object, options: AppOptions = {}) {
    const { store = process.env.WORKLOOP_STORE || false } = options;
    const view = viewFromEnvironment(options.view, process.env);
    this.#engine = new Engine(
      root,
      { ...options, store, ...(view !== undefined && { view }) },
      { clock: systemClock, announcer: consoleAnnouncer, beforeStart: () => this.#start() },
    );
  }

  /** How often things happened so far. */
  get counts(): Readonly<AppCounts> {
    return { ...this.#engine.context.counts };
  }

  /** Calls `listener` at each event of a name, from now on; returns what takes it off again. */
  on<Name extends keyof AppEvents>(name: Name, listener: (...event: AppEvents[Name]) => void): () => void {
    return this.#engine.context.events.on(name, listener);
  }

  /**
   * Runs the app to its end, and sets `process.exitCode`. Resolves when it was asked to end (`stop`, `fail`, SIGINT,
   * SIGTERM), after what was running has come to its end or `shutdownMs` have passed; a second signal ends the process
   * at once. In a worker, which loads the module of its work and perhaps this call with it, nothing is run and the
   * promise never settles.
   *
   * @throws Whatever a flow threw, or a work whose `raiseException` is true: the very object.
   * @throws {AppStateError} the second time.
   * @throws {StoreError} where the store cannot be opened or written.
   * @throws {StoreInUseError} where another app has it open.
   * @throws {StoreFormatError} where a newer version of the package has written to it.
   * @throws {ComponentTreeError} where the components below the root are not a tree.
   */
  async run(): Promise<AppResult> {
    if (isWorker) return neverInWorker();
    const { context } = this.#engine;
    this.#engine.claimRun();
    const { view } = this.#engine.options;
    if (view !== false && view.start === 'manual') this.#engine.control.holdBack('waiting');
    const interrupts = listenForInterrupts((signal) => context.requestEnd({ exitCode: 0, reason: signal }));
    // An app without a heartbeat may have nothing on the event loop for hours, and is not done for that.
    const keepAlive = setInterval(() => undefined, LONGEST_TIMER_MS);
    try {
      const end = await this.#engine.run();
      if (end.kind === 'failed') throw end.error;
      const { exitCode, reason } = end.request;
      context.info(`Your app has stopped: ${reason}`);
      // The failure of another app in this process stays.
      process.exitCode ||= exitCode;
      await this.#view?.end();
      // Whoever pressed Ctrl-C is not to wait for a `run` that does not end: it would keep the process alive.
      if (this.#engine.hasLeftRunning) interrupts.exitIfInterrupted();
      return { exitCode, reason };
    } catch (error) {
      context.warn(`Your app has failed: ${messageOf(error)}`);
      process.exitCode = 1;
      await this.#view?.end();
      throw error;
    } finally {
      clearInterval(keepAlive);
      interrupts.close();
    }
  }

  /** Opens the view, where there is one, and says that the app has started. */
  #start(): Promise<void> | undefined {
    const { context, options } = this.#engine;
    // Without a view the first pass begins in this very turn.
    if (options.view !== false) return this.#openView(options.view);
    context.info('Your app has started.');
    return undefined;
  }

  async #openView(options: ResolvedViewOptions): Promise<void> {
    const { context, control } = this.#engine;
    let url: string | undefined;
    try {
      // An app without a view, and every worker, loads nothing for one.
      const { View } = await import('./view/view.js');
      if (context.ending.current !== undefined) return;
      this.#view = new View({ engine: this.#engine, options });
      url = await this.#view.listening;
    } catch (error) {
      context.warn(`The app goes on without its view: ${messageOf(error)}`);
      control.letGo();
    }
    // Whoever asked for the end meanwhile is not told of a start.
    if (context.ending.current !== undefined) return;
    context.info(`Your app has started.${url === undefined ? '' : ` View it in your browser: ${url}`}`);
  }
}

/** What `run` gives where the entry file of the app was loaded for the sake of a work that stands in it. */
function neverInWorker(): Promise<never> {
  noteAppRunInWorker();
  return new Promise(() => undefined);
}
