import type { WorkDispatch } from '../call/dispatch.js';
import { definitionOf } from '../component/definition.js';
import { isStateOf } from '../component/state/state-fields.js';
import { StateWatch } from '../component/state/state-watch.js';
import { type ComponentNode, ComponentTree } from '../component/tree.js';
import { OutsidePassError } from '../errors.js';
import type { AppContext } from './app-context.js';
import type { AppStore } from './durable/app-store.js';
import type { DurableTree } from './durable/durable-tree.js';
import type { Executors } from './executors.js';
import { WorkKeys } from './work-keys.js';
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
  readonly #keys = new WorkKeys();
  #durable: DurableTree | undefined;
  #hasAsyncFlow = false;

  constructor(
    private readonly root: object,
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

  /** All components, the root's first, in the order in which they were found. */
  get nodes(): readonly ComponentNode[] {
    return this.#tree.nodes;
  }

  /** Where a component stands; `undefined` where it is not of this app. */
  nodeOf(component: object): ComponentNode | undefined {
    return this.#tree.nodeOf(component);
  }

  /** All works of the app. */
  get workMembers(): Iterable<WorkMember> {
    return this.#works.values();
  }

  /** A work of the app. */
  workOf(component: object): WorkMember | undefined {
    return this.#works.get(component);
  }

  /** Takes over what a store has of the components below the root; before the first {@link reconcile}, if at all. */
  async restore(store: AppStore): Promise<void> {
    const { DurableTree } = await import('./durable/durable-tree.js');
    const durable = await DurableTree.open(store, this.app);
    await durable.restore(this.root);
    this.#durable = durable;
  }

  /**
   * Takes in the components that came into the tree, and lets those go that left it.
   *
   * @throws {ComponentTreeError} where the tree is none, a component belongs to another running app, or two works have the
   *   same key.
   */
  reconcile(): void {
    const { added, removed } = this.#tree.look();
    const hasRestored = this.#takeInAll(added);
    for (const node of removed) {
      this.#durable?.leave(node.component, node.path);
      this.#letGo(node)?.forget('its work was taken out of the tree');
    }
    this.#keys.check();
    // What an earlier run left of a flow may be other components than its constructor made.
    if (hasRestored) this.reconcile();
    this.#durable?.noteStarted();
  }

  /**
   * Takes in a component that came into the tree during a pass; true where it is of this app now.
   *
   * @throws {ComponentTreeError} where a work owns components, or one belongs to another running app.
   */
  admit(component: object): boolean {
    const isMember = (): boolean => this.#works.has(component) || this.#flows.has(component);
    if (!isMember() && this.app.ending.current === undefined) this.#takeInAll(this.#tree.lookFor(component));
    return isMember();
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
    if (this.admit(work)) return;
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
    const { events, witnesses, onlooker } = this.app;
    for (const { node, state } of this.#flows.values()) {
      const changes = state.takeChanges();
      if (changes.length > 0)
        this.#durable?.noteChanged(
          node.component,
          changes.map(({ name }) => name),
        );
      for (const { name, before, after } of changes) {
        changed.push(`${node.path}.${name}`);
        onlooker?.fieldChanged(node.component, name);
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

  /** Writes down what the pass that has ended changed, where the app has a store; after {@link takeChangesOfPass}. */
  save(): void {
    const admit = (component: object): void => void this.#takeInAll(this.#tree.lookFor(component));
    for (const error of this.#durable?.save(this.#tree.takeMoved(), admit) ?? []) this.app.fail(error);
  }

  /** Lets everybody go. */
  leave(message: string): void {
    this.save();
    this.app.onlooker?.allLeave();
    for (const { node } of [...this.#works.values(), ...this.#flows.values()])
      void this.#letGo(node)?.leave(message);
    this.#tree.leave();
  }

  #reconcileOrFail(): void {
    try {
      this.reconcile();
    } catch (error) {
      this.app.fail(error);
    }
  }

  /** True where an earlier run left something of a flow among them. */
  #takeInAll(nodes: readonly ComponentNode[]): boolean {
    const components = new Set(this.#durable === undefined ? [] : nodes.map(({ component }) => component));
    let hasRestored = false;
    for (const node of nodes) {
      const isOwnerNew = node.owner !== undefined && components.has(node.owner);
      if (this.#takeIn(node, isOwnerNew)) hasRestored = true;
    }
    return hasRestored;
  }

  #takeIn(node: ComponentNode, isOwnerNew: boolean): boolean {
    const { component, definition } = node;
    this.app.onlooker?.treeChanged();
    this.app.onlooker?.joined(component);
    if (definition.kind === 'work') {
      const work = new WorkMember(node, definition, this.app, this.executors, (fields) =>
        this.#durable?.joinWork(node, definition, fields, isOwnerNew),
      );
      this.#works.set(component, work);
      work.join();
      const { key } = work.options;
      if (key !== undefined) this.#keys.add(node, key);
      return false;
    }
    const hasRestored = this.#durable?.joinFlow(node, isOwnerNew) === true;
    this.#flows.set(component, { node, state: new StateWatch(component, isStateOf(definition)) });
    this.#hasAsyncFlow ||= definition.isAsync;
    return hasRestored;
  }

  /** Takes a component off the books; gives the work that it is. */
  #letGo(node: ComponentNode): WorkMember | undefined {
    const { component } = node;
    const work = this.#works.get(component);
    this.app.onlooker?.treeChanged();
    if (work !== undefined) this.app.onlooker?.workLeaves(work.dispatch);
    this.#works.delete(component);
    this.#flows.delete(component);
    this.app.schedules.forget(component);
    this.#keys.delete(node);
    return work;
  }
}
