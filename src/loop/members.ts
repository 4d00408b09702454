import type { WorkDispatch } from '../call/dispatch.js';
import { dispatchOf, existingDispatchOf } from '../call/run-factory.js';
import type { WorkDefinition } from '../component/definition.js';
import { isStateOf } from '../component/state/state-fields.js';
import { StateWatch } from '../component/state/state-watch.js';
import { trackFields } from '../component/state/tracked-fields.js';
import { type ComponentNode, scanTree } from '../component/tree.js';
import { settingsOf } from '../component/with-options.js';
import { ComponentTreeError, OutsidePassError } from '../errors.js';
import type { Executor, WorkTarget } from '../executor/executor.js';
import type { AppContext } from './app-context.js';
import { WorkHost } from './work-host.js';

/** A flow of the app and what is known of its state. */
interface FlowMember {
  path: string;
  readonly state: StateWatch;
}

/** A work of the app and what it sees of the app. */
interface WorkMember {
  readonly dispatch: WorkDispatch;
  readonly host: WorkHost;
}

/** A field of a work that the flow assigned during the pass under way. */
interface FieldSetInPass {
  readonly path: string;
  readonly before: unknown;
}

/** The components of one app, from when they join it until the app ends. */
export class Members {
  readonly #flows = new Map<object, FlowMember>();
  readonly #works = new Map<object, WorkMember>();
  /** By work and name. */
  readonly #setInPass = new Map<object, Map<string, FieldSetInPass>>();
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

  get works(): readonly WorkDispatch[] {
    return [...this.#works.values()].map(({ dispatch }) => dispatch);
  }

  get paths(): readonly string[] {
    return scanTree(this.root).map((node) => node.path);
  }

  /**
   * Takes in the components below the root that are not in yet, and notes where the others stand now.
   *
   * @throws {ComponentTreeError} where the tree is none, or a component belongs to another running app.
   */
  takeIn(): ReadonlySet<object> {
    const present = new Set<object>();
    for (const node of scanTree(this.root)) {
      const { component, definition } = node;
      present.add(component);
      if (definition.kind === 'flow') this.#takeFlow(node);
      else this.#takeWork(component, node.path, definition);
    }
    return present;
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

  /**
   * What the pass that has ended did to public fields, the flows' own and those of works, as `root.a.count`. Components
   * that the pass took out of the tree are let go.
   */
  takeFlowChanges(): string[] {
    const changed: string[] = [];
    let isTreeTouched = false;
    const { events } = this.app;
    for (const { path, state } of this.#flows.values()) {
      const changes = state.takeChanges();
      isTreeTouched ||= changes.isTreeTouched;
      for (const { name, before, after } of changes.fields) {
        changed.push(`${path}.${name}`);
        if (events.isHeard('state:changed'))
          events.emit('state:changed', { path, field: name, before, after });
      }
    }
    for (const [work, fields] of this.#setInPass) {
      for (const [name, { path, before }] of fields) {
        if (!Object.is((work as Record<string, unknown>)[name], before)) changed.push(`${path}.${name}`);
      }
    }
    this.#setInPass.clear();
    if (isTreeTouched) this.#reconcile();
    return changed;
  }

  /** Lets everybody go. */
  leave(message: string): void {
    for (const work of [...this.#works.keys()]) this.#letGo(work, message);
    this.#flows.clear();
  }

  #reconcile(): void {
    try {
      const present = this.takeIn();
      for (const flow of this.#flows.keys()) if (!present.has(flow)) this.#flows.delete(flow);
      for (const work of [...this.#works.keys()]) {
        if (!present.has(work)) this.#letGo(work, 'its work was taken out of the tree');
      }
    } catch (error) {
      this.app.fail(error);
    }
  }

  #letGo(work: object, message: string): void {
    this.#works.get(work)?.dispatch.leave(message);
    this.#works.delete(work);
    trackFields(work, undefined);
  }

  #takeFlow({ component, path, definition }: ComponentNode): void {
    const member = this.#flows.get(component);
    if (member !== undefined) {
      member.path = path;
      return;
    }
    this.#flows.set(component, { path, state: new StateWatch(component, isStateOf(definition)) });
    this.#hasAsyncFlow ||= definition.kind === 'flow' && definition.isAsync;
  }

  #takeWork(work: object, path: string, definition: WorkDefinition): void {
    const member = this.#works.get(work);
    if (member !== undefined) {
      member.host.path = path;
      return;
    }
    const elsewhere = existingDispatchOf(work)?.host;
    if (elsewhere !== undefined) {
      throw new ComponentTreeError(
        `\`${path}\` is \`${elsewhere.path}\` of another running app. Make an instance for each app.`,
      );
    }
    // Before the dispatch: an object stays fast only if its fields are the last things that were added to it.
    const host = new WorkHost(path, this.app, this.executor);
    host.target = unwatchedTarget(work, definition, host);
    trackFields(
      work,
      (name, before, after) => this.#noteField(work, host.path, name, before, after),
      isStateOf(definition),
    );
    const dispatch = dispatchOf(work, definition);
    dispatch.join(host);
    this.#works.set(work, { dispatch, host });
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
    const fields = this.#setInPass.get(work) ?? new Map<string, FieldSetInPass>();
    this.#setInPass.set(work, fields);
    if (!fields.has(name)) fields.set(name, { path, before });
  }
}

/** A work whose fields do not go anywhere, because it runs on this thread. */
function unwatchedTarget(work: object, definition: WorkDefinition, host: WorkHost): WorkTarget {
  return {
    work,
    definition,
    get options() {
      return settingsOf(work, definition).options;
    },
    get path() {
      return host.path;
    },
    state: {
      listen: () => undefined,
      fields: () => ({}),
      apply: () => undefined,
      findUnseen: () => undefined,
      reset: () => undefined,
    },
    changes: { subscribe: () => () => undefined },
    onOutput: ({ stream, text }) => void process[stream].write(`[${host.path}] ${text}\n`),
    onRemoteChanges: () => undefined,
    onWorkerError: (error) => host.warnOnce(`\`${host.path}\`: ${error.message}`),
  };
}
