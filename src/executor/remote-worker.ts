import { decode, decodeError } from '../codec/decode.js';
import type { FieldOp } from '../component/state/field-op.js';
import { errorFrom, WorkerSetupError } from '../errors.js';
import { encodeChanges } from './encode-fields.js';
import type { BodyResult, WorkTarget } from './executor.js';
import type { LogLevel } from './output-line.js';
import { OutputLines } from './output-lines.js';
import type {
  CallMessage,
  FromWorker,
  Produced,
  ResultMessage,
  WorkerExit,
  WorkerStart,
} from './protocol.js';
import type { StartWorker, WorkerLink } from './worker-link.js';

/** Who hears of one worker's life. */
export interface WorkerListener {
  onReady(): void;
  /** What the call under way came to. */
  onResult(result: BodyResult): void;
  /** The call under way, if any, comes to this, and the worker is of no use any more: its fields are not the flow's. */
  onUnfit(result: { readonly kind: 'threw' | 'invalid'; readonly error: Error }): void;
  /** Nothing of the worker is left. The last to be heard. */
  onGone(exit: WorkerGone): void;
}

/** How a worker came to its end. */
export interface WorkerGone extends Pick<WorkerExit, 'how'> {
  /** Why the worker could not be made ready, where that is what it ended of. */
  readonly setup?: { readonly error: unknown };
  /** What ended the worker, if an error did. */
  readonly error?: unknown;
  /** Whether the app asked for it. */
  readonly wasAsked: boolean;
}

/**
 * One worker of one work, seen from the app: says in the app's terms what crosses, and takes care of what goes on beside
 * the calls: output, fields in both directions, the limits of start and end.
 *
 *     starting ─ ready ─▶ ready ─ close, terminate, an end of its own ─▶ gone
 */
export class RemoteWorker {
  phase: 'starting' | 'ready' | 'ending' | 'gone' = 'starting';
  /** Resolves when nothing of the worker is left. */
  readonly gone: Promise<void>;

  readonly #link: WorkerLink;
  readonly #unsubscribe: () => void;
  readonly #lines: { readonly stdout: OutputLines; readonly stderr: OutputLines };
  #timer: NodeJS.Timeout | undefined;
  #setupError: { readonly error: unknown } | undefined;
  #noteGone: () => void = () => undefined;

