import { seal, unseal } from './seal.js';
import type { Store } from './store.js';
import { sequenceIn, USES, useKey } from './store-keys.js';

/** A record, and where a use of it puts it in the order of the last use. */
export type Use = readonly [key: string, sequence: number];

/** Uses that are written down in one entry, in their order; the entry is named after the first of them. */
export interface UseBundle {
  /** The key of the entry in the store. */
  readonly storedKey: string;
  readonly uses: readonly Use[];
}

/** So many uses at most are in one entry. */
export const MOST_IN_BUNDLE = 256;
/** How many entries are read at first. */
const LEAST_READ = 4;
const SEQUENCE_BYTES = 6;
const HEADER_BYTES = SEQUENCE_BYTES + 2;

/*
 * Uses are a log: what is written down is not looked for again when the record is used anew or removed. A use counts when
 * it is the last one that is known of its record; the others are dead, and dropped when there are many.
 */

/** Uses of one batch as entries. */
export function bundlesOf(uses: readonly Use[]): UseBundle[] {
  const sorted = [...uses].sort(([, left], [, right]) => left - right);
  const bundles: UseBundle[] = [];
  for (let i = 0; i < sorted.length; i += MOST_IN_BUNDLE) {
    bundles.push(...bundleOf(sorted.slice(i, i + MOST_IN_BUNDLE)));
  }
  return bundles;
}

/** Uses that are in their order as one entry, or as none. */
export function bundleOf(uses: readonly Use[]): UseBundle[] {
  const [first] = uses;
  return first === undefined ? [] : [{ storedKey: useKey(first[1]), uses }];
}

/** Writes a bundle: for each use its place, the length of the key, and the key. */
export function writeBundle({ storedKey, uses }: UseBundle): Uint8Array {
  const sizes = uses.map(([key]) => Buffer.byteLength(key));
  const bytes = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + HEADER_BYTES + size, 0));
  let at = 0;
  for (const [i, [key, sequence]] of uses.entries()) {
    const size = sizes[i] ?? 0;
    bytes.writeUIntLE(sequence, at, SEQUENCE_BYTES);
    bytes.writeUInt16LE(size, at + SEQUENCE_BYTES);
    bytes.write(key, at + HEADER_BYTES);
    at += HEADER_BYTES + size;
  }
  return seal(storedKey, 'inline', bytes);
}

/**
 * Reads about so many uses from the beginning of the log, or after an entry. Of two entries, the one that begins before the
 * other may end after it: `before` says up to where these ones tell of every use.
 */
export async function readOldest(
  store: Store,
  name: string,
  wanted: number,
  after?: string,
): Promise<{ readonly bundles: readonly UseBundle[]; readonly before: number }> {
  for (let limit = LEAST_READ; ; limit *= 4) {
    const bundles = await readBundles(store, name, limit + 1, after);
    const next = bundles[limit];
    if (next === undefined) return { bundles, before: Number.POSITIVE_INFINITY };
    const read = bundles.slice(0, limit);
    if (limit >= wanted || read.reduce((sum, { uses }) => sum + uses.length, 0) >= wanted)
      return { bundles: read, before: sequenceIn(next.storedKey) };
  }
}

/** Reads bundles in their order; a damaged one is empty, and its records stay until they are removed by their keys. */
export async function readBundles(
  store: Store,
  name: string,
  limit: number,
  after?: string,
): Promise<readonly UseBundle[]> {
  const page = await store.scan({ prefix: USES, limit, ...(after !== undefined && { after }) });
  return page.map(({ key: storedKey, value }) => {
    const read = unseal(name, storedKey, value);
    return { storedKey, uses: read.kind === 'inline' ? usesIn(Buffer.from(read.bytes)) : [] };
  });
}

function usesIn(bytes: Buffer): readonly Use[] {
  const uses: Use[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + HEADER_BYTES + bytes.readUInt16LE(at + SEQUENCE_BYTES);
    uses.push([bytes.toString('utf8', at + HEADER_BYTES, end), bytes.readUIntLE(at, SEQUENCE_BYTES)]);
    at = end;
  }
  return uses;
}
