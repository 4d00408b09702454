/** The words before the data: how much of it is used, and whether the reader was rung for. */
const STATE = 0;
const RUNG = 1;
const DATA = 8;

/** How much a log holds of what was written and not read yet, in bytes. */
const CAPACITY = 1 << 20;

/** The longest piece of an entry; longer entries go in several, so that they find room in a log that is nearly full. */
const LONGEST_PIECE = CAPACITY / 4;

/** In the state word, beside the number of bytes that are used. */
const READING = 1 << 30;
const USED = READING - 1;

/** Before each piece: its size, its tag from bit 24 on, and whether the entry goes on in the next piece. */
const PREFIX = 4;
const SIZE = (1 << 24) - 1;
const TAG = 24;
const GOES_ON = 1 << 31;

/** How long a writer that waits for room sleeps before it rings again, in milliseconds. */
const NAP_MS = 50;

/** What was written at once. */
export interface LogEntry {
  /** From 0 to 127. */
  readonly tag: number;
  readonly bytes: Buffer;
}

/** A part of an entry that is written at once; `goesOn` in all of them but the last. */
interface Piece {
  readonly tag: number;
  readonly content: string | Uint8Array;
  readonly goesOn: boolean;
}

/**
 * The memory of a log from one thread to another: what is appended in the middle of a synchronous loop can be read by the
 * other side at once, and is not lost when the writer's thread is ended the moment after.
 *
 * One thread writes and one reads, and neither holds a lock, because a thread may be ended at any instruction. All turns
 * on one word: how many bytes are used, and a flag that the reader is reading.
 *
 *   append    write behind the used bytes, then count them as used: where the reader has emptied the log meanwhile, anew
 *   replace   while the flag is down, give the last entry up, then append; with the flag up, only append
 *   read      raise the flag, copy the used bytes, set the word to 0: where the writer has appended meanwhile, copy the rest
 */
export function makeSharedLog(): SharedArrayBuffer {
  return new SharedArrayBuffer(DATA + CAPACITY);
}

/** The writing end of a log. */
export class LogWriter {
  readonly #words: Int32Array;
  readonly #data: Buffer;
  /** Pieces for which there was no room yet. */
  #waiting: Piece[] = [];
  /** The last entry can be replaced as long as the used bytes end where it ends: then nobody has read it. */
  #last: { readonly key: string; readonly start: number; readonly end: number } | undefined;

  /** @param ring Wakes the reader: at the first entry, and then not until the reader has put the bell back. */
  constructor(
    memory: SharedArrayBuffer,
    private readonly ring: () => void,
  ) {
    this.#words = new Int32Array(memory, 0, DATA / Int32Array.BYTES_PER_ELEMENT);
    this.#data = Buffer.from(memory, DATA);
  }

  /**
   * Appends an entry.
   *
   * @param key The entry takes the place of the last one, where that has the same key and is not read yet.
   * @returns Whether all is written. Else there was no room; {@link flush} goes on, or {@link flushPatiently}.
   */
  append(tag: number, content: string | Uint8Array, key?: string): boolean {
    if (this.#waiting.length === 0 && isShort(content) && this.#write({ tag, content, goesOn: false }, key)) {
      this.#ringOnce();
      return true;
    }
    this.#waiting.push(...piecesOf(tag, content));
    return this.flush();
  }

  /** Writes what waits for room, as far as there is some; returns whether that was all. */
  flush(): boolean {
    const written = this.#waiting.findIndex((piece) => !this.#write(piece, undefined));
    this.#waiting = written === -1 ? [] : this.#waiting.slice(written);
    this.#ringOnce();
    return this.#waiting.length === 0;
  }

