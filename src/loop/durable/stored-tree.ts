import type { RecordStore } from '../../ledger/store/record-store.js';
import type { StoreEntry } from '../../ledger/store/store.js';
import { type ComponentEntry, ENTRY_PREFIX, readComponentEntry } from './component-entry.js';
import { type Construction, haveSameArguments } from './construction.js';
import { type FieldRecord, readFieldRecord } from './field-record.js';

/** A component as an earlier run left it. */
export interface StoredComponent {
  readonly uid: string;
  readonly entry: ComponentEntry;
  /** Its fields by name. */
  readonly fields: ReadonlyMap<string, StoredField>;
  /** Whether there were more fields, which cannot be read: those that are left need not go together. */
  readonly lacksFields: boolean;
  /** What stands under the keys of its schedules. */
  readonly schedules: ReadonlyMap<string, Uint8Array>;
}

/** A field as an earlier run left it. */
export interface StoredField {
  readonly key: string;
  readonly record: FieldRecord;
}

/** What a component is known by from one run to the next. */
export interface ComponentId {
  readonly kind: 'key' | 'path';
  readonly text: string;
}

/** How many records are read at once. */
const PAGE = 1000;

/**
 * What earlier runs left in a store, as far as nobody has taken it over yet. In memory, because components that come
 * during a pass cannot wait; what has been taken over is not held any longer.
 */
export class StoredTree {
  readonly #byUid = new Map<string, StoredComponent>();
  readonly #byId = new Map<string, StoredComponent[]>();

  private constructor() {}

  /** Reads what a store has. */
  static async load(records: RecordStore): Promise<StoredTree> {
    const tree = new StoredTree();
    const fields = new Map<string, Map<string, StoredField>>();
    const schedules = new Map<string, Map<string, Uint8Array>>();
    const lacking = new Set<string>();
    const noteLacking = (key: string): void => void lacking.add(uidIn(key));
    for await (const { key, value } of entriesOf(records, 's/', noteLacking)) {
      const record = readFieldRecord(value);
      mapIn(fields, uidIn(key)).set(record.name, { key, record });
    }
    for await (const { key, value } of entriesOf(records, 'k/')) mapIn(schedules, uidIn(key)).set(key, value);
    for await (const { key, value } of entriesOf(records, ENTRY_PREFIX)) {
      const uid = uidIn(key);
      tree.#add({
        uid,
        entry: readComponentEntry(value),
        fields: fields.get(uid) ?? new Map(),
        lacksFields: lacking.has(uid),
        schedules: schedules.get(uid) ?? new Map(),
      });
    }
    return tree;
  }

  /** Whether everything has been taken over. */
  get isEmpty(): boolean {
    return this.#byUid.size === 0;
  }

  get(uid: string): StoredComponent | undefined {
    return this.#byUid.get(uid);
  }

  /** What stands for a component with this id that was made like this. */
  find(id: ComponentId, construction: Construction): StoredComponent | undefined {
    return this.#byId
      .get(idText(id))
      ?.find(({ entry }) => entry.classId === construction.classId && haveSameArguments(construction, entry));
  }

  /** Somebody has taken a component over, or it is to be forgotten. */
  take(component: StoredComponent): void {
    this.#byUid.delete(component.uid);
    const id = idText(component.entry.id);
    const rest = this.#byId.get(id)?.filter((other) => other !== component) ?? [];
    if (rest.length === 0) this.#byId.delete(id);
    else this.#byId.set(id, rest);
  }

  /** Takes what stood below a path. */
  takeBelow(path: string): readonly StoredComponent[] {
    const isBelow = ({ entry }: StoredComponent): boolean => {
      const next = entry.path.startsWith(path) ? entry.path.charAt(path.length) : undefined;
      return next === '' || next === '.' || next === '[';
    };
    const below = [...this.#byUid.values()].filter(isBelow);
    for (const component of below) this.take(component);
    return below;
  }

  #add(component: StoredComponent): void {
    this.#byUid.set(component.uid, component);
    const id = idText(component.entry.id);
    const others = this.#byId.get(id);
    if (others === undefined) this.#byId.set(id, [component]);
    else others.push(component);
  }
}

function idText({ kind, text }: ComponentId): string {
  return `${kind} ${text}`;
}

/** The uid in `s/<uid>/…`, or `t/<uid>`. */
function uidIn(key: string): string {
  return key.split('/', 2)[1] as string;
}

function mapIn<T>(maps: Map<string, Map<string, T>>, uid: string): Map<string, T> {
  let map = maps.get(uid);
  if (map === undefined) {
    map = new Map();
    maps.set(uid, map);
  }
  return map;
}

async function* entriesOf(
  records: RecordStore,
  prefix: string,
  onUnreadable: (key: string) => void = () => undefined,
): AsyncGenerator<StoreEntry> {
  let after: string | undefined;
  do {
    const page = await records.scan(prefix, PAGE, after);
    yield* page.entries;
    for (const key of page.unreadable) onUnreadable(key);
    after = page.last;
  } while (after !== undefined);
}
