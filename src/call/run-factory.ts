import { definitionOf, type WorkDefinition } from '../component/definition.js';
import type { RunBody } from '../component/run-method.js';
import { CallIdentity } from './call-identity.js';
import { WorkDispatch } from './dispatch.js';

// A constructor that returns its argument makes the subclass add its private field to that very object: as fast as a
// field of the work's own, and seen by nobody who looks at the work.
class Stamped extends (function returnIt(it: object) {
  return it;
} as unknown as new (
  it: object,
) => object) {
  #dispatch: WorkDispatch;

  constructor(work: object, dispatch: WorkDispatch) {
    super(work);
    this.#dispatch = dispatch;
  }

  static dispatchOf(work: object): WorkDispatch | undefined {
    return #dispatch in work ? (work as Stamped).#dispatch : undefined;
  }
}

const identities = new WeakMap<WorkDefinition, CallIdentity>();

/** Makes the function that stands in the place of a work's `run`. */
export function makeRun(definition: WorkDefinition): RunBody {
  return function run(this: object, ...args: unknown[]): unknown {
    const dispatch = Stamped.dispatchOf(this) ?? dispatchOf(this, definition);
    // Reached by `super.run` from a work that is derived from this one: that work's call is already accounted for.
    if (dispatch.definition !== definition) return definition.body.apply(this, args);
    return dispatch.call(args);
  };
}

/** The dispatch of a work instance that was called or asked about before. */
export function existingDispatchOf(work: object): WorkDispatch | undefined {
  return Stamped.dispatchOf(work);
}

/** The dispatch of a work instance, made when it is first asked for. */
export function dispatchOf(work: object, definition: WorkDefinition): WorkDispatch {
  const existing = Stamped.dispatchOf(work);
  if (existing !== undefined) return existing;
  const own = definitionOf(work);
  const effective = own?.kind === 'work' ? own : definition;
  let identity = identities.get(effective);
  if (identity === undefined) {
    identity = new CallIdentity(effective);
    identities.set(effective, identity);
  }
  const dispatch = new WorkDispatch(work, effective, identity);
  new Stamped(work, dispatch);
  return dispatch;
}
