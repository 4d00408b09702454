import type { WorkDispatch } from '../call/dispatch.js';
import { dispatchOf, existingDispatchOf } from '../call/run-factory.js';
import type { WorkDefinition } from '../component/definition.js';
import { StateWatch } from '../component/state.js';
import { trackFields } from '../component/tracked-fields.js';
import { type ComponentNode, scanTree } from '../component/tree.js';
import { ComponentTreeError, OutsidePassError } from '../errors.js';
import type { Executor } from '../executor/executor.js';
import type { AppContext } from './app-context.js';
import { WorkHost } from './work-host.js';

/** A flow of the app and what is known of its state. */
interface FlowMember {
  readonly path: string;
  readonly state: StateWatch;
}

/** A field of a work that the flow assigned during the pass under way. */
interface FieldSetInPass {
  readonly work: object;
  readonly name: string;
  readonly before: unknown;
}

/** The components of one app, from when they join it until the app ends. */
export class Members {
  readonly #flows = new Map<object, FlowMember>();
  readonly #works = new Map<object, WorkDispatch>();
  /** By path, as `root.trainer.isPaused`. */
  readonly #setInPass = new Map<string, FieldSetInPass>();
  #hasAsyncFlow = false;

  constructor(
    private readonly root: object,
    private readonly app: AppContext,
    private readonly executor: Executor,
  ) {}

  /** Whether a pass can be interrupted, because the `run` of some flow is asynchronous. */
  get hasAsyncFlow(): boolean {
    return this.#hasAsyncFlow;
  }

  get works(): Iterable<WorkDispatch> {
    return this.#works.values();
  }

  get paths(): readonly string[] {
    return scanTree(this.root).map((node) => node.path);
  }

  /**
   * Takes in the components below the root that are not in yet.
   *
   * @throws {ComponentTreeError} where the tree is none, or a component belongs to another running app.
   */
  takeIn(): void {
    for (const node of scanTree(this.root)) {
      const { component, definition } = node;
      if (definition.kind === 'flow') this.#takeFlow(node);
      else this.#takeWork(component, node.path, definition);
    }
  }

  /**
   * Takes in a work that came into the tree during a pass.
   *
   * @throws {OutsidePassError} where it is not below the root.
   */
  adopt(work: object): void {
    if (this.app.ending.current !== undefined) {
      throw new OutsidePassError(`A ${work.constructor.name} was called in a pass after its app had ended.`);
    }
    this.takeIn();
    if (this.#works.has(work)) return;
    throw new OutsidePassError(
      `A ${work.constructor.name} was called in a pass and belongs to no component of the app. Keep it where the app ` +
        'can see it: in a public field of a flow, or in an array, Map or plain object in such a field.',
    );
  }

  /** What the pass that has ended did to public fields, the flows' own and those of works, as `root.a.count`. */
  takeFlowChanges(): string[] {
    const changed: string[] = [];
    const { events } = this.app;
    for (const { path, state } of this.#flows.values()) {
      for (const { name, before, after } of state.takeChanges()) {
        changed.push(`${path}.${name}`);
        if (events.isHeard('state:changed'))
          events.emit('state:changed', { path, field: name, before, after });
      }
    }
    for (const [path, { work, name, before }] of this.#setInPass) {
      if (!Object.is((work as Record<string, unknown>)[name], before)) changed.push(path);
    }
    this.#setInPass.clear();
    return changed;
  }

  /** Lets everybody go. */
  leave(message: string): void {
    for (const [work, dispatch] of this.#works) {
      dispatch.leave(message);
      trackFields(work, undefined);
    }
    this.#works.clear();
    this.#flows.clear();
  }

  #takeFlow({ component, path, definition }: ComponentNode): void {
    if (this.#flows.has(component)) return;
    this.#flows.set(component, { path, state: new StateWatch(component) });
    this.#hasAsyncFlow ||= definition.kind === 'flow' && definition.isAsync;
  }

  #takeWork(work: object, path: string, definition: WorkDefinition): void {
    if (this.#works.has(work)) return;
    const elsewhere = existingDispatchOf(work)?.host;
    if (elsewhere !== undefined) {
      throw new ComponentTreeError(
        `\`${path}\` is \`${elsewhere.path}\` of another running app. Make an instance for each app.`,
      );
    }
    // Before the dispatch: an object stays fast only if its fields are the last things that were added to it.
    trackFields(work, (name, before, after) => this.#noteField(work, path, name, before, after));
    const dispatch = dispatchOf(work, definition);
    dispatch.join(new WorkHost(path, this.app), this.executor);
    this.#works.set(work, dispatch);
  }

  #noteField(work: object, path: string, name: string, before: unknown, after: unknown): void {
    const { app } = this;
    if (app.events.isHeard('state:changed'))
      app.events.emit('state:changed', { path, field: name, before, after });
    if (!app.isInPass) {
      app.wake('stateSet');
      return;
    }
    // What the flow itself does counts as its own change, and only if the field is another one when the pass ends.
    const key = `${path}.${name}`;
    if (!this.#setInPass.has(key)) this.#setInPass.set(key, { work, name, before });
  }
}
