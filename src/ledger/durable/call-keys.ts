/*
 * Where the ledger keeps what in a store; more in DESIGN.md §2.5 and the files that write it.
 *
 *     w/<uid>                          what is known of a work
 *     a/<uid>                          preview of the arguments of its last call; at the begin, beside what each batch writes
 *     f/<fingerprint>                  what the code with this fingerprint reaches
 *     c/<uid>/<generation>/<digest>    a call that succeeded
 *     c/<uid>/<generation>/<digest>!   the trace of a call that failed or was forgotten: never a hit
 */
export const WORKS = 'w/';
export const LASTS = 'a/';
export const REACHES = 'f/';
export const CALLS = 'c/';

export const workKey = (uid: string): string => WORKS + uid;
export const lastKey = (uid: string): string => LASTS + uid;
export const reachesKey = (fingerprint: string): string => REACHES + fingerprint;
/** What the keys of all calls of a work begin with. */
export const callsOf = (uid: string): string => `${CALLS}${uid}/`;
/** What the keys of all calls of one generation begin with. */
export const generationOf = (uid: string, generation: string): string => `${CALLS}${uid}/${generation}/`;
/** The key of the trace beside the key of a call. */
export const traceKey = (callKey: string): string => callKey + TRACE;

const TRACE = '!';

/** What the key of a call, or of its trace, says. */
export interface CallKeyParts {
  readonly uid: string;
  readonly generation: string;
  readonly digest: string;
  readonly isTrace: boolean;
}

/** Reads the key of a call; `undefined` for any other. */
export function readCallKey(key: string): CallKeyParts | undefined {
  const found = /^c\/([^/]+)\/([^/]+)\/([\w-]+)(!?)$/.exec(key);
  if (found === null) return undefined;
  const [, uid = '', generation = '', digest = '', mark] = found;
  return { uid, generation, digest, isTrace: mark === TRACE };
}
