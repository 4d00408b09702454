import { infoIn } from './record-info.js';
import { seal, unseal } from './seal.js';
import type { Store } from './store.js';
import { FACTS_KEY, RECORDS, sequenceIn } from './store-keys.js';
import { readBundles } from './use-log.js';

/** What is true of all records of a store. */
export interface Facts {
  /** What they take of the limit. */
  costBytes: number;
  /** The last place that was given out in the order of the last use. */
  sequence: number;
  /** How many records there are that may be given up, */
  evictables: number;
  /** and how many uses are written down, be they the last of their record or not. */
  uses: number;
  /** Whether a record was ever given up to keep within the limit; also where that is not known any more. */
  hasEvicted: boolean;
}

/** Few, because each may have a large value. */
const PAGE = 64;

/** Writes the facts as they are to be stored. */
export function writeFacts({ costBytes, sequence, evictables, uses, hasEvicted }: Facts): Uint8Array {
  const bytes = Buffer.alloc(33);
  for (const [i, number] of [costBytes, sequence, evictables, uses].entries())
    bytes.writeDoubleLE(number, 8 * i);
  bytes[32] = Number(hasEvicted);
  return seal(FACTS_KEY, 'inline', bytes);
}

/** Reads the facts, or finds them out anew where they are damaged. */
export async function readFacts(store: Store, name: string): Promise<Facts> {
  const sealed = await store.get(FACTS_KEY);
  const facts = sealed === undefined ? undefined : unseal(name, FACTS_KEY, sealed);
  if (facts?.kind !== 'inline') return countFacts(store, name);
  const bytes = Buffer.from(facts.bytes.buffer, facts.bytes.byteOffset, facts.bytes.byteLength);
  return {
    costBytes: bytes.readDoubleLE(0),
    sequence: bytes.readDoubleLE(8),
    evictables: bytes.readDoubleLE(16),
    uses: bytes.readDoubleLE(24),
    hasEvicted: bytes[32] !== 0,
  };
}

async function countFacts(store: Store, name: string): Promise<Facts> {
  const facts: Facts = { costBytes: 0, sequence: 0, evictables: 0, uses: 0, hasEvicted: false };
  let page = await store.scan({ prefix: RECORDS, limit: PAGE });
  while (page.length > 0) {
    for (const { key, value } of page) {
      const info = infoIn(name, key.slice(RECORDS.length), value);
      facts.costBytes += info.costBytes;
      facts.sequence = Math.max(facts.sequence, info.sequence);
      facts.evictables += Number(info.sequence > 0);
      facts.hasEvicted = true;
    }
    page = await store.scan({ prefix: RECORDS, after: page.at(-1)?.key ?? RECORDS, limit: PAGE });
  }
  let bundles = await readBundles(store, name, PAGE);
  while (bundles.length > 0) {
    for (const { storedKey, uses } of bundles) {
      facts.uses += uses.length;
      facts.sequence = Math.max(facts.sequence, sequenceIn(storedKey), uses.at(-1)?.[1] ?? 0);
    }
    bundles = await readBundles(store, name, PAGE, bundles.at(-1)?.storedKey);
  }
  return facts;
}
