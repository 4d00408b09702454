import { cpSync, rmSync } from 'node:fs';
import type { Random } from '../faults/random.js';
import type { Entry } from './journal.js';
import type { Lives } from './lives.js';

/** What an app did with a damaged store. */
export interface Restart {
  readonly outcome: 'went on' | 'refused';
  readonly problems: readonly string[];
  readonly printed: string;
}

/** An app says in one sentence what is wrong, and ends with 1. */
const REFUSAL = /Your app has failed: The store `[^`]*`/;

/**
 * Starts an app on a damaged copy of its store, from which it is to come to the right end, or to a refusal: never to a
 * wrong value, never to no end, and never to a death without a word.
 */
export async function restartDamaged(
  lives: Lives,
  inflict: (store: string, random: Random) => void | Promise<void>,
  random: Random,
  reference: readonly Entry[],
): Promise<Restart> {
  const store = `${lives.folder}/damaged`;
  try {
    cpSync(lives.store, store, { recursive: true, preserveTimestamps: true });
    await inflict(store, random);
    const { code, signal, hasHung, printed } = await lives.live({ store });
    const life = lives.journal.filter((entry) => entry.life === lives.count);
    const isRefused = code === 1 && REFUSAL.test(printed);
    const problems = [...wrongValuesIn(life, reference)];
    if (hasHung) problems.push('did not come to its end');
    else if (code !== 0 && !isRefused) problems.push(`ended with ${code ?? signal}: ${printed}`);
    else if (code === 0) problems.push(...wrongEndOf(life, reference));
    return { outcome: isRefused ? 'refused' : 'went on', problems, printed };
  } finally {
    rmSync(store, { recursive: true, force: true });
  }
}

function wrongValuesIn(life: readonly Entry[], reference: readonly Entry[]): string[] {
  const digests = new Map(
    reference.flatMap((entry) => (entry.kind === 'got' ? [[entry.call, entry.digest]] : [])),
  );
  return life.flatMap((entry) =>
    entry.kind === 'got' && digests.get(entry.call) !== entry.digest
      ? [`${entry.call} has a wrong value`]
      : [],
  );
}

function wrongEndOf(life: readonly Entry[], reference: readonly Entry[]): string[] {
  const [end, expected] = [life, reference].map((entries) =>
    entries.findLast(({ kind }) => kind === 'final'),
  );
  const [is, should] = [end, expected].map((entry) => (entry?.kind === 'final' ? entry.state : 'no end'));
  return is === should ? [] : [`ended with ${is}, and should with ${should}`];
}
