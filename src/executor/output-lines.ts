import type { OutputLine } from './output-line.js';

/** Puts together lines from text as it was printed on one stream, in pieces. */
export class OutputLines {
  #rest = '';

  constructor(
    private readonly stream: 'stdout' | 'stderr',
    private readonly print: (line: OutputLine) => void,
  ) {}

  add(text: string): void {
    const lines = text.split('\n');
    // The usual case, a whole line, has an empty rest on both sides.
    lines[0] = this.#rest + lines[0];
    this.#rest = lines.pop() as string;
    for (const line of lines) this.#print(line.endsWith('\r') ? line.slice(0, -1) : line);
  }

  /** What has no line break yet is a line: nobody will finish it. */
  finish(): void {
    if (this.#rest === '') return;
    const rest = this.#rest;
    this.#rest = '';
    this.#print(rest);
  }

  #print(text: string): void {
    this.print({ level: this.stream === 'stdout' ? 'info' : 'error', stream: this.stream, text });
  }
}
