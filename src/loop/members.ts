import type { WorkDispatch } from '../call/dispatch.js';
import { definitionOf } from '../component/definition.js';
import { isStateOf } from '../component/state/state-fields.js';
import { StateWatch } from '../component/state/state-watch.js';
import { type ComponentNode, ComponentTree } from '../component/tree.js';
import { OutsidePassError } from '../errors.js';
import type { AppContext } from './app-context.js';
import type { AppStore } from './durable/app-store.js';
import type { Executors } from './executors.js';
import { WorkMember } from './work-member.js';

/** A flow of the app and what is known of its state. */
interface FlowMember {
  readonly node: ComponentNode;
  readonly state: StateWatch;
}

/** The components of one app, from when they join it until the app ends. */
export class Members {
  readonly #tree: ComponentTree;
  readonly #flows = new Map<object, FlowMember>();
  readonly #works = new Map<object, WorkMember>();
  #hasAsyncFlow = false;

  constructor(
    root: object,
    private readonly app: AppContext,
    private readonly executors: Executors,
  ) {
    this.#tree = new ComponentTree(root);
  }

  /** Whether a pass can be interrupted, because the `run` of some flow is asynchronous. */
  get hasAsyncFlow(): boolean {
    return this.#hasAsyncFlow;
  }

  get works(): readonly WorkDispatch[] {
    return [...this.#works.values()].map(({ dispatch }) => dispatch);
  }

  get paths(): readonly string[] {
    return this.#tree.paths;
  }

  /** Takes over what a store has of the components below the root; before the first {@link reconcile}, if at all. */
  async restore(_store: AppStore): Promise<void> {}

  /**
   * Takes in the components that came into the tree, and lets those go that left it.
   *
   * @throws {ComponentTreeError} where the tree is none, or a component belongs to another running app.
   */
  reconcile(): void {
    const { added, removed } = this.#tree.look();
    for (const node of added) this.#takeIn(node);
    for (const { component } of removed) this.#letGo(component)?.forget('its work was taken out of the tree');
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
    for (const node of this.#tree.lookFor(work)) this.#takeIn(node);
    if (this.#works.has(work)) return;
    const place = this.#tree.unseenPlaceOf(work);
    throw new OutsidePassError(
      `A ${work.constructor.name} was called in a pass and belongs to no component of the app. ` +
        `${place === undefined ? '' : `${place} `}Keep it where the app can see it: in a public field of a flow, or in an ` +
        'array, Map or plain object in such a field.',
    );
  }

  /** The object itself if it is a flow of the app, one that came into the tree during the pass included. */
  flowIn(object: unknown): object | undefined {
    if (typeof object !== 'object' || object === null || definitionOf(object)?.kind !== 'flow')
      return undefined;
    if (!this.#flows.has(object)) this.reconcile();
    return this.#flows.has(object) ? object : undefined;
  }

  /**
   * What the pass that has ended did to public fields, the flows' own and those of works, as `root.a.count`. Components
   * that the pass took out of the tree are let go.
   */
  takeChangesOfPass(): string[] {
    const changed: string[] = [];
    const { events, witnesses } = this.app;
    for (const { node, state } of this.#flows.values()) {
      for (const { name, before, after } of state.takeChanges()) {
        changed.push(`${node.path}.${name}`);
        if (events.isHeard('state:changed'))
          events.emit('state:changed', { path: node.path, field: name, before, after });
      }
    }
    for (const witness of witnesses) {
      changed.push(...witness.takeChangesOfPass());
      if (!witness.isFollowed) witnesses.delete(witness);
    }
    // Every time: components come and go in fields too that are no state, and a look at what is known is cheap.
    this.#reconcileOrFail();
    return changed;
  }

  /** Lets everybody go. */
  leave(message: string): void {
    for (const component of [...this.#works.keys(), ...this.#flows.keys()])
      void this.#letGo(component)?.leave(message);
    this.#tree.leave();
  }

  #reconcileOrFail(): void {
    try {
      this.reconcile();
    } catch (error) {
      this.app.fail(error);
    }
  }

  #takeIn(node: ComponentNode): void {
    const { component, definition } = node;
    if (definition.kind === 'work') {
      const work = new WorkMember(node, definition, this.app, this.executors);
      this.#works.set(component, work);
      work.join();
      return;
    }
    this.#flows.set(component, { node, state: new StateWatch(component, isStateOf(definition)) });
    this.#hasAsyncFlow ||= definition.isAsync;
  }

  /** Takes a component off the books; gives the work that it is. */
  #letGo(component: object): WorkMember | undefined {
    const work = this.#works.get(component);
    this.#works.delete(component);
    this.#flows.delete(component);
    this.app.schedules.forget(component);
    return work;
  }
}
