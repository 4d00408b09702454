/** The words before the data: how much of it is used, and whether the reader was rung for. */
const USED = 0;
const RUNG = 1;
const DATA = 8;

/** How much a log holds of what was written and not read yet, in bytes. Memory that is never used costs nothing. */
const CAPACITY = 1 << 22;

/** The longest piece of an entry; longer entries go in several, so that they find room in a log that is nearly full. */
const LONGEST_PIECE = CAPACITY / 8;

/** Before each piece: its size, its tag from bit 24 on, and whether the entry goes on in the next piece. */
const PREFIX = 4;
const SIZE = (1 << 24) - 1;
const TAG = 24;
const GOES_ON = 1 << 31;

/** The byte of the prefix that holds the tag of a piece that does not go on, and the tag of one that nobody needs any more. */
const TAG_BYTE = 3;
const SUPERSEDED = 127;

/** How long a writer that waits for room sleeps before it rings again, in milliseconds. */
const NAP_MS = 50;

/** What was written at once. */
export interface LogEntry {
  /** From 0 to 126. */
  readonly tag: number;
  readonly bytes: Buffer;
}

/** A part of an entry that is written at once; `goesOn` in all of them but the last. */
interface Piece {
  readonly tag: number;
  readonly content: string | Uint8Array;
  readonly goesOn: boolean;
  readonly key?: string | undefined;
}

/**
 * The memory of a log from one thread to another: what is appended in the middle of a synchronous loop can be read by the
 * other side at once, and is not lost when the writer's thread is ended the moment after.
 *
 * One thread writes and one reads, and neither holds a lock, because a thread may be ended at any instruction. All turns
 * on one word, how many bytes are used:
 *
 *   append      write behind the used bytes, then count them as used: where the reader has emptied the log meanwhile, anew
 *   supersede   append, then mark the earlier entry by one byte, which means nothing where the reader has been there
 *   read        copy the used bytes, then set the word to 0: where the writer has appended meanwhile, copy the rest first
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
  /** Where the newest entry of each key begins, of those that nobody has read when the used bytes still end at `#end`. */
  readonly #newest = new Map<string, number>();
  #end = 0;

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
   * @param key An earlier entry of the same key is of no use any more, and is not read if it has not been by now.
   * @returns Whether all is written. Else there was no room; {@link flush} goes on, or {@link flushPatiently}.
   */
  append(tag: number, content: string | Uint8Array, key?: string): boolean {
    this.#waiting.push(...piecesOf(tag, content, key));
    return this.flush();
  }

  /** Writes what waits for room, as far as there is some; returns whether that was all. */
  flush(): boolean {
    const written = this.#waiting.findIndex((piece) => !this.#write(piece));
    this.#waiting = written === -1 ? [] : this.#waiting.slice(written);
    this.#ringOnce();
    return this.#waiting.length === 0;
  }

  /** Writes what waits for room, and sleeps until the reader has made some. */
  flushPatiently(): void {
    while (!this.flush()) {
      const used = Atomics.load(this.#words, USED);
      // The reader may be about to look later; a full log is for now.
      this.ring();
      Atomics.wait(this.#words, USED, used, NAP_MS);
    }
  }

  /** Returns false where there is no room. */
  #write({ tag, content, goesOn, key }: Piece): boolean {
    for (;;) {
      const used = Atomics.load(this.#words, USED);
      if (used + PREFIX + mostBytesOf(content) > CAPACITY) return false;
      const start = used + PREFIX;
      let size = content.length;
      if (typeof content === 'string') size = this.#data.write(content, start, 'utf8');
      else this.#data.set(content, start);
      this.#data.writeInt32LE(size | (tag << TAG) | (goesOn ? GOES_ON : 0), used);
      if (Atomics.compareExchange(this.#words, USED, used, start + size) !== used) continue;
      this.#noteNewest(key, used);
      this.#end = start + size;
      return true;
    }
  }

  #noteNewest(key: string | undefined, start: number): void {
    // Only the reader takes bytes away, and then it takes all.
    if (start !== this.#end) this.#newest.clear();
    if (key === undefined) return;
    const earlier = this.#newest.get(key);
    if (earlier !== undefined) this.#data[earlier + TAG_BYTE] = SUPERSEDED;
    this.#newest.set(key, start);
  }

  #ringOnce(): void {
    if (Atomics.load(this.#words, RUNG) === 0 && Atomics.exchange(this.#words, RUNG, 1) === 0) this.ring();
  }
}

/** Sleeps until nothing in a log waits to be read, but not for longer than `longestMs`. */
export function sleepUntilRead(memory: SharedArrayBuffer, longestMs: number): void {
  const words = new Int32Array(memory, 0, DATA / Int32Array.BYTES_PER_ELEMENT);
  const endMs = Date.now() + longestMs;
  let used = Atomics.load(words, USED);
  while (used !== 0 && Date.now() < endMs) {
    Atomics.wait(words, USED, used, NAP_MS);
    used = Atomics.load(words, USED);
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
    return Atomics.load(this.#words, USED) === 0;
  }

  /** Takes what is in the log. */
  read(): LogEntry[] {
    const entries: LogEntry[] = [];
    let used = Atomics.load(this.#words, USED);
    let read = 0;
    while (used > 0) {
      this.#cut(Buffer.from(this.#data.subarray(read, used)), entries);
      read = used;
      used = Atomics.compareExchange(this.#words, USED, read, 0);
      if (used === read) break;
    }
    // A writer sleeps only while there is no room.
    if (read > 0) Atomics.notify(this.#words, USED);
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
      if (prefix >> TAG === SUPERSEDED) {
        at = end;
        continue;
      }
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

/** A unit of a string takes three bytes at most; to count exactly would take longer than to write. */
function mostBytesOf(content: string | Uint8Array): number {
  return typeof content === 'string' ? 3 * content.length : content.length;
}

function* piecesOf(tag: number, content: string | Uint8Array, key: string | undefined): Iterable<Piece> {
  if (mostBytesOf(content) <= LONGEST_PIECE) {
    yield { tag, content, goesOn: false, key };
    return;
  }
  // Bytes may be written to before there is room for them.
  const bytes = typeof content === 'string' ? Buffer.from(content) : Uint8Array.from(content);
  for (let start = 0; start < bytes.length; start += LONGEST_PIECE) {
    const end = start + LONGEST_PIECE;
    yield { tag, content: bytes.subarray(start, end), goesOn: end < bytes.length };
  }
}
