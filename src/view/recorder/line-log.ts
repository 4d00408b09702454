import type { LogLevel, LogLine } from '../api.js';

/** So many lines go into one delta; of more, the oldest are left out. */
const MOST_LINES = 1_000;

/** The lines that the app and its works have printed since they were taken last. */
export class LineLog {
  #lines: Omit<LogLine, 'id'>[] = [];
  #leftOut = 0;
  #lastId = 0;

  get isEmpty(): boolean {
    return this.#lines.length === 0;
  }

  add(line: Omit<LogLine, 'id'>): void {
    this.#lines.push(line);
    // Not one by one, which would move all the others each time.
    if (this.#lines.length < 2 * MOST_LINES) return;
    this.#leftOut += MOST_LINES;
    this.#lines = this.#lines.slice(MOST_LINES);
  }

  /** @param show Gives a line as it may be shown. */
  take(show: (text: string, path: string | undefined) => string): readonly LogLine[] {
    const lines = this.#lines.slice(-MOST_LINES);
    const leftOut = this.#leftOut + this.#lines.length - lines.length;
    this.#lines = [];
    this.#leftOut = 0;
    const taken = lines.map((line) => ({ ...line, id: 0, text: show(line.text, line.path) }));
    const [first] = taken;
    if (leftOut > 0 && first !== undefined) {
      const level: LogLevel = 'warn';
      taken.unshift({ id: 0, atMs: first.atMs, level, text: `${leftOut} lines are left out here.` });
    }
    return taken.map((line) => ({ ...line, id: ++this.#lastId }));
  }
}
