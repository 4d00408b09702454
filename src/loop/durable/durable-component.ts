import { randomBytes } from 'node:crypto';
import { encode } from '../../codec/encode.js';
import { pack } from '../../codec/pack.js';
import type { Definition } from '../../component/definition.js';
import { settingsOf, specificOptionsOf } from '../../component/with-options.js';
import type { RecordChange } from '../../ledger/store/record-store-options.js';
import { type ComponentEntry, entryKey, writeComponentEntry } from './component-entry.js';
import type { Construction } from './construction.js';
import { type FieldRecord, fieldKey, writeFieldRecord } from './field-record.js';
import type { ComponentId, StoredComponent } from './stored-tree.js';

/** Of an uid, before it is text of twelve characters. */
const UID_BYTES = 9;

/** Where a constructor put a component: in which flow, and where in it. The root is in none. */
export interface InitialPlace {
  readonly place: string;
  readonly ownerUid: string | undefined;
}

/** What is known of a component of an app that has a store. */
export interface DurableComponentParts {
  readonly component: object;
  readonly definition: Definition;
  readonly construction: Construction;
  /** What an earlier run left of it. */
  readonly stored: StoredComponent | undefined;
  /** Where a constructor put it; `undefined` where none did. */
  readonly initial: InitialPlace | undefined;
  /** Digest of the code of a flow. */
  readonly code: string | undefined;
  /** Where it stands now. */
  readonly node: { readonly path: string };
  /** Who has something to be written, as long as that is so. */
  readonly outbox: Set<DurableComponent>;
}

/** One component of an app that has a store: what the store has of it, and what is still to be written. */
export class DurableComponent {
  readonly uid: string;
  readonly component: object;
  readonly definition: Definition;
  readonly construction: Construction;
  readonly isInitial: boolean;
  /** Whether it has left the tree: nothing of it is written any more. */
  isGone = false;
  /** The keys of what the store has of it, beside its entry and its calls. */
  readonly #keys: Set<string>;
  readonly #changes = new Map<string, RecordChange>();
  readonly #initial: InitialPlace | undefined;
  readonly #code: string | undefined;
  readonly #node: { readonly path: string };
  readonly #outbox: Set<DurableComponent>;
  #entry: ComponentEntry | undefined;

  constructor(parts: DurableComponentParts) {
    const { component, definition, construction, stored, initial, code } = parts;
    this.#node = parts.node;
    this.#outbox = parts.outbox;
    this.uid = stored?.uid ?? randomBytes(UID_BYTES).toString('base64url');
    this.component = component;
    this.definition = definition;
    this.construction = construction;
    this.isInitial = initial !== undefined;
    this.#initial = initial;
    this.#code = code;
    this.#entry = stored?.entry;
    const fields = stored === undefined ? [] : [...stored.fields.values()].map(({ key }) => key);
    this.#keys = new Set([...fields, ...(stored?.schedules.keys() ?? [])]);
  }

  get path(): string {
    return this.#node.path;
  }

  /** What is to be written, given out once. */
  takeChanges(): RecordChange[] {
    const changes = [...this.#changes.values()];
    this.#changes.clear();
    this.#outbox.delete(this);
    return changes;
  }

  /** Something else is to be written, by whoever knows of it. */
  add(changes: Iterable<RecordChange>): void {
    for (const change of changes) {
      this.#changes.set(change.key, change);
      this.#outbox.add(this);
    }
  }

  /** Whether the store has a field, be it as one that is gone. */
  hasField(name: string): boolean {
    return this.#keys.has(fieldKey(this.uid, name));
  }

  setField(record: FieldRecord): void {
    this.set(fieldKey(this.uid, record.name), writeFieldRecord(record));
  }

  /** The store is not to have a field any more. */
  removeField(name: string): void {
    this.set(fieldKey(this.uid, name), undefined);
  }

  /** Sets what stands under a key of this component. */
  set(key: string, value: Uint8Array | undefined): void {
    if (value === undefined) this.#keys.delete(key);
    else this.#keys.add(key);
    this.add([{ key, value, isInline: true }]);
  }

  /** Writes the entry, unless the store has it as it is now. */
  updateEntry(): void {
    const { path } = this;
    const before = this.#entry;
    if (before !== undefined && before.path === path && this.#isComplete(before)) return;
    const entry = this.#entryAt(path);
    this.#entry = entry;
    const key = entryKey(this.uid);
    this.add([{ key, value: writeComponentEntry(entry), isInline: true }]);
  }

  /** What makes the store forget the component, beside its calls. */
  remove(): RecordChange[] {
    this.isGone = true;
    this.takeChanges();
    return [entryKey(this.uid), ...this.#keys].map((key) => ({ key, value: undefined }));
  }

  /** What an entry says beside the path, which may have been written by other code than runs now. */
  #isComplete(entry: ComponentEntry): boolean {
    return (
      entry.code === this.#code &&
      entry.initialPlace === this.#initial?.place &&
      entry.initialOwner === this.#initial?.ownerUid &&
      (this.#key === undefined ? entry.id.kind === 'path' : entry.id.text === this.#key)
    );
  }

  get #key(): string | undefined {
    const { definition, component } = this;
    return definition.kind === 'work' ? settingsOf(component, definition).options.key : undefined;
  }

  #entryAt(path: string): ComponentEntry {
    const { args, identity, classId } = this.construction;
    const options = this.definition.kind === 'work' ? specificOptionsOf(this.component, this.definition) : {};
    return {
      id: idOf(this.component, this.definition, path),
      path,
      classId,
      kind: this.definition.kind,
      isInitial: this.isInitial,
      ...(args.kind === 'known' && { args: args.bytes }),
      ...(identity.kind === 'known' && { argsDigest: identity.digest }),
      ...(Object.keys(options).length > 0 && { options: pack(encode(options, 'options')) }),
      ...(this.#initial !== undefined && { initialPlace: this.#initial.place }),
      ...(this.#initial?.ownerUid !== undefined && { initialOwner: this.#initial.ownerUid }),
      ...(this.#code !== undefined && { code: this.#code }),
    };
  }
}

/** What a component is known by from one run to the next: its `key`, else its path. */
export function idOf(component: object, definition: Definition, path: string): ComponentId {
  const key = definition.kind === 'work' ? settingsOf(component, definition).options.key : undefined;
  return key === undefined ? { kind: 'path', text: path } : { kind: 'key', text: key };
}
