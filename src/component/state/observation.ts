import { unobserved } from '../../observed.js';
import { containerKind, eachContainer, isWatchable, MEMBER } from './containers.js';
import { copyData } from './copy-data.js';
import type { Change, DataWatch } from './data-watch.js';
import type { FieldOp } from './field-op.js';
import { leaveCollection, observeCollection } from './observed-collections.js';
import { ObservedDataHandler, observe } from './observed-data.js';
import { OtherSide, withOwnValues } from './other-side.js';
import { partAt } from './perform.js';
import { Places } from './places.js';
import type { StateListener } from './state-listener.js';
import { takeOver } from './take-over.js';
import type { FieldKeeper } from './tracked-fields.js';

/**
 * Hears of every change that is made through the fields of one component, and makes operations of them. In the order of
 * each change: it is made, the places of what came and went are noted, the listener is told, and then the other side is
 * known to have it.
 */
export class Observation implements FieldKeeper, DataWatch {
  readonly values: Record<string, unknown> = {};
  readonly places = new Places(this.values, this);
  /** What the other side has; `undefined` where there is none. */
  other: OtherSide | undefined;
  onRead: (() => void) | undefined;
  isReadWatched = false;
  readonly #proxies = new WeakMap<object, object>();
  readonly #handler = new ObservedDataHandler(this);
  #listener: StateListener;
  #isOver = false;

  constructor(listener: StateListener) {
    this.#listener = listener;
    this.listen(listener);
  }

  /** Goes on for another listener. */
  listen(listener: StateListener): void {
    this.#listener = listener;
    this.onRead = listener.onRead === undefined ? undefined : () => listener.onRead?.();
    this.isReadWatched = this.onRead !== undefined;
    if (listener.hasOtherSide === false) this.other = undefined;
    else if (this.other === undefined) {
      this.other = new OtherSide();
      this.places.recount();
      for (const name of Object.keys(this.values)) this.noteKnown(name);
    }
  }

  /** Nobody hears of changes any more that are made through proxies which somebody may still hold. */
  end(): void {
    this.#isOver = true;
    eachContainer(this.values, (container) => leaveCollection(container, this));
  }

  /** Notes that the other side has what a field is now. */
  noteKnown(name: string): void {
    this.other?.note(name, copyData(this.values[name]));
  }

  /** Takes in a field whose value was put into {@link values}. */
  takeIn(name: string): void {
    const value = takeOver(this.values[name], this);
    this.values[name] = value;
    this.move([], [value], this.values, name);
  }

  /** Gives a field a value that the other side has. */
  put(name: string, value: unknown): void {
    const before = this.values[name];
    this.values[name] = value;
    const isOpaque = this.move([before], [value], this.values, name);
    if (isOpaque) this.noteKnown(name);
    else this.other?.noteSure(name);
  }

  /** A field is gone on both sides. */
  remove(name: string): void {
    const before = this.values[name];
    delete this.values[name];
    this.move([before], [], this.values, name);
    this.other?.forget(name);
  }

  /** After something happened unseen. */
  recount(): void {
    if (this.other === undefined) this.places.touch();
    else this.places.recount();
  }

  read(name: string): unknown {
    this.onRead?.();
    this.#listener.onGiven?.(name);
    return this.give(this.values[name], this.values, name);
  }

