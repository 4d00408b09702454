import { unobserved } from '../../observed.js';
import { applyInside } from './apply-op.js';
import { copyData } from './copy-data.js';
import type { FieldOp } from './field-op.js';
import { Observation } from './observation.js';
import { containerPathOf, isFor, partAt, perform } from './perform.js';
import { isStill } from './same-copy.js';
import type { StateListener } from './state-listener.js';
import { isKept, keepFields, releaseFields } from './tracked-fields.js';

export type { StateListener } from './state-listener.js';

/**
 * The public fields of one work instance, watched: in the app for the flow's instance, in a worker for the instance
 * there. Assignments are seen by accessors, changes in place by proxies around the arrays and plain objects in the
 * fields, and by methods that Maps and Sets are given. What is done behind their back (to an object that was kept before
 * it was assigned, to a Date) is found by {@link findUnseen}.
 *
 * A proxy cannot be cloned by `structuredClone` or posted to a thread; `fields()` gives what can.
 */
export class WorkState {
  #observation: Observation | undefined;
  /** Copies of the values that the fields had when the watching began for the first time. */
  #first: ReadonlyMap<string, unknown> | undefined;

  /** @param isState Whether a field of this name is state. */
  constructor(
    private readonly component: object,
    private readonly isState: (name: string) => boolean,
  ) {}

  /** Begins to watch, or watches for somebody else; `undefined` ends it, and the fields are as they were before. */
  listen(listener: StateListener | undefined): void {
    if (listener === undefined) {
      this.#end();
    } else if (this.#observation !== undefined) {
      this.#observation.listen(listener);
    } else {
      this.#first ??= new Map(Object.entries(this.fields()).map(([name, value]) => [name, copyData(value)]));
      const observation = new Observation(listener);
      this.#observation = observation;
      keepFields(this.component, observation, this.isState);
      for (const [name, value] of Object.entries(this.fields())) {
        observation.values[name] = value;
        observation.takeIn(name);
        observation.noteKnown(name);
      }
    }
  }

  /** The fields by name, without proxies. */
  fields(): Readonly<Record<string, unknown>> {
    const fields: Record<string, unknown> = {};
    for (const name of Object.keys(this.component)) {
      if (this.isState(name) && this.#holdsData(name)) fields[name] = this.#valueOf(name);
    }
    return fields;
  }

  /**
   * Does to the fields what was done to them on the other side, without telling the listener. The values in the
   * operations are taken over as they are, and must be nobody else's.
   */
  apply(ops: readonly FieldOp[]): void {
    for (const op of ops) {
      const [name] = op.path;
      const isOfField = op.path.length === 1 && (op.kind === 'set' || op.kind === 'delete');
      if (!isOfField) this.#applyInside(op);
      else if (op.kind === 'delete') this.#remove(name);
      else this.#put(name, op.value);
    }
  }

  /**
   * Tells the listener of what was changed unseen since this was last asked, as assignments of whole fields; fields that
   * were added are watched from then on. What the listener does not let pass is taken back.
   */
  findUnseen(): void {
    const observation = this.#observation;
    if (observation === undefined) return;
    const changed = [...this.#takeInNew(observation), ...this.#findDifferent(observation)];
    const gone = Object.keys(observation.values).filter((name) => !Object.hasOwn(this.component, name));
    if (changed.length === 0 && gone.length === 0) return;
    const before = new Map(gone.map((name) => [name, observation.values[name]]));
    for (const name of gone) delete observation.values[name];
    observation.recount();
    for (const name of new Set(changed)) {
      const copy = observation.other?.copyOf(name);
      this.#tellOr(
        () => this.#restore(name, copy),
        () => observation.tellWhole(name, copy),
      );
    }
    for (const [name, value] of before) {
      this.#tellOr(
        () => this.#put(name, value),
        () => observation.tellDeleted(name, value),
      );
    }
  }

  /** Gives the fields the values that they had when the watching began for the first time; the listener is told. */
  reset(): void {
    const first = this.#first;
    if (first === undefined) return;
    const now = this.fields();
    for (const [name, value] of first) {
      const isThere = Object.hasOwn(now, name);
      if (isThere && isStill(value, now[name])) continue;
      if (isThere && this.#observation !== undefined && isKept(this.component, name)) {
        this.#observation.assign(name, copyData(value));
      } else {
        this.#put(name, copyData(value));
        this.#observation?.tellWhole(name, now[name]);
      }
    }
    for (const name of Object.keys(now)) {
      if (first.has(name)) continue;
      this.#remove(name);
      this.#observation?.tellDeleted(name, now[name]);
    }
  }

  #end(): void {
    const observation = this.#observation;
    if (observation === undefined) return;
    observation.end();
    this.#observation = undefined;
    releaseFields(this.component, observation.values);
  }

  /** Fields that an accessor of the person's own answers for are no data. */
  #holdsData(name: string): boolean {
    const property = Object.getOwnPropertyDescriptor(this.component, name);
    return property !== undefined && ('value' in property || isKept(this.component, name));
  }

  #valueOf(name: string): unknown {
    const observation = this.#observation;
    if (observation !== undefined && isKept(this.component, name)) return observation.values[name];
    return unobserved((this.component as Record<string, unknown>)[name]);
  }

  #takeInNew(observation: Observation): readonly string[] {
    const names = Object.keys(this.component).filter((name) => this.isState(name));
    if (names.every((name) => isKept(this.component, name))) return [];
    return keepFields(this.component, observation, this.isState);
  }

  /** Fields that the other side has otherwise, and those that could not be tracked and were assigned. */
  #findDifferent(observation: Observation): string[] {
    const { other, values } = observation;
    return Object.entries(this.fields())
      .filter(([name, value]) => {
        const isSame = Object.is(values[name], value);
        values[name] = value;
        return other === undefined ? !isSame : other.differs(name, value);
      })
      .map(([name]) => name);
  }

  #tellOr(takeBack: () => void, tell: () => void): void {
    try {
      tell();
    } catch (error) {
      takeBack();
      throw error;
    }
  }

  #restore(name: string, copy: unknown): void {
    if (this.#observation?.other?.has(name)) this.#put(name, copyData(copy));
    else this.#remove(name);
  }

  #put(name: string, value: unknown): void {
    const observation = this.#observation;
    if (observation !== undefined && isKept(this.component, name)) {
      observation.put(name, value);
      return;
    }
    // A field that is not there yet; no setter of the class is meant. What cannot be assigned stays as it is.
    const property = { value, writable: true, enumerable: true, configurable: true };
    if (Object.hasOwn(this.component, name)) Reflect.set(this.component, name, value);
    else Reflect.defineProperty(this.component, name, property);
    if (observation === undefined) return;
    keepFields(this.component, observation, (other) => other === name);
    observation.put(name, this.#valueOf(name));
  }

  #remove(name: string): void {
    Reflect.deleteProperty(this.component, name);
    this.#observation?.remove(name);
  }

  #applyInside(op: FieldOp): void {
    if (this.#observation !== undefined) {
      applyInside(op, this.#observation);
      return;
    }
    const container = containerPathOf(op).reduce<unknown>((at, step) => partAt(at, step), this.component);
    if (isFor(op, container)) perform(op, container);
  }
}
