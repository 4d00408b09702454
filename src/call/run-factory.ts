import { definitionOf, type WorkDefinition } from '../component/definition.js';
import type { RunBody } from '../component/run-method.js';
import { DecorationError } from '../errors.js';
import { CallIdentity } from './call-identity.js';
import { WorkDispatch } from './dispatch.js';
import { type Recall, slotOf } from './recall.js';
import { runningApps } from './running-apps.js';
import { noteStandIn } from './stand-in.js';

/**
 * Where a work carries its recall. A symbol key is what the engine finds fastest; the property is not enumerable, so
 * nobody who looks at the fields of a work sees it.
 */
const RECALL = Symbol('workloop.recall');

/** A binding of this module, because the engine reads another module's at every call. */
const apps = runningApps;

/** A work that was called or asked about before. */
interface CalledWork {
  readonly [RECALL]?: Recall;
}

const dispatches = new WeakMap<object, WorkDispatch>();
const identities = new WeakMap<WorkDefinition, CallIdentity>();

/** Makes the function that stands in the place of a work's `run`. */
export function makeRun(definition: WorkDefinition): RunBody {
  // Named, because what a function calls itself is at hand; a variable would have to be looked up.
  return noteStandIn(definition, function run(this: CalledWork | undefined, ...args: unknown[]): unknown {
    if (this === undefined || this === null) throw detached(definition);
    const recall = this[RECALL];
    if (recall === undefined || recall.run !== run || recall.work !== this) {
      return call(this, definition, ...args);
    }
    // The same again, or a number that was asked for lately, of a work that stands alone: two comparisons. All else is
    // the dispatch's affair, and so are passes, which only a running app has.
    if (args.length === 1 && !apps.isAny) {
      const sole = args[0];
      if (typeof sole === 'number') {
        if (sole === recall.soleNumber) return recall.answered(recall.notedAnswer);
        const slot = slotOf(sole);
        if (sole === recall.numbers[slot]) return recall.answered(recall.answers[slot]);
      } else if (sole === recall.sole) return recall.answered(recall.notedAnswer);
    }
    // Spread, so that the list is made over there: handed on as it is, it would be made for every call above as well.
    return callAgain(recall, ...args);
  });
}

/** The dispatch of a work instance that was called or asked about before. */
export function existingDispatchOf(work: object): WorkDispatch | undefined {
  return dispatches.get(work);
}

/** The dispatch of a work instance, made when it is first asked for. */
export function dispatchOf(work: object, definition: WorkDefinition): WorkDispatch {
  const existing = dispatches.get(work);
  if (existing !== undefined) return existing;
  const own = definitionOf(work);
  const effective = own?.kind === 'work' ? own : definition;
  const dispatch = new WorkDispatch(work, effective, identityOf(effective));
  dispatches.set(work, dispatch);
  if (Object.isExtensible(work)) {
    Object.defineProperty(work, RECALL, { value: dispatch.recall, configurable: true });
  }
  return dispatch;
}

function call(work: object, definition: WorkDefinition, ...args: unknown[]): unknown {
  if (typeof work !== 'object') throw detached(definition);
  const dispatch = dispatchOf(work, definition);
  // Reached by `super.run` from a work that is derived from this one: that work's call is already accounted for.
  if (dispatch.definition !== definition) return definition.body.apply(work, args);
  return dispatch.call(args);
}

function callAgain(recall: Recall, ...args: unknown[]): unknown {
  const { leaves } = recall;
  if (leaves !== undefined && !apps.isAny && recall.isRepeated(args, leaves)) {
    return recall.answered(recall.notedAnswer);
  }
  return recall.dispatch.call(args);
}

function detached({ name }: WorkDefinition): DecorationError {
  return new DecorationError(
    `The \`run\` of \`${name}\` was called without its work. Call it as a method: \`work.run(…)\`.`,
  );
}

function identityOf(definition: WorkDefinition): CallIdentity {
  let identity = identities.get(definition);
  if (identity === undefined) {
    identity = new CallIdentity(definition);
    identities.set(definition, identity);
  }
  return identity;
}