  assign(name: string, newValue: unknown): void {
    const value = takeOver(newValue, this);
    const before = this.values[name];
    if (Object.is(before, value)) return;
    this.values[name] = value;
    this.move([before], [value], this.values, name);
    this.#tellOrUndo([{ kind: 'set', path: [name], value }], before, () => {
      this.values[name] = before;
    });
  }

  give(value: unknown, parent: object, key: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    const original = unobserved(value);
    const given = this.giveAway(original);
    if (given !== undefined && (given !== original || containerKind(original) !== undefined)) {
      this.places.hint(original, parent, key);
    }
    return given;
  }

  giveAway(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    const original = unobserved(value);
    const known = this.#proxies.get(original);
    if (known !== undefined) return known;
    const kind = containerKind(original);
    if (kind === undefined || this.#isOver || !isWatchable(original, kind)) return original;
    if (kind === 'map' || kind === 'set') {
      observeCollection(original, this);
      return original;
    }
    const proxy = observe(original, this.#handler);
    this.#proxies.set(original, proxy);
    return proxy;
  }

  noteShared(): void {
    const { other } = this;
    if (other === undefined) return;
    for (const name of other.names) if (other.isSure(name)) this.noteKnown(name);
  }

  changed(change: Change): void {
    const { container, opAt, added, removed, key } = change;
    if (this.#isOver) return;
    this.move(removed, added, container, key);
    this.#tellOrUndo(this.#opsOf(container, opAt), undefined, () => change.undo());
  }

  /** Tells the listener what a field is now, and that the other side has it then. */
  tellWhole(name: string, before: unknown): void {
    this.#tell({ kind: 'set', path: [name], value: this.values[name] }, before);
  }

  /** Tells the listener that a field is gone. */
  tellDeleted(name: string, before: unknown): void {
    this.#listener.onChange({ kind: 'delete', path: [name] }, before);
    this.other?.forget(name);
  }

  /** Notes what came into a container and what went out of it; whether any of it changes without anybody hearing. */
  move(removed: readonly unknown[], added: readonly unknown[], container: object, key: unknown): boolean {
    let isOpaque = false;
    if (this.other === undefined) {
      if (added.some(isObject) || removed.some(isObject)) this.places.touch();
      return isOpaque;
    }
    // What moves within the fields enters before it leaves, or all below it would be forgotten in between.
    for (let index = 0; index < added.length; index++) {
      if (!isObject(added[index])) continue;
      isOpaque = this.places.enter(added[index], container, keyOf(container, key, index)) || isOpaque;
    }
    for (const part of removed) this.places.leave(part);
    return isOpaque;
  }

  #opsOf(container: object, opAt: Change['opAt']): readonly FieldOp[] {
    const location = this.places.locate(container);
    if (location === undefined) return [];
    if (location !== 'several') {
      const { path, isWhole } = location;
      if (!isWhole && opAt !== undefined) return [opAt(path)];
      return [{ kind: 'set', path, value: valueAt(this.values, path) }];
    }
    return this.places.fieldsWith(container).map((name) => this.#wholeOf(name));
  }

  #wholeOf(name: string): FieldOp {
    return { kind: 'set', path: [name], value: this.values[name] };
  }

  #tellOrUndo(ops: readonly FieldOp[], before: unknown, undo: () => void): void {
    try {
      for (const op of ops) this.#tell(op, before);
    } catch (error) {
      undo();
      this.places.recount();
      throw error;
    }
  }

  #tell(change: FieldOp, before: unknown): void {
    const { other } = this;
    if (other === undefined) {
      this.#listener.onChange(change, before);
      return;
    }
    const [name] = change.path;
    // Where something happened unseen before, an operation would not find there what it was made for.
    const isNested = change.path.length > 1 || change.kind !== 'set';
    const op = withOwnValues(isNested && !other.canTake(change) ? this.#wholeOf(name) : change);
    this.#listener.onChange(op, before);
    if (op.kind === 'set' && op.path.length === 1) other.note(name, op.value);
    else if (!other.isSure(name)) other.perform(op);
    else if (bringsObjects(op)) this.noteKnown(name);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** The key of the part that was put in as the one of this index, the first one having been put in at `key`. */
function keyOf(container: object, key: unknown, index: number): unknown {
  if (Array.isArray(container) && typeof key === 'number') return key + index;
  return index === 0 ? key : MEMBER;
}

function valueAt(values: Readonly<Record<string, unknown>>, path: FieldOp['path']): unknown {
  return path.reduce<unknown>((at, step) => partAt(at, step), values);
}

/** Whether an operation brings objects that whoever made them may still hold. */
function bringsObjects(op: FieldOp): boolean {
  if (op.kind === 'splice') return op.items.some(isObject);
  return 'value' in op && isObject(op.value);
}
