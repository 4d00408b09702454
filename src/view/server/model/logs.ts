import type { LogLevel, LogLine, LogPage } from '../../api.js';
import { isWithin } from './is-within.js';
import { SortedTail } from './sorted-tail.js';

/** Which lines a page asks for. */
export interface LogFilter {
  readonly path?: string;
  readonly levels?: ReadonlySet<LogLevel>;
  /** Ignores case. */
  readonly search?: RegExp;
  readonly before?: number;
  readonly limit: number;
}

/** The last lines of the log. */
export class Logs {
  private readonly tail: SortedTail<LogLine>;

  constructor(limit: number) {
    this.tail = new SortedTail((line) => line.id, limit);
  }

  put(line: LogLine): void {
    this.tail.put(line);
  }

  last(count: number): LogLine[] {
    return this.tail.last(count);
  }

  page(filter: LogFilter): LogPage {
    const lines: LogLine[] = [];
    for (const line of this.tail.newestFirst(filter.before)) {
      if (!passes(line, filter)) continue;
      if (lines.length === filter.limit) return { lines, next: lines.at(-1)!.id };
      lines.push(line);
    }
    return { lines };
  }
}

function passes(line: LogLine, { path, levels, search }: LogFilter): boolean {
  return (
    (path === undefined || (line.path !== undefined && isWithin(line.path, path))) &&
    (levels === undefined || levels.has(line.level)) &&
    (search === undefined || search.test(line.text) || (line.path !== undefined && search.test(line.path)))
  );
}
