import type { FieldOp } from '../../../src/component/state/field-op.js';
import { WorkState } from '../../../src/component/state/work-state.js';

/** A component that is watched, and what was told. */
export interface Side<T extends object> {
  readonly it: T;
  readonly state: WorkState;
  /** Encoded at once, as they would be on their way to another thread. */
  readonly ops: FieldOp[];
  takeOps(): FieldOp[];
}

/** Watches a component. */
export function watched<T extends object>(it: T): Side<T> {
  const ops: FieldOp[] = [];
  const state = new WorkState(it, (name) => !name.startsWith('_'));
  state.listen({ onChange: (op) => ops.push(op) });
  return { it, state, ops, takeOps: () => ops.splice(0) };
}

/** The same instance in two places, with what one side tells on its way to the other. */
export function twoSides<T extends object>(make: () => T): readonly [Side<T>, Side<T>, sync: () => void] {
  const here = watched(make());
  const there = watched(make());
  const sync = (): void => {
    there.state.apply(structuredClone(here.takeOps()));
    here.state.apply(structuredClone(there.takeOps()));
  };
  return [here, there, sync];
}
