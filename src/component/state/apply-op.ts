import { containerKind } from './containers.js';
import { copyData } from './copy-data.js';
import type { FieldOp, PathStep } from './field-op.js';
import type { Observation } from './observation.js';
import { containerPathOf, isFor, partAt, perform } from './perform.js';

/**
 * Does to data in a field what was done to it on the other side. Where the data is another one by now, because it was
 * changed unseen, nothing is done: an assignment of the whole field is on its way then.
 */
export function applyInside(op: FieldOp, observation: Observation): void {
  const { other } = observation;
  const [name] = op.path;
  const { container, isRebuilt } = new Way(observation).to(op);
  if (!isFor(op, container)) return;
  const { added, key, removed } = perform(op, container);
  const isOpaque = observation.move(removed, added, container, key);
  if (other === undefined) return;
  if (isRebuilt || (isOpaque && other.isSure(name))) observation.noteKnown(name);
  else if (!other.isSure(name)) other.perform(op);
}

/** The way to the container that an operation changes, which can be changed then and stands in no other place. */
class Way {
  #isRebuilt = false;

  constructor(private readonly observation: Observation) {}

  to(op: FieldOp): { container: unknown; isRebuilt: boolean } {
    let at: unknown = this.observation.values;
    for (const step of containerPathOf(op)) {
      const part = partAt(at, step);
      at = this.#mustBeAnother(part) ? this.#replace(part, at as object, step) : part;
    }
    return { container: at, isRebuilt: this.#isRebuilt };
  }

  /** On the other side it is not frozen, nor in two places, or the operation would not have been told. */
  #mustBeAnother(part: unknown): part is object {
    const kind = containerKind(part);
    if (kind === undefined) return false;
    const { other, places } = this.observation;
    const isFixed = (kind === 'array' || kind === 'object') && !Object.isExtensible(part);
    return isFixed || (other !== undefined && places.hasSeveral(part as object));
  }

  #replace(part: object, holder: object, step: PathStep): unknown {
    this.#isRebuilt = true;
    const value = Object.isExtensible(part) ? copyData(part) : thawed(part);
    const { added, key, removed } = perform({ kind: 'set', path: ['', step], value }, holder);
    this.observation.move(removed, added, holder, key);
    return value;
  }
}

function thawed(frozen: object): object {
  const copy: object = Array.isArray(frozen) ? [] : Object.create(Object.getPrototypeOf(frozen));
  if (Array.isArray(frozen)) (copy as unknown[]).length = frozen.length;
  for (const step of Object.keys(frozen)) {
    perform({ kind: 'set', path: ['', step], value: partAt(frozen, step) }, copy);
  }
  return copy;
}