  /** Writes what waits for room, and sleeps until the reader has made some. */
  flushPatiently(): void {
    while (!this.flush()) {
      const state = Atomics.load(this.#words, STATE);
      // The reader may be about to look later; a full log is for now.
      this.ring();
      Atomics.wait(this.#words, STATE, state, NAP_MS);
    }
  }

  #write({ tag, content, goesOn }: Piece, key: string | undefined): boolean {
    this.#giveUpLast(key);
    const most = PREFIX + mostBytesOf(content);
    for (;;) {
      const used = Atomics.load(this.#words, STATE) & USED;
      if (used + most > CAPACITY) return false;
      const start = used + PREFIX;
      let size = content.length;
      if (typeof content === 'string') size = this.#data.write(content, start, 'utf8');
      else this.#data.set(content, start);
      this.#data.writeInt32LE(size | (tag << TAG) | (goesOn ? GOES_ON : 0), used);
      const end = start + size;
      if (!this.#claim(used, end)) continue;
      this.#last = key === undefined ? undefined : { key, start: used, end };
      return true;
    }
  }

  #giveUpLast(key: string | undefined): void {
    const last = this.#last;
    this.#last = undefined;
    // Fails where the reader has been here since, or is here now.
    if (last !== undefined && last.key === key) {
      Atomics.compareExchange(this.#words, STATE, last.end, last.start);
    }
  }

  /** Counts bytes as used; false where the log was emptied after they were written. */
  #claim(used: number, end: number): boolean {
    for (const flag of [0, READING]) {
      if (Atomics.compareExchange(this.#words, STATE, used | flag, end | flag) === (used | flag)) return true;
    }
    return false;
  }

  #ringOnce(): void {
    if (Atomics.load(this.#words, RUNG) === 0 && Atomics.exchange(this.#words, RUNG, 1) === 0) this.ring();
  }
}

/** The reading end of a log. */
export class LogReader {
  readonly #words: Int32Array;
  readonly #data: Buffer;
  /** Of an entry that goes on. */
  #pieces: Buffer[] = [];

  constructor(memory: SharedArrayBuffer) {
    this.#words = new Int32Array(memory, 0, DATA / Int32Array.BYTES_PER_ELEMENT);
    this.#data = Buffer.from(memory, DATA);
  }

  get isEmpty(): boolean {
    return (Atomics.load(this.#words, STATE) & USED) === 0;
  }

  /** Takes what is in the log. */
  read(): LogEntry[] {
    if (this.isEmpty) return [];
    const entries: LogEntry[] = [];
    let read = 0;
    let used = Atomics.or(this.#words, STATE, READING) & USED;
    for (;;) {
      const copy = Buffer.from(this.#data.subarray(read, used));
      this.#cut(copy, entries);
      read = used;
      const state = Atomics.compareExchange(this.#words, STATE, used | READING, 0);
      if (state === (used | READING)) break;
      used = state & USED;
    }
    Atomics.notify(this.#words, STATE);
    return entries;
  }

  /** Lets the writer ring again. What it wrote before that may be in the log without a further ring. */
  putBellBack(): void {
    Atomics.store(this.#words, RUNG, 0);
  }

  #cut(bytes: Buffer, entries: LogEntry[]): void {
    for (let at = 0; at < bytes.length; ) {
      const prefix = bytes.readInt32LE(at);
      const end = at + PREFIX + (prefix & SIZE);
      const piece = bytes.subarray(at + PREFIX, end);
      at = end;
      if ((prefix & GOES_ON) !== 0) {
        this.#pieces.push(piece);
        continue;
      }
      const whole = this.#pieces.length === 0 ? piece : Buffer.concat([...this.#pieces, piece]);
      this.#pieces = [];
      entries.push({ tag: (prefix >> TAG) & 0x7f, bytes: whole });
    }
  }
}

function isShort(content: string | Uint8Array): boolean {
  return mostBytesOf(content) <= LONGEST_PIECE;
}

/** A unit of a string takes three bytes at most; to count exactly would take longer than to write. */
function mostBytesOf(content: string | Uint8Array): number {
  return typeof content === 'string' ? 3 * content.length : content.length;
}

function* piecesOf(tag: number, content: string | Uint8Array): Iterable<Piece> {
  if (isShort(content)) return yield { tag, content, goesOn: false };
  // The text may change hands before it is written, but bytes may be written to.
  const bytes = typeof content === 'string' ? Buffer.from(content) : Uint8Array.from(content);
  for (let start = 0; start < bytes.length; start += LONGEST_PIECE) {
    const end = start + LONGEST_PIECE;
    yield { tag, content: bytes.subarray(start, end), goesOn: end < bytes.length };
  }
}
