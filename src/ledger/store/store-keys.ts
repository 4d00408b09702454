const SEQUENCE_DIGITS = 14;

/*
 * The keys of a store, by what they begin with:
 *
 *     f:<digest>/<key>    a record that needs a file
 *     i:<key>             what is known of a record beside its value, where that is not what the record tells itself: it was
 *                         used since it was written, it is long, or its value is in a file
 *     m:format            the format of the store
 *     o:<sequence>        the order of uses: which record was used, and when; named after the first of them
 *     p:facts             what the records come to
 *     r:<key>             the sealed record
 *
 * Each batch writes the newest uses and the facts: side by side, they are on one page.
 */
export const recordKey = (key: string): string => `r:${key}`;
export const infoKey = (key: string): string => `i:${key}`;
export const useKey = (sequence: number): string =>
  `o:${sequence.toString(16).padStart(SEQUENCE_DIGITS, '0')}`;
export const fileKey = (digest: string, key: string): string => `f:${digest}/${key}`;
/** What the keys of all records begin with. */
export const RECORDS = 'r:';
export const USES = 'o:';
export const FACTS_KEY = 'p:facts';
export const FORMAT_KEY = 'm:format';
export const filePrefix = (digest: string): string => `f:${digest}/`;

/** Whether a key is one of a store of records. */
export function isOwnKey(key: string): boolean {
  return /^[fimopr]:/.test(key);
}

/** The sequence number that a key of a use tells. */
export function sequenceIn(key: string): number {
  return Number.parseInt(key.slice(USES.length), 16);
}
