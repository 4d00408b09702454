import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { encodeError } from '../codec/encode-error.js';
import { messageOf } from '../errors.js';
import { WORKER_DATA_KEY } from '../worker-mode.js';
import { LogInbox } from './log-inbox.js';
import { ownFolder } from './own-folder.cjs';
import type { ToWorker, WorkerExit, WorkerStart } from './protocol.js';
import { writeValue } from './protocol-log.js';
import { LogWriter, makeSharedLog } from './shared-log.js';
import type { FromThread, ThreadData, ToThread } from './thread-data.js';
import { type PackedFromThread, packToThread, unpackFromThread } from './thread-wire.js';
import type { LinkListener, StartWorker, WorkerLink } from './worker-link.js';

/** How long a change of a field waits for room in the log before it tries again, in milliseconds. */
const NO_ROOM_MS = 8;

/** Starts a worker on a thread of this process. */
export const startThread: StartWorker = (start, listener) => {
  try {
    return new ThreadLink(start, listener);
  } catch (error) {
    // Options of Node that a thread cannot have, or no memory for one.
    const exit = { how: `its thread could not be started: ${messageOf(error)}`, error: encodeError(error) };
    setImmediate(() => listener.onExit(exit));
    return { send: () => undefined, terminate: async () => undefined, keepAlive: () => undefined };
  }
};

class ThreadLink implements WorkerLink {
  readonly #worker: Worker;
  /** Not the port that every thread has, which belongs to the user's own code. */
  readonly #port: MessagePort;
  readonly #inbox: LogInbox;
  readonly #fields: LogWriter;
  readonly #exit: Promise<void>;
  /** What was sent behind changes of fields that wait for room in the log. */
  #held: ToWorker[] = [];
  #nextTry: NodeJS.Timeout | undefined;
  #isNeeded = true;
  #isHeld = true;
  #letGo: NodeJS.Immediate | undefined;
  #isGone = false;
  /** The last error that nobody caught, as the worker saw it, and as Node says that it ended the thread. */
  #uncaught: WorkerExit['error'];
  #fatal: unknown;

  constructor(
    private readonly start: WorkerStart,
    private readonly listener: LinkListener,
  ) {
    const { port1, port2 } = new MessageChannel();
    const data: ThreadData = { start, port: port2, outbound: makeSharedLog(), inbound: makeSharedLog() };
    this.#port = port1;
    this.#worker = new Worker(new URL('worker/entry.js', ownFolder), {
      name: start.path,
      argv: process.argv.slice(2),
      workerData: { [WORKER_DATA_KEY]: data },
      transferList: [port2],
      // What a thread prints comes by the log; Node's own way to the app's streams is late, and not prefixed.
      stdout: true,
      stderr: true,
      ...(start.maxMemoryMb === undefined
        ? {}
        : { resourceLimits: { maxOldGenerationSizeMb: start.maxMemoryMb } }),
    });
    this.#inbox = new LogInbox(data.outbound, (entries) => listener.onMessage({ kind: 'produced', entries }));
    this.#fields = new LogWriter(data.inbound, () => this.#post({ kind: 'doorbell' }));
    this.#exit = this.#listen();
  }

  send(message: ToWorker): void {
    if (this.#isGone) return;
    if (this.#nextTry !== undefined) this.#held.push(message);
    else this.#deliver(message);
  }

  terminate(): Promise<void> {
    // Resolves with the exit, which is heard of below, and does not reject.
    void this.#worker.terminate();
    return this.#exit;
  }

  keepAlive(isNeeded: boolean): void {
    this.#isNeeded = isNeeded;
    if (isNeeded) this.#hold(true);
    // The next call is often made at once, and Node takes its time to be told.
    else if (this.#isHeld) this.#letGo ??= setImmediate(() => this.#letGoUnneeded());
  }

  #letGoUnneeded(): void {
    this.#letGo = undefined;
    if (!this.#isNeeded) this.#hold(false);
  }

  #hold(isHeld: boolean): void {
    if (isHeld === this.#isHeld) return;
    this.#isHeld = isHeld;
    for (const handle of [this.#worker, this.#port]) {
      if (isHeld) handle.ref();
      else handle.unref();
    }
  }

  #deliver(message: ToWorker): void {
    if (message.kind !== 'fields') this.#post(message);
    else if (!writeValue(this.#fields, message.ops)) this.#tryLater();
  }

  #tryLater(): void {
    this.#nextTry = setTimeout(() => {
      if (!this.#fields.flush()) return this.#tryLater();
      this.#nextTry = undefined;
      const held = this.#held;
      this.#held = [];
      for (const message of held) this.send(message);
    }, NO_ROOM_MS).unref();
  }

  #post(message: ToThread): void {
    this.#port.postMessage(packToThread(message));
  }

  #listen(): Promise<void> {
    this.#port.on('message', (message: PackedFromThread) => this.#receive(unpackFromThread(message)));
    this.#worker.on('error', (error: unknown) => {
      this.#fatal = error ?? new Error('It threw nothing that could be told.');
    });
    return new Promise((resolve) => {
      this.#worker.on('exit', (code) => {
        this.#isGone = true;
        clearTimeout(this.#nextTry);
        clearImmediate(this.#letGo);
        this.#receiveRest();
        this.listener.onExit(this.#describeExit(code));
        resolve();
      });
    });
  }

  #receive(message: FromThread): void {
    switch (message.kind) {
      case 'doorbell':
        this.#inbox.onDoorbell();
        return;
      case 'uncaught':
        this.#uncaught = message.error;
        return;
      default:
        if (message.kind === 'loaded') this.#takeStray();
        // What the worker wrote before it sent the message comes before the message.
        this.#inbox.read();
        this.listener.onMessage(message);
    }
  }

  /** What the thread left behind. */
  #receiveRest(): void {
    for (;;) {
      const rest = receiveMessageOnPort(this.#port) as { readonly message: PackedFromThread } | undefined;
      if (rest === undefined) break;
      this.#receive(unpackFromThread(rest.message));
    }
    this.#port.close();
    this.#takeStray();
    this.#inbox.read();
    this.#inbox.close();
  }

  /**
   * Hands on what was printed before the worker took the streams over: by modules that `--require` names, say. Not listened
   * for, because Node keeps a process alive for whoever listens to a thread's streams.
   */
  #takeStray(): void {
    for (const stream of ['stdout', 'stderr'] as const) {
      const readable = this.#worker[stream];
      if (readable.readableLength === 0) continue;
      const text = String(readable.setEncoding('utf8').read());
      this.listener.onMessage({ kind: 'produced', entries: [{ kind: 'output', stream, text }] });
    }
  }

  #describeExit(code: number): WorkerExit {
    if (this.#fatal === undefined) return { how: `it called process.exit(${code})` };
    if ((this.#fatal as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY') {
      const { maxMemoryMb } = this.start;
      const limit = maxMemoryMb === undefined ? '' : ` (maxMemoryMb: ${maxMemoryMb})`;
      return { how: `it ran out of memory${limit}`, error: encodeError(this.#fatal) };
    }
    return {
      how: `nobody caught an error: ${messageOf(this.#fatal)}`,
      error: this.#uncaught ?? encodeError(this.#fatal),
    };
  }
}
