import type { Produced } from './protocol.js';
import { LogDecoder } from './protocol-log.js';
import { LogReader } from './shared-log.js';

/** How long the writer goes without ringing after it has rung: many entries then cost one message. In milliseconds. */
const QUIET_MS = 16;

/** Reads a shared log: when the writer rings, then at intervals until there is nothing any more, and when it is told to. */
export class LogInbox {
  readonly #reader: LogReader;
  readonly #decoder = new LogDecoder();
  #nextLook: NodeJS.Timeout | undefined;

  constructor(
    memory: SharedArrayBuffer,
    private readonly take: (produced: readonly Produced[]) => void,
  ) {
    this.#reader = new LogReader(memory);
  }

  /** The writer has rung. */
  onDoorbell(): void {
    this.read();
    this.#nextLook ??= setTimeout(() => this.#look(), QUIET_MS).unref();
  }

  /** Hands over what is in the log; returns whether there was something. */
  read(): boolean {
    const entries = this.#reader.read();
    if (entries.length === 0) return false;
    const produced = this.#decoder.decode(entries);
    if (produced.length > 0) this.take(produced);
    return true;
  }

  /** Looks no more by itself. */
  close(): void {
    clearTimeout(this.#nextLook);
  }

  #look(): void {
    this.#nextLook = undefined;
    if (this.read()) {
      this.#nextLook = setTimeout(() => this.#look(), QUIET_MS).unref();
      return;
    }
    this.#reader.putBellBack();
    // What was written before the bell was back rang nobody.
    if (!this.#reader.isEmpty) this.onDoorbell();
  }
}
