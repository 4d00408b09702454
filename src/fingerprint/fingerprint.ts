/** One piece of code that a class reaches, or reached. */
export interface Reached {
  /**
   * `src/clean.ts#parse` a name at the top of a module, `src/clean.ts#*` all its exports together, `src/clean.ts` its statements;
   * with the package before it where it is another than the class's own. `csv-parse` a package, `node:fs` a part of Node,
   * `src/days.json` a file.
   */
  readonly name: string;
  /** Digest of the code; a package's version. Empty for a part of Node, which counts by its name alone. */
  readonly digest: string;
}

/** Digest of all code that a class reaches, or why it cannot be told. */
export type Fingerprint =
  | {
      readonly kind: 'known';
      /** 32 hex digits. */
      readonly digest: string;
      /** Ordered by name, each name once. */
      readonly reaches: readonly Reached[];
    }
  | {
      readonly kind: 'unknown';
      /** Sentences that say which module and what about it. At least one. */
      readonly reasons: readonly string[];
    };
