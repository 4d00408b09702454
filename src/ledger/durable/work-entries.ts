import type { Reached } from '../../fingerprint/fingerprint.js';
import type { RecordStore } from '../store/record-store.js';
import type { RecordChange } from '../store/record-store-options.js';
import type { ContainerPreview } from '../why/preview.js';
import type { Reason } from '../why/reason.js';
import {
  CALLS,
  callsOf,
  generationOf,
  LASTS,
  lastKey,
  REACHES,
  reachesKey,
  readCallKey,
  WORKS,
  workKey,
} from './call-keys.js';
import type { Code } from './code.js';
import { Purge, REMOVED_TOGETHER } from './purge.js';
import { nextEntry, readJson, readWorkEntry, type WorkEntry, writeWorkEntry } from './work-entry.js';

const PAGE = 1_000;

/** What a store knows of the works in it, read when the store is opened. */
export class WorkEntries {
  /** Previews of the arguments of last calls, as they are stored. */
  readonly #lasts = new Map<string, Uint8Array>();
  /** Fingerprints of which the store knows what they reach. */
  readonly #fingerprints = new Set<string>();
  readonly #purge: Purge;
  #sweeping: Promise<void> | undefined;

  private constructor(
    private readonly records: RecordStore,
    private readonly entries: Map<string, WorkEntry>,
  ) {
    this.#purge = new Purge(records);
  }

  /** Reads the entries, and begins to remove in the background what belongs to none. */
  static async load(records: RecordStore): Promise<WorkEntries> {
    const entries = new WorkEntries(records, await readWorkEntries(records));
    await eachRecord(records, LASTS, (uid, value) => void entries.#lasts.set(uid, value));
    entries.#sweeping = entries
      .#sweep()
      // What stays takes room, and is found when the store is opened again.
      .catch(() => undefined);
    return entries;
  }

  get(uid: string): WorkEntry | undefined {
    return this.entries.get(uid);
  }

  /** Every work that the store knows, by its uid. */
  all(): ReadonlyMap<string, WorkEntry> {
    return this.entries;
  }

  /** What is known of the arguments of the last call of a work. */
  lastOf(uid: string): ContainerPreview | undefined {
    const stored = this.#lasts.get(uid);
    const last = stored === undefined ? undefined : (readJson(stored) as ContainerPreview | undefined);
    return Array.isArray(last?.parts) ? last : undefined;
  }

  /** Makes an entry the one of a work; what it does not name any more is purged. */
  set(uid: string, entry: WorkEntry): RecordChange {
    const dead = this.entries.get(uid)?.past[0]?.generation;
    this.entries.set(uid, entry);
    if (dead !== undefined && !isKept(entry, dead)) {
      this.#purge.add(generationOf(uid, dead), () => this.#isDead(uid, dead));
    }
    return { key: workKey(uid), value: writeWorkEntry(entry), isInline: true };
  }

  /** Knows no more of a work; its calls are purged. */
  remove(uid: string): RecordChange[] {
    this.entries.delete(uid);
    this.#lasts.delete(uid);
    this.#purge.add(callsOf(uid), () => this.#isDead(uid));
    return [
      { key: workKey(uid), value: undefined },
      { key: lastKey(uid), value: undefined },
    ];
  }

  /** Makes the store forget all calls of a work; no changes where it does not know the work. */
  forgetAll(uid: string, reason: Reason): RecordChange[] {
    const entry = this.entries.get(uid);
    return entry === undefined ? [] : [this.set(uid, nextEntry(entry, reason))];
  }

  /** Makes the store know what a fingerprint reaches, so that it can be said later what has changed. */
  noteReaches(code: Code): RecordChange[] {
    if (code.kind === 'version' || this.#fingerprints.has(code.digest)) return [];
    this.#fingerprints.add(code.digest);
    const value = Buffer.from(JSON.stringify(code.reaches));
    return [{ key: reachesKey(code.digest), value, isInline: true }];
  }

  /** What a fingerprint reached, where the store can tell at once. */
  reachesOf(fingerprint: string): readonly Reached[] | undefined {
    const stored = this.records.peek(reachesKey(fingerprint));
    if (stored === undefined || 'then' in stored) return undefined;
    const reaches = readJson(stored);
    return Array.isArray(reaches) ? (reaches as Reached[]) : undefined;
  }

  /** Looks again whether something can be purged. Cheap. */
  goOnPurging(): void {
    this.#purge.goOn();
  }

  /** Resolves when nothing is being purged. */
  async settled(): Promise<void> {
    await this.#sweeping;
    await this.#purge.settled();
  }

  /** Whether by what is committed a work, or one generation of its calls, counts no more. */
  async #isDead(uid: string, generation?: string): Promise<boolean> {
    const value = await this.records.peek(workKey(uid));
    const entry = value === undefined ? undefined : readWorkEntry(value);
    return entry === undefined || (generation !== undefined && !isKept(entry, generation));
  }

  /** Finds what belongs to no work any more, looking at one key of each generation of calls. */
  async #sweep(): Promise<void> {
    await this.#sweepReaches(this.#fingerprintsNeeded());
    let dead: string[] = [];
    const removeDead = async (): Promise<void> => {
      await Promise.all(dead.map((prefix) => this.records.removeAll(prefix)));
      dead = [];
    };
    let after: string | undefined;
    for (;;) {
      const { entries, last } = await this.records.uses(CALLS, 1, after);
      const found = readCallKey(entries[0]?.key ?? '');
      if (found !== undefined) {
        const { uid, generation } = found;
        const prefix = generationOf(uid, generation);
        const entry = this.entries.get(uid);
        const isLive = entry !== undefined && isKept(entry, generation);
        if (!isLive) dead.push(prefix);
        if (dead.length >= REMOVED_TOGETHER) await removeDead();
        // Sorts after every digest.
        after = `${prefix}~`;
      } else if (last === undefined) break;
      else after = last;
    }
    await removeDead();
  }

