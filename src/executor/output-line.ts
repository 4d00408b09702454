/** How much a line matters. What a work prints counts as `info` on stdout and as `error` on stderr. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** A whole line that a work printed or logged, without its line break. */
export interface OutputLine {
  readonly level: LogLevel;
  /** Where it is to appear. */
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}
