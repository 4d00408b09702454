import { type ChildProcess, fork } from 'node:child_process';
import { encodeError } from '../../codec/encode-error.js';
import { messageOf } from '../../errors.js';
import { OutputLines } from '../output-lines.js';
import { ownFolder } from '../own-folder.cjs';
import type { ToWorker, WorkerExit, WorkerStart } from '../protocol.js';
import type { LinkListener, StartWorker, WorkerLink } from '../worker-link.js';
import { hasProcessGroups, killGroupOf } from './process-group.js';
import { inheritedEnvironment, inheritedFlags } from './relay-flags.js';
import type { FromRelay, ToRelay } from './relay-protocol.js';

/** How long the relay may take to end its worker, before its process is killed, in milliseconds. */
const TERMINATE_MS = 500;

/** How long the streams of a process that is gone are read when somebody else holds them open, in milliseconds. */
const LAST_WORDS_MS = 200;

/** Starts a worker in a process of its own. */
export const startProcess: StartWorker = (start, listener) => {
  try {
    return new ProcessLink(start, listener);
  } catch (error) {
    setImmediate(() => listener.onExit(startFailed(error)));
    return { send: () => undefined, terminate: async () => undefined, keepAlive: () => undefined };
  }
};

class ProcessLink implements WorkerLink {
  readonly #process: ChildProcess;
  readonly #ended: Promise<void>;
  #noteEnd: () => void = () => undefined;
  #hasEnded = false;
  #isTerminating = false;
  /** As the relay told it, or as it was found out first. */
  #exit: WorkerExit | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    start: WorkerStart,
    private readonly listener: LinkListener,
  ) {
    this.#process = fork(new URL('process/relay.js', ownFolder), process.argv.slice(2), {
      execArgv: inheritedFlags(process.execArgv),
      env: inheritedEnvironment(process.env),
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A group of its own, so that all that the work starts can be ended together.
      detached: hasProcessGroups,
    });
    this.#ended = new Promise((resolve) => {
      this.#noteEnd = resolve;
    });
    this.#listen();
    this.#listenToStreams();
    this.#tell({ kind: 'start', start });
  }

  send(message: ToWorker): void {
    this.#tell({ kind: 'pass', message });
  }

  terminate(): Promise<void> {
    if (!this.#isTerminating && !this.#hasEnded) {
      this.#isTerminating = true;
      this.#tell({ kind: 'terminate' });
      this.#timer ??= setTimeout(() => this.#kill(), TERMINATE_MS);
    }
    return this.#ended;
  }

  keepAlive(isNeeded: boolean): void {
    const { channel, stdout, stderr } = this.#process;
    for (const handle of [this.#process, channel, stdout, stderr] as readonly Partial<Referenced>[]) {
      if (isNeeded) handle?.ref?.();
      else handle?.unref?.();
    }
  }

  #tell(message: ToRelay): void {
    if (!this.#process.connected) return;
    // An error means that the process is gone, or about to go: the exit tells.
    this.#process.send(message, () => undefined);
  }

  #kill(): void {
    const { pid } = this.#process;
    if (pid !== undefined && killGroupOf(pid) !== undefined) this.#process.kill('SIGKILL');
  }

  #listen(): void {
    const child = this.#process;
    child.on('message', (message) => this.#take(message as FromRelay));
    child.on('error', (error) => {
      if (child.pid === undefined) return this.#end(startFailed(error));
      // It can be neither spoken to nor ended in order.
      this.#exit ??= { how: `its process cannot be reached: ${messageOf(error)}`, error: encodeError(error) };
      this.#kill();
    });
    child.on('disconnect', () => {
      // A relay without the app ends by itself, unless it cannot.
      if (!this.#hasEnded) this.#timer ??= setTimeout(() => this.#kill(), TERMINATE_MS);
    });
    child.on('exit', (code, signal) => {
      clearTimeout(this.#timer);
      this.#exit ??= {
        how: signal === null ? `its process ended with exit code ${code}` : `it was killed by ${signal}`,
      };
      // What the work has started outlives its leader, and may hold the streams open.
      this.#kill();
      this.#timer = setTimeout(() => this.#closeStreams(), LAST_WORDS_MS);
    });
    // After the exit, the last message and the last output.
    child.on('close', () => this.#end(this.#exit ?? { how: 'its process ended' }));
  }

  #take(message: FromRelay): void {
    if (message.kind === 'exit') this.#exit = message.exit;
    else this.listener.onMessage(message.message);
  }

  /** What is not printed by way of the worker's own streams comes whole lines at a time, so that it cuts no line of theirs. */
  #listenToStreams(): void {
    for (const name of ['stdout', 'stderr'] as const) {
      const stream = this.#process[name];
      const lines = new OutputLines(name, ({ level, text }) => {
        this.listener.onMessage({ kind: 'produced', entries: [{ kind: 'log', level, text }] });
      });
      stream?.setEncoding('utf8');
      stream?.on('data', (text: string) => lines.add(text));
      stream?.on('close', () => lines.finish());
    }
  }

  #closeStreams(): void {
    this.#process.stdout?.destroy();
    this.#process.stderr?.destroy();
  }

  #end(exit: WorkerExit): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    clearTimeout(this.#timer);
    this.listener.onExit(exit);
    this.#noteEnd();
  }
}

/** What may keep a process alive. */
interface Referenced {
  ref(): void;
  unref(): void;
}

function startFailed(error: unknown): WorkerExit {
  return { how: `its process could not be started: ${messageOf(error)}`, error: encodeError(error) };
}