  async #sweepReaches(neededAtFirst: ReadonlySet<string>): Promise<void> {
    const keys: string[] = [];
    let after: string | undefined;
    do {
      const page = await this.records.uses(REACHES, PAGE, after);
      keys.push(...page.entries.map(({ key }) => key));
      after = page.last;
    } while (after !== undefined);
    // In one go from here: works that are opened later see what is gone.
    const needed = this.#fingerprintsNeeded();
    const unneeded = keys.filter((key) => {
      const fingerprint = key.slice(REACHES.length);
      return !needed.has(fingerprint) && !neededAtFirst.has(fingerprint);
    });
    for (const key of unneeded) this.#fingerprints.delete(key.slice(REACHES.length));
    if (unneeded.length > 0) await this.records.commit(unneeded.map((key) => ({ key, value: undefined })));
  }

  #fingerprintsNeeded(): ReadonlySet<string> {
    const needed = new Set<string>();
    for (const { code, past } of this.entries.values()) {
      for (const each of [code, past[0]?.code]) if (each?.kind === 'fingerprint') needed.add(each.digest);
    }
    return needed;
  }
}

/** Reads what a store knows of works, by uid. */
export async function readWorkEntries(records: Pick<RecordStore, 'scan'>): Promise<Map<string, WorkEntry>> {
  const entries = new Map<string, WorkEntry>();
  await eachRecord(records, WORKS, (uid, value) => {
    const entry = readWorkEntry(value);
    if (entry !== undefined) entries.set(uid, entry);
  });
  return entries;
}

/** Whether the calls of a generation are needed: those that count, and for explanations those of before. */
function isKept({ generation, past }: WorkEntry, asked: string): boolean {
  return generation === asked || past[0]?.generation === asked;
}

async function eachRecord(
  records: Pick<RecordStore, 'scan'>,
  prefix: string,
  take: (name: string, value: Uint8Array) => void,
): Promise<void> {
  let after: string | undefined;
  do {
    const page = await records.scan(prefix, PAGE, after);
    for (const { key, value } of page.entries) take(key.slice(prefix.length), value);
    after = page.last;
  } while (after !== undefined);
}
