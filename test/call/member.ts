import { handleOf, type WorkHandle, type WorkOptions, withOptions, work } from 'workloop';
import { VirtualClock } from 'workloop/testing';
import type { DurableWork } from '../../src/call/durable-work.js';
import type { Host, Retried } from '../../src/call/host.js';
import { type PassUnderWay, runInPass } from '../../src/call/pass-under-way.js';
import { dispatchOf } from '../../src/call/run-factory.js';
import { Suspension } from '../../src/call/signals.js';
import { definitionOf, type WorkDefinition } from '../../src/component/definition.js';
import { settingsOf } from '../../src/component/with-options.js';
import type { Executor, WorkTarget } from '../../src/executor/executor.js';
import type { OutputLine } from '../../src/executor/output-line.js';
import type { Call } from '../../src/ledger/call.js';

/** A work whose calls are executed by the slots of a test. */
@work({ parallel: true })
export class Remote {
  run(name: string): string {
    return name;
  }
}

interface AnyWork {
  run(...args: never[]): unknown;
}

/** A work in an app that consists of nothing else, and notes all that the work's calls tell it. */
export class Member<Work extends AnyWork = Remote> {
  readonly clock = new VirtualClock(0);
  /** What the app was told, as `settled a succeeded`. */
  readonly events: string[] = [];
  readonly warnings: string[] = [];
  readonly retries: Retried[] = [];
  readonly output: OutputLine[] = [];
  readonly workerErrors: Error[] = [];
  /** What the app would have ended with. */
  readonly fatal: unknown[] = [];
  readonly handle: WorkHandle<Work>;
  /** Hears of each event when it has been noted. */
  onEvent: (event: string) => void = () => undefined;
  chance = 0.5;
  resets = 0;
  wakes = 0;
  path = 'root.member';
  readonly #pass: PassUnderWay;
  readonly #dispatch: ReturnType<typeof dispatchOf>;

  constructor(
    readonly work: Work,
    public executor: (clock: VirtualClock) => Executor,
    options: WorkOptions = {},
    private readonly durable?: DurableWork,
    /** What the app waits for before anything of it may begin. */
    private readonly begin?: Promise<void>,
  ) {
    withOptions(work, options);
    const definition = definitionOf(work) as WorkDefinition;
    const host = this.#host(definition);
    this.#pass = passOf(this.clock);
    this.#dispatch = dispatchOf(work, definition);
    this.#dispatch.join(host);
    this.handle = handleOf(work);
  }

  /** Calls the work in a pass; a blocking call gives its signal. */
  call(...args: Parameters<Work['run']>): unknown {
    return this.inPass(() => {
      try {
        return (this.work.run as (...args: unknown[]) => unknown)(...args);
      } catch (thrown) {
        if (thrown instanceof Suspension) return thrown;
        throw thrown;
      }
    });
  }

  configure(options: WorkOptions): void {
    withOptions(this.work, options);
  }

  inPass<T>(code: () => T): T {
    return runInPass(this.#pass, code);
  }

  /** The status now, as `failed timeout: message`. */
  get status(): string {
    const { name, reason, message } = this.handle.status;
    return [name, ...(reason === undefined ? [] : [` ${reason}: ${message}`])].join('');
  }

  get statuses(): string[] {
    return this.handle.statuses.map(({ name, reason }) =>
      reason === undefined ? name : `${name} ${reason}`,
    );
  }

  leave(): Promise<void> {
    return this.#dispatch.leave('it left');
  }

  endGracefully(): void {
    this.#dispatch.queue?.stopPending('the app ended');
  }

  get isExecuting(): boolean {
    return this.#dispatch.queue?.isExecuting === true;
  }

  whenFree(): Promise<void> {
    return this.#dispatch.queue?.whenFree() ?? Promise.resolve();
  }

  async close(): Promise<void> {
    await this.leave();
    this.clock.close();
  }

  #host(definition: WorkDefinition): Host {
    const member = this;
    const executor = this.executor(this.clock);
    const note = (event: string, { args, outcome }: Call): void => {
      const line = [event, String(args[0]), ...(outcome === undefined ? [] : [outcome.kind])].join(' ');
      this.events.push(line);
      this.onEvent(line);
    };
    return {
      get path() {
        return member.path;
      },
      clock: this.clock,
      target: this.#target(definition),
      graceMs: 1_000,
      run: 1,
      durable: this.durable,
      redact: undefined,
      executor: () => executor,
      random: () => this.chance,
      begin: () => this.begin,
      passUnderWay: () => this.#pass,
      warnOnce: (message) => void this.warnings.push(message),
      resetState: () => void this.resets++,
      onLooking: () => undefined,
      onLookedUp: () => undefined,
      onQueued: (call) => note('queued', call),
      onStarted: (call) => note('started', call),
      onJoined: (call) => note('joined', call),
      onRetried: (call, retried) => {
        note('retried', call);
        this.retries.push(retried);
      },
      onForgotten: () => void this.wakes++,
      onSettled: (call, endsApp) => {
        note('settled', call);
        if (endsApp && call.outcome?.kind === 'failed') this.fatal.push(call.outcome.error);
      },
    };
  }

  #target(definition: WorkDefinition): WorkTarget {
    const member = this;
    const { work } = this;
    return {
      work,
      definition,
      get options() {
        return settingsOf(work, definition).options;
      },
      get path() {
        return member.path;
      },
      changes: { subscribe: () => () => undefined },
      onOutput: (line) => void this.output.push(line),
      onRemoteChanges: () => undefined,
      onWorkerError: (error) => void this.workerErrors.push(error),
    } as Partial<WorkTarget> as WorkTarget;
  }
}

function passOf(clock: VirtualClock): PassUnderWay {
  return {
    isOver: false,
    checkGoingOn: () => undefined,
    wakeAfter: () => undefined,
    suspend: (reason) => {
      throw new Suspension(reason);
    },
    end: () => {
      throw new Error('not in this test');
    },
    now: () => clock.now(),
    noteHit: () => undefined,
    noteMet: () => undefined,
    noteRead: () => undefined,
    beforeMiss: () => undefined,
    isDue: () => false,
    warnOnce: () => undefined,
    admit: () => false,
    adopt: () => undefined,
  };
}
