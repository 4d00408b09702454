import type { MessagePort } from 'node:worker_threads';
import type { Encoded } from '../../codec/encode.js';
import type { LogLevel } from '../output-line.js';
import { LogDecoder, writeText, writeValue } from '../protocol-log.js';
import { LogReader, LogWriter } from '../shared-log.js';
import type { FromThread, ThreadData, ToThread } from '../thread-data.js';
import { type PackedToThread, packFromThread, unpackToThread } from '../thread-wire.js';

/** The worker's end of what is between it and the app. */
export class AppPort {
  readonly #port: MessagePort;
  readonly #outbound: LogWriter;
  readonly #inbound: LogReader;
  readonly #decoder = new LogDecoder();

  constructor({ port, outbound, inbound }: ThreadData) {
    this.#port = port;
    this.#outbound = new LogWriter(outbound, () => this.post({ kind: 'doorbell' }));
    this.#inbound = new LogReader(inbound);
  }

  /** Whether the flow did nothing to the fields since {@link takeChanges}. Asked at every read of a field. */
  get isUnchanged(): boolean {
    return this.#inbound.isEmpty;
  }

  listen(listener: (message: ToThread) => void): void {
    this.#port.on('message', (message: PackedToThread) => listener(unpackToThread(message)));
  }

  post(message: FromThread): void {
    this.#port.postMessage(packFromThread(message));
  }

  /** Sends text as it was printed, or logged. Returns when it is where the app finds it, whatever becomes of this thread. */
  print(kind: 'stdout' | 'stderr' | LogLevel, text: string): void {
    if (!writeText(this.#outbound, kind, text)) this.#outbound.flushPatiently();
  }

  /**
   * Sends a change of a field as {@link print} does.
   *
   * @param key The change takes the place of the last one of the same key, as long as the app has not seen that.
   */
  change(op: Encoded, key: string | undefined): void {
    if (!writeValue(this.#outbound, op, key)) this.#outbound.flushPatiently();
  }

  /** What the flow did to the fields: lists of operations. The app rings again from now on. */
  takeChanges(): Encoded[] {
    this.#inbound.putBellBack();
    const produced = this.#decoder.decode(this.#inbound.read());
    return produced.flatMap((entry) => (entry.kind === 'change' ? [entry.op] : []));
  }
}
