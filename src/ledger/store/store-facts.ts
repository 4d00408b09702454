import { seal, unseal } from './seal.js';
import type { Store } from './store.js';
import { FACTS_KEY, INFOS, readInfo } from './use-index.js';

/** What is true of all records of a store. */
export interface Facts {
  /** What they take of the limit. */
  costBytes: number;
  /** The last place that was given out in the order of the last use. */
  sequence: number;
  /** Whether a record was ever given up to keep within the limit; also where that is not known any more. */
  hasEvicted: boolean;
}

const PAGE = 1_000;

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
  let page = await store.scan({ prefix: INFOS, limit: PAGE });
  const facts: Facts = { costBytes: 0, sequence: 0, hasEvicted: page.length > 0 };
  while (page.length > 0) {
    for (const { key, value } of page) {
      const info = readInfo(name, key.slice(INFOS.length), value);
      facts.costBytes += info?.costBytes ?? 0;
      facts.sequence = Math.max(facts.sequence, info?.sequence ?? 0);
    }
    page = await store.scan({ prefix: INFOS, after: page.at(-1)?.key ?? INFOS, limit: PAGE });
  }
  return facts;
}
