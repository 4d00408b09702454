import type { Encoded } from '../codec/encode.js';
import type { LogLevel } from './output-line.js';
import type { Produced } from './protocol.js';
import type { LogEntry, LogWriter } from './shared-log.js';

/** What an entry of a shared log is. */
const tags = {
  stdout: 0,
  stderr: 1,
  debug: 2,
  info: 3,
  warn: 4,
  error: 5,
  /** The text of an encoded value; the bytes that belong to it are in the entries before. */
  value: 6,
  bytes: 7,
} as const;

const byTag = Object.keys(tags) as (keyof typeof tags)[];

/** Writes text that was printed, or logged at a level. */
export function writeText(writer: LogWriter, kind: 'stdout' | 'stderr' | LogLevel, text: string): boolean {
  return writer.append(tags[kind], text);
}

/** Writes an encoded value; see {@link LogWriter.append} for what is returned, and for `key`. */
export function writeValue(writer: LogWriter, { text, bytes = [] }: Encoded, key?: string): boolean {
  for (const part of bytes) writer.append(tags.bytes, part);
  return writer.append(tags.value, text, bytes.length === 0 ? key : undefined);
}

/** Puts together again what was written. */
export class LogDecoder {
  #bytes: Uint8Array[] = [];

  /** Values become `change`. */
  decode(entries: readonly LogEntry[]): Produced[] {
    const produced: Produced[] = [];
    for (const entry of entries) {
      const kind = byTag[entry.tag] as keyof typeof tags;
      switch (kind) {
        case 'bytes':
          this.#bytes.push(Uint8Array.from(entry.bytes));
          break;
        case 'value':
          produced.push({ kind: 'change', op: this.#valueOf(entry.bytes.toString()) });
          break;
        case 'stdout':
        case 'stderr':
          produced.push({ kind: 'output', stream: kind, text: entry.bytes.toString() });
          break;
        default:
          produced.push({ kind: 'log', level: kind, text: entry.bytes.toString() });
      }
    }
    return produced;
  }

  #valueOf(text: string): Encoded {
    if (this.#bytes.length === 0) return { text };
    const bytes = this.#bytes;
    this.#bytes = [];
    return { text, bytes };
  }
}
