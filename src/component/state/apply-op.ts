import { copyChangeable } from '../../codec/copy.js';
import { containerKind } from './containers.js';
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
  const container = containerFor(op, observation);
  if (!isFor(op, container)) return;
  const { added, key, removed } = perform(op, container);
  const isOpaque = observation.move(removed, added, container, key);
  if (other === undefined) return;
  if (!other.isSure(name)) other.perform(op);
  else if (isOpaque) observation.noteKnown(name);
}

/** The container that an operation changes, which then stands in no other place: on the other side it does not either. */
function containerFor(op: FieldOp, observation: Observation): unknown {
  let at: unknown = observation.values;
  for (const step of containerPathOf(op)) {
    const part = partAt(at, step);
    at = isAlsoElsewhere(part, observation) ? parted(part, at as object, step, observation) : part;
  }
  return at;
}

function isAlsoElsewhere(part: unknown, { places, other }: Observation): part is object {
  return other !== undefined && containerKind(part) !== undefined && places.hasSeveral(part as object);
}

function parted(part: object, holder: object, step: PathStep, observation: Observation): unknown {
  const value = copyChangeable(part);
  const path = ['', step] as const;
  const { added, key, removed } = perform({ kind: 'set', path, value }, holder);
  observation.move(removed, added, holder, key);
  return value;
}
