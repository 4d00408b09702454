import type { DurableWork } from '../../call/durable-work.js';
import { decode } from '../../codec/decode.js';
import { isDeeplyFrozen } from '../../codec/deeply-frozen.js';
import { copyData } from '../../component/state/copy-data.js';
import type { FieldOp } from '../../component/state/field-op.js';
import { withOwnValues } from '../../component/state/other-side.js';
import { isKept } from '../../component/state/tracked-fields.js';
import { WorkState } from '../../component/state/work-state.js';
import { messageOf } from '../../errors.js';
import type { DurableCalls } from '../../ledger/durable/durable-calls.js';
import type { RecordChange } from '../../ledger/store/record-store-options.js';
import type { DurableComponent } from './durable-component.js';
import { digestOfEncoded, hasSilentParts, recordOf } from './field-value.js';
import type { StoredField } from './stored-tree.js';

/** What the fields of a work are read from. */
export interface WorkFields {
  readonly path: string;
  readonly state: WorkState;
  /** What workers did to the fields and the flow does not see yet. */
  readonly unapplied: readonly FieldOp[];
  /** Whether a call of the work is under way: its end is to save what it does to the fields. */
  readonly isCallUnderWay: boolean;
}

/** What a work in a store is made of. */
export interface StoredWorkParts {
  readonly own: DurableComponent;
  /** `undefined` where the work stays in memory. */
  readonly calls: DurableCalls | undefined;
  readonly notKept: readonly string[];
  readonly fields: WorkFields;
  readonly commit: (changes: readonly RecordChange[]) => Promise<void>;
  /** Called when a field has changed, so that the end of the pass is to look at it. */
  readonly onChange: () => void;
  /** Called when a call has ended. */
  readonly onCalled: () => void;
}

/** One work of an app that has a store: its calls there, and its fields. */
export class StoredWork implements DurableWork {
  readonly own: DurableComponent;
  readonly calls: DurableCalls | undefined;
  readonly notKept: readonly string[];
  /** Fields that the store has otherwise; `'flow'` where the flow changed them, and not the work in a call. */
  readonly #unsaved = new Map<string, 'flow' | 'work'>();
  /**
   * Fields that somebody can change without the work's state hearing of it: a Date, or data that whoever assigned it may
   * still hold. Each with the digest of what the store has, if that is known.
   */
  readonly #silent = new Map<string, string | undefined>();
  /** Unsaved fields that a call failed for, because they cannot be stored: it has been told, and the next call tells it again. */
  readonly #refused = new Set<string>();
  /** Of the silent ones, those that the flow has read in the pass under way. */
  readonly #given = new Set<string>();

  /** Fields that were there when they were looked at last: nobody tells of one that is deleted. */
  readonly #present: Set<string>;

  constructor(private readonly parts: StoredWorkParts) {
    this.#present = new Set(parts.calls === undefined ? [] : Object.keys(parts.fields.state.fields()));
    this.own = parts.own;
    this.calls = parts.calls;
    this.notKept = parts.notKept;
  }

  /** Gives the fields the values that an earlier run left, over those of the constructor. */
  restore(stored: ReadonlyMap<string, StoredField>, warn: (message: string) => void): void {
    const { state, path } = this.parts.fields;
    for (const [name, { record }] of stored) {
      if (record.kind === 'gone') {
        state.apply([{ kind: 'delete', path: [name] }]);
        this.#present.delete(name);
        continue;
      }
      try {
        state.apply([{ kind: 'set', path: [name], value: decode(record.value) }]);
        this.#present.add(name);
        if (hasSilentParts(record.value)) this.#silent.set(name, digestOfEncoded(record.value));
      } catch (error) {
        warn(
          `The field \`${name}\` of \`${path}\` keeps its first value, because the stored one cannot be read: ${messageOf(error)}`,
        );
      }
    }
  }

