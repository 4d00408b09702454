import { copyData } from './copy-data.js';
import type { FieldOp } from './field-op.js';
import { containerPathOf, isFor, partAt, perform } from './perform.js';
import { isStill } from './same-copy.js';

/** What is known of one field. */
interface Known {
  /** Equal to what the other side has. */
  copy: unknown;
  /** Whether the copy is in other hands as well, and must be copied before it is changed. */
  isBorrowed: boolean;
}

/**
 * What the other side has in its fields, as far as it can differ from what is here: a copy of each field that somebody
 * may change unseen. The rest is `sure`: it came from the other side and was touched through proxies only.
 */
export class OtherSide {
  readonly #fields = new Map<string, Known | 'sure'>();

  get names(): Iterable<string> {
    return this.#fields.keys();
  }

  has(name: string): boolean {
    return this.#fields.has(name);
  }

  isSure(name: string): boolean {
    return this.#fields.get(name) === 'sure';
  }

  /** @param copy Not to be changed: it is in other hands as well. */
  note(name: string, copy: unknown): void {
    const known = this.#fields.get(name);
    if (typeof known === 'object') {
      known.copy = copy;
      known.isBorrowed = true;
    } else {
      this.#fields.set(name, { copy, isBorrowed: true });
    }
  }

  noteSure(name: string): void {
    this.#fields.set(name, 'sure');
  }

  forget(name: string): void {
    this.#fields.delete(name);
  }

  /** What the other side has, not to be changed; only for fields that are not sure. */
  copyOf(name: string): unknown {
    const known = this.#fields.get(name);
    return typeof known === 'object' ? known.copy : undefined;
  }

  /**
   * The container on the other side that an operation in a field will change; `undefined` where there is none such, which
   * says that something happened here unseen. Then the operation would mean nothing there.
   */
  #find(op: FieldOp, known: Known): object | undefined {
    const path = containerPathOf(op);
    let at = known.copy;
    for (let index = 1; index < path.length; index++) at = partAt(at, path[index]!);
    return isFor(op, at) ? at : undefined;
  }

  /** Whether an operation in a field can be done there. */
  canTake(op: FieldOp): boolean {
    const known = this.#fields.get(op.path[0]);
    return known === 'sure' || (known !== undefined && this.#find(op, known) !== undefined);
  }

  /** The other side does an operation in a field that is not sure. */
  perform(op: FieldOp): void {
    const known = this.#fields.get(op.path[0]);
    if (typeof known !== 'object') return;
    if (known.isBorrowed) {
      known.copy = copyData(known.copy);
      known.isBorrowed = false;
    }
    const container = this.#find(op, known);
    if (container !== undefined) perform(withOwnValues(op), container);
  }

  /** Whether a field is not what the other side has. */
  differs(name: string, value: unknown): boolean {
    const known = this.#fields.get(name);
    if (known === 'sure') return false;
    if (known === undefined) return true;
    return !isStill(known.copy, value);
  }
}

/** The operation with copies of the values in it, so that nobody else can change them. */
export function withOwnValues(op: FieldOp): FieldOp {
  switch (op.kind) {
    case 'set':
    case 'mapSet':
    case 'setAdd':
      return isPrimitive(op.value) ? op : { ...op, value: copyData(op.value) };
    case 'splice':
      return op.items.every(isPrimitive) ? op : { ...op, items: copyData(op.items) };
    default:
      return op;
  }
}

function isPrimitive(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}
