import { once } from 'node:events';
import { styleText } from 'node:util';
import { ExitCode } from './exit-codes.js';

/** Colours and weights of text, by the names of `node:util`. */
export type TextStyle = Parameters<typeof styleText>[0];

/**
 * What a command writes to. Waits where the reader is slow, and ends the process in peace where the reader has gone
 * (`| head`). Colours only where a person reads: on a terminal, and not with `NO_COLOR`.
 */
export class Terminal {
  constructor(
    private readonly out: NodeJS.WriteStream = process.stdout,
    private readonly errors: NodeJS.WriteStream = process.stderr,
  ) {
    for (const stream of [out, errors]) stream.on('error', endProcess);
  }

  /** Writes one line, or several; resolves when there is room for more. */
  async print(text = ''): Promise<void> {
    if (!this.out.write(`${text}\n`)) await once(this.out, 'drain');
  }

  /** Writes where messages belong that are not the answer. */
  complain(text: string): void {
    this.errors.write(`${text}\n`);
  }

  /** The text in colour, for {@link print}. */
  paint(style: TextStyle, text: string): string {
    return styleText(style, text, { stream: this.out });
  }

  /** The text in colour, for {@link complain}. */
  paintComplaint(style: TextStyle, text: string): string {
    return styleText(style, text, { stream: this.errors });
  }
}

function endProcess(error: NodeJS.ErrnoException): void {
  // Who asked for ten lines has got them.
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  // Nobody could be told by the stream that failed.
  process.stderr.write(`error: The output cannot be written: ${error.message}.\n`);
  process.exit(ExitCode.failure);
}
