/** What one check found. */
export interface Finding {
  /** Which check, by a stable name: `typescript`, `plugin`. */
  readonly check: string;
  /** `warning`: works, with less than there could be. `problem`: has to be mended. */
  readonly severity: 'ok' | 'warning' | 'problem';
  /** What is so, as a sentence. */
  readonly what: string;
  /** Where: files, scripts, folders. */
  readonly where?: readonly string[];
  /** What to do, as a sentence. */
  readonly remedy?: string;
}

/** That something is as it should be. */
export function fine(check: string, what: string): Finding {
  return { check, severity: 'ok', what };
}
