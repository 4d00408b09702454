import { infoIn } from './record-info.js';
import { seal, unseal } from './seal.js';
import type { Store, StoreEntry } from './store.js';
import { FACTS_KEY, RECORDS, sequenceIn, USES } from './store-keys.js';

/** What is true of all records of a store. */
export interface Facts {
  /** What they take of the limit. */
  costBytes: number;
  /** The last place that was given out in the order of the last use. */
  sequence: number;
  /** Whether a record was ever given up to keep within the limit; also where that is not known any more. */
  hasEvicted: boolean;
}

/** Few, because each may have a large value. */
const PAGE = 64;

/** Writes the facts as they are to be stored. */
export function writeFacts({ costBytes, sequence, hasEvicted }: Facts): Uint8Array {
  const bytes = Buffer.alloc(17);
  bytes.writeDoubleLE(costBytes, 0);
  bytes.writeDoubleLE(sequence, 8);
  bytes[16] = Number(hasEvicted);
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
    hasEvicted: bytes[16] !== 0,
  };
}

async function countFacts(store: Store, name: string): Promise<Facts> {
  const facts: Facts = { costBytes: 0, sequence: 0, hasEvicted: false };
  for await (const { key, value } of entriesOf(store, RECORDS)) {
    const info = infoIn(name, key.slice(RECORDS.length), value);
    facts.costBytes += info.costBytes;
    facts.sequence = Math.max(facts.sequence, info.sequence);
    facts.hasEvicted = true;
  }
  for await (const { key } of entriesOf(store, USES))
    facts.sequence = Math.max(facts.sequence, sequenceIn(key));
  return facts;
}

async function* entriesOf(store: Store, prefix: string): AsyncGenerator<StoreEntry> {
  let page = await store.scan({ prefix, limit: PAGE });
  while (page.length > 0) {
    yield* page;
    page = await store.scan({ prefix, after: page.at(-1)?.key ?? prefix, limit: PAGE });
  }
}