  constructor(
    private readonly target: WorkTarget,
    start: WorkerStart,
    private readonly startTimeoutMs: number,
    startWorker: StartWorker,
    private readonly listener: WorkerListener,
  ) {
    const print = target.onOutput.bind(target);
    this.#lines = { stdout: new OutputLines('stdout', print), stderr: new OutputLines('stderr', print) };
    this.gone = new Promise((resolve) => {
      this.#noteGone = resolve;
    });
    this.#link = startWorker(start, {
      onMessage: (message) => this.#receive(message),
      onExit: (exit) => this.#noteExit(exit),
    });
    this.#unsubscribe = target.changes.subscribe((ops) => this.#sendChanges(ops));
    this.#timer = setTimeout(() => this.#noteTooSlow(), startTimeoutMs);
  }

  call(message: CallMessage): void {
    this.#link.keepAlive(true);
    this.#link.send(message);
  }

  /** Ends the worker after the body under way, which is told by its signal, and after `onExit`; at last after `graceMs`. */
  close(graceMs: number): void {
    // One that is not ready has done nothing yet that its `onExit` could undo.
    if (this.phase === 'starting' || graceMs <= 0) this.terminate();
    if (this.phase !== 'ready') return;
    this.phase = 'ending';
    this.#link.keepAlive(true);
    this.#link.send({ kind: 'close' });
    this.#timer = setTimeout(() => this.terminate(), graceMs);
  }

  /** Ends the worker wherever its code stands. */
  terminate(): void {
    if (this.phase === 'gone') return;
    this.phase = 'ending';
    this.#link.keepAlive(true);
    void this.#link.terminate();
  }

  #receive(message: FromWorker): void {
    switch (message.kind) {
      case 'loaded':
        clearTimeout(this.#timer);
        return;
      case 'ready':
        if (this.phase !== 'starting') return;
        this.phase = 'ready';
        this.#link.keepAlive(false);
        this.listener.onReady();
        return;
      case 'setupFailed':
        this.#failSetup(decodeError(message.error));
        return;
      case 'produced':
        this.#takeAll(message.entries);
        return;
      case 'endRequested':
        this.target.onEndRequest(message);
        return;
      case 'hookFailed':
        this.target.onWorkerError(errorFrom(decodeError(message.error)));
        return;
      case 'returned':
      case 'threw':
      case 'invalid':
        this.#finishLines();
        if (this.phase === 'ready') this.#link.keepAlive(false);
        this.listener.onResult(resultFrom(message));
    }
  }

  #takeAll(entries: readonly Produced[]): void {
    const changes = entries.flatMap((entry) => (entry.kind === 'change' ? [entry.op] : []));
    for (const entry of entries) {
      if (entry.kind === 'output') this.#lines[entry.stream].add(entry.text);
      else if (entry.kind === 'log') this.#log(entry.level, entry.text);
    }
    if (changes.length === 0) return;
    try {
      this.target.onRemoteChanges(changes.map((op) => decode(op) as FieldOp));
    } catch (error) {
      this.#becomeUnfit('threw', errorFrom(error));
    }
  }

  #log(level: LogLevel, text: string): void {
    const stream = level === 'warn' || level === 'error' ? 'stderr' : 'stdout';
    this.target.onOutput({ level, stream, text });
  }

  #sendChanges(ops: readonly FieldOp[]): void {
    try {
      this.#link.send({ kind: 'fields', ops: encodeChanges(ops, this.target.path) });
    } catch (error) {
      this.#becomeUnfit('invalid', errorFrom(error));
    }
  }

  #becomeUnfit(kind: 'threw' | 'invalid', error: Error): void {
    if (this.phase === 'gone') return;
    this.listener.onUnfit({ kind, error });
    this.terminate();
  }

  #noteTooSlow(): void {
    const reason =
      `its module did not load within ${this.startTimeoutMs} ms (\`startTimeoutMs\`). ` +
      'Let its top-level code come to an end, or reach `App.run()`.';
    this.#failSetup(new WorkerSetupError(this.target.path, reason));
  }

  #failSetup(error: unknown): void {
    if (this.phase !== 'starting') return;
    this.#setupError = { error };
    this.terminate();
  }

  #noteExit({ how, error }: WorkerExit): void {
    const { phase } = this;
    const setup = phase === 'starting' ? { error: this.#endedStarting(how, error) } : this.#setupError;
    this.phase = 'gone';
    clearTimeout(this.#timer);
    this.#unsubscribe();
    this.#finishLines();
    this.listener.onGone({
      how,
      wasAsked: phase === 'ending',
      ...(setup === undefined ? {} : { setup }),
      ...(error === undefined ? {} : { error: decodeError(error) }),
    });
    this.#noteGone();
  }

  #endedStarting(how: string, error: WorkerExit['error']): WorkerSetupError {
    const cause = error === undefined ? {} : { cause: decodeError(error) };
    return new WorkerSetupError(this.target.path, `before its worker was ready, ${how}.`, cause);
  }

  #finishLines(): void {
    this.#lines.stdout.finish();
    this.#lines.stderr.finish();
  }
}

function resultFrom(message: ResultMessage): BodyResult {
  switch (message.kind) {
    case 'threw':
      return { kind: 'threw', error: decodeError(message.error) };
    case 'invalid':
      return { kind: 'invalid', error: errorFrom(decodeError(message.error)) };
    case 'returned':
      try {
        return { kind: 'returned', value: decode(message.value), isAsync: message.isAsync };
      } catch (error) {
        return { kind: 'invalid', error: errorFrom(error) };
      }
  }
}
