import { lastKey } from '../../ledger/durable/call-keys.js';
import { readWorkEntries } from '../../ledger/durable/work-entries.js';
import { readJson, type WorkEntry } from '../../ledger/durable/work-entry.js';
import type { RecordPage } from '../../ledger/store/record-store-options.js';
import type { Answer, StoreEntry } from '../../ledger/store/store.js';
import type { ContainerPreview } from '../../ledger/why/preview.js';
import { type RunEntry, readRunEntry } from '../../loop/durable/app-store.js';
import { type ComponentEntry, ENTRY_PREFIX, readComponentEntry } from '../../loop/durable/component-entry.js';

/** What the records of a store can be asked for, with an app beside or without one. */
export interface Readable {
  get(key: string): Answer<Uint8Array | undefined>;
  scan(prefix: string, limit: number, after?: string): Promise<RecordPage>;
}

/** A work of which a store knows. */
export interface StoredWork {
  readonly uid: string;
  /** Where it stood in the last run: `root.trainer`. */
  readonly path: string;
  /** Its `key`, where it has one. */
  readonly key: string | undefined;
  readonly classId: string;
  /** Absent where the work stays in memory, and none of its calls is stored. */
  readonly entry: WorkEntry | undefined;
}

/** The works of the last run, in the order of their paths. */
export async function readWorks(records: Readable): Promise<StoredWork[]> {
  const entries = await readWorkEntries(records);
  const works: StoredWork[] = [];
  for await (const { uid, entry } of componentsIn(records)) {
    if (entry.kind !== 'work') continue;
    const { id, path, classId } = entry;
    works.push({ uid, path, classId, key: id.kind === 'key' ? id.text : undefined, entry: entries.get(uid) });
  }
  return works.sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** All components in a store. */
export async function* componentsIn(
  records: Readable,
): AsyncGenerator<{ readonly uid: string; readonly entry: ComponentEntry }> {
  for await (const { key, value } of recordsIn(records, ENTRY_PREFIX, 500))
    yield { uid: key.slice(ENTRY_PREFIX.length), entry: readComponentEntry(value) };
}

/** All records whose keys begin with a prefix, a page at a time. */
export async function* recordsIn(
  records: Readable,
  prefix: string,
  pageSize: number,
): AsyncGenerator<StoreEntry> {
  let after: string | undefined;
  do {
    const page = await records.scan(prefix, pageSize, after);
    yield* page.entries;
    after = page.last;
  } while (after !== undefined);
}

/** Which run of an app on the store is under way, or was the last one. */
export async function readRun(records: Readable): Promise<RunEntry | undefined> {
  return readRunEntry(await records.get('run'));
}

/** What is shown of the arguments of a work's last call. */
export async function readLast(records: Readable, uid: string): Promise<ContainerPreview | undefined> {
  const bytes = await records.get(lastKey(uid));
  const last = bytes === undefined ? undefined : (readJson(bytes) as ContainerPreview | undefined);
  return Array.isArray(last?.parts) ? last : undefined;
}
