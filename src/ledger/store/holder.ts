import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isHeld, isMissing, PREFIX, readClaim } from './claim.js';
import { ownIdentity } from './process-identity.js';

/** Who has a store open. */
export interface Holder {
  /** Process id; 0 where it cannot be read. */
  readonly pid: number;
  /** Since when, as an ISO date. */
  readonly since: string;
  /** Name of the machine; empty where it cannot be read. */
  readonly host: string;
}

/**
 * Looks who has the store in a folder open, this process included; `undefined` where nobody alive has. Changes nothing.
 * By the time of the answer it may be somebody else.
 *
 * @throws what the file system throws for a folder that may not be read.
 */
export async function holderOf(folder: string): Promise<Holder | undefined> {
  const path = resolve(folder);
  const own = ownIdentity();
  for (const name of namesIn(path)) {
    const claim = name.startsWith(PREFIX) ? readClaim(join(path, name)) : undefined;
    if (claim === undefined || !isHeld(claim, own, Date.now())) continue;
    const since = new Date(claim.text?.sinceMs ?? claim.seenAtMs).toISOString();
    return { pid: claim.text?.pid ?? 0, since, host: claim.text?.host ?? '' };
  }
  return undefined;
}

function namesIn(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