  /** Whether the end of a pass still has to look at its fields. */
  get isAwake(): boolean {
    return !this.own.isGone && (this.#unsaved.size > this.#refused.size || this.#given.size > 0);
  }

  /** Takes note of a change of the fields. */
  noteChange(op: FieldOp, by: 'flow' | 'work'): void {
    if (this.calls === undefined) return;
    const [name] = op.path;
    if (bringsChangeable(op) && !this.#silent.has(name)) this.#silent.set(name, undefined);
    this.#refused.delete(name);
    this.#unsaved.set(name, by === 'flow' ? by : (this.#unsaved.get(name) ?? by));
    this.parts.onChange();
  }

  /** Takes note that the flow was given what is in a field. */
  noteGiven(name: string): void {
    if (!this.#silent.has(name)) return;
    this.#given.add(name);
    this.parts.onChange();
  }

  takeUnsaved(): readonly RecordChange[] {
    if (this.calls === undefined || this.own.isGone) return [];
    this.parts.onCalled();
    const fields = this.#fieldsNow();
    // What has been added to the work is not tracked, as long as no worker has to hear of it.
    const isUnknown = (name: string): boolean =>
      !this.own.hasField(name) || !isKept(this.own.component, name);
    const names = Object.keys(fields).filter(isUnknown);
    for (const name of this.#present) if (!Object.hasOwn(fields, name)) names.push(name);
    try {
      this.#save(new Set([...names, ...this.#unsaved.keys(), ...this.#silent.keys()]), fields);
    } catch (error) {
      for (const name of this.#unsaved.keys()) this.#refused.add(name);
      throw error;
    }
    return this.own.takeChanges();
  }

  /**
   * Has the fields written that no call under way is going to save: what the flow did in the pass that has ended, and what
   * happened after the last call.
   *
   * @returns What cannot be stored, as errors.
   */
  save(): readonly unknown[] {
    if (this.calls === undefined || this.own.isGone) return [];
    const { isCallUnderWay } = this.parts.fields;
    const names = [...this.#unsaved.keys()].filter(
      (name) => !this.#refused.has(name) && (!isCallUnderWay || this.#unsaved.get(name) === 'flow'),
    );
    const fields = this.#fieldsNow();
    const errors: unknown[] = [];
    for (const name of new Set([...names, ...this.#given])) {
      try {
        this.#save(new Set([name]), fields);
      } catch (error) {
        errors.push(error);
      }
    }
    return errors;
  }

  commit(changes: readonly RecordChange[]): Promise<void> {
    return this.own.isGone ? Promise.resolve() : this.parts.commit([...this.own.takeChanges(), ...changes]);
  }

  /** The fields as they will be when what workers did is applied. */
  #fieldsNow(): Readonly<Record<string, unknown>> {
    const { state, unapplied } = this.parts.fields;
    const fields = { ...state.fields() };
    if (unapplied.length === 0) return fields;
    for (const { path } of unapplied) fields[path[0]] = copyData(fields[path[0]]);
    new WorkState(fields, () => true).apply(unapplied.map(withOwnValues));
    return fields;
  }

  /** Whether the field can be changed without the state hearing of it, as far as that is known of fields and not of values. */
  #isSilent(name: string): boolean {
    return this.#silent.has(name) || !isKept(this.own.component, name);
  }

  #save(names: ReadonlySet<string>, fields: Readonly<Record<string, unknown>>): void {
    const { path } = this.parts.fields;
    const silent = new Map<string, string>();
    const records = [...names].map((name) => {
      if (!Object.hasOwn(fields, name)) return { name, kind: 'gone' } as const;
      const record = recordOf(path, name, fields[name]);
      if (!this.#isSilent(name) && !hasSilentParts(record.value)) return record;
      const digest = digestOfEncoded(record.value);
      silent.set(name, digest);
      return this.#silent.get(name) === digest && this.own.hasField(name) ? undefined : record;
    });
    for (const record of records) if (record !== undefined) this.own.setField(record);
    for (const [name, digest] of silent) this.#silent.set(name, digest);
    for (const name of names) {
      if (Object.hasOwn(fields, name)) this.#present.add(name);
      else this.#present.delete(name);
      this.#unsaved.delete(name);
      this.#refused.delete(name);
      this.#given.delete(name);
    }
  }
}

/** Whether an operation brings an object that whoever made it may still hold and change. */
function bringsChangeable(op: FieldOp): boolean {
  if (op.kind === 'splice') return op.items.some((item) => !isDeeplyFrozen(item));
  return 'value' in op && !isDeeplyFrozen(op.value);
}
