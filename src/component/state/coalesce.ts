import type { FieldOp, PathStep } from './field-op.js';

/**
 * The same changes in fewer operations, to be applied all together: an assignment of a field makes what was done to the
 * field before it unnecessary, assignments of primitives to one place become the last of them, and appends to one array
 * that follow each other become one. What is done to one field keeps its order.
 */
export function coalesce(ops: readonly FieldOp[]): readonly FieldOp[] {
  if (ops.length < 2) return ops;
  const buffer = new OpBuffer();
  for (const op of ops) buffer.add(op);
  return buffer.ops();
}

/** An operation that puts items into an array and takes none out. */
type Insertion = FieldOp & { readonly kind: 'splice' };

/** What the operations of one field came to so far, by where they stand in the list. */
interface FieldEntries {
  readonly indexes: number[];
  /** Assignments of primitives by place, with nothing between them and the end but others of the kind. */
  readonly assignments: Map<string, number>;
}

class OpBuffer {
  readonly #list: (FieldOp | undefined)[] = [];
  readonly #fields = new Map<string, FieldEntries>();
  /** Insertions made here, whose items are nobody else's. */
  readonly #joined = new Map<FieldOp, unknown[]>();

  add(op: FieldOp): void {
    const field = this.#fieldOf(op.path[0]);
    if (op.path.length === 1 && (op.kind === 'set' || op.kind === 'delete')) {
      for (const index of field.indexes.splice(0)) this.#list[index] = undefined;
      field.assignments.clear();
      this.#append(op, field);
      return;
    }
    const place = placeOfPrimitive(op);
    if (place === undefined) {
      field.assignments.clear();
      if (!this.#joinInsertion(op, field)) this.#append(op, field);
      return;
    }
    const earlier = field.assignments.get(place);
    if (earlier !== undefined) {
      this.#list[earlier] = op;
      return;
    }
    field.assignments.set(place, this.#list.length);
    this.#append(op, field);
  }

  ops(): readonly FieldOp[] {
    return this.#list.filter((op) => op !== undefined);
  }

  #fieldOf(name: string): FieldEntries {
    let field = this.#fields.get(name);
    if (field === undefined) {
      field = { indexes: [], assignments: new Map() };
      this.#fields.set(name, field);
    }
    return field;
  }

  #append(op: FieldOp, { indexes }: FieldEntries): void {
    indexes.push(this.#list.length);
    this.#list.push(op);
  }

  #joinInsertion(op: FieldOp, { indexes }: FieldEntries): boolean {
    const index = indexes.at(-1);
    const before = index === undefined ? undefined : this.#list[index];
    if (index === undefined || !isInsertion(op) || !isInsertion(before)) return false;
    if (op.start !== before.start + before.items.length || !isSamePath(op.path, before.path)) return false;
    const items = this.#joined.get(before) ?? [...before.items];
    for (const item of op.items) items.push(item);
    const joined: FieldOp = this.#joined.has(before) ? before : { ...before, items };
    this.#joined.set(joined, items);
    this.#list[index] = joined;
    return true;
  }
}

function isInsertion(op: FieldOp | undefined): op is Insertion {
  return op?.kind === 'splice' && op.deleteCount === 0;
}

/**
 * Names the place to which a primitive is assigned; `undefined` for every other operation. Two such places have nothing
 * to do with each other, so that of one of them only the last assignment counts, wherever it stands.
 */
function placeOfPrimitive(op: FieldOp): string | undefined {
  const isEntry = op.kind === 'mapSet';
  if ((!isEntry && op.kind !== 'set') || (typeof op.value === 'object' && op.value !== null))
    return undefined;
  // The length of an array decides which of its places there are.
  if (!isEntry && op.path.at(-1) === 'length') return undefined;
  const steps = (isEntry ? [...op.path, { key: op.key }] : op.path).map(textOfStep);
  return steps.includes(undefined) ? undefined : steps.join('/');
}

/** A text for each step; `undefined` for keys of Maps that are neither strings nor integers. */
function textOfStep(step: PathStep): string | undefined {
  if (typeof step !== 'object') return JSON.stringify(step);
  const { key } = step;
  const isPlain = typeof key === 'string' || (Number.isSafeInteger(key) && !Object.is(key, -0));
  return isPlain ? `key ${JSON.stringify(key)}` : undefined;
}

function isSamePath(one: readonly PathStep[], other: readonly PathStep[]): boolean {
  return (
    one.length === other.length && one.every((step, index) => isSameStep(step, other[index] as PathStep))
  );
}

function isSameStep(one: PathStep, other: PathStep): boolean {
  if (typeof one !== 'object' || typeof other !== 'object') return one === other;
  return Object.is(one.key, other.key);
}
