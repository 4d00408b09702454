import type { WorkDefinition } from '../../component/definition.js';
import { isStateOf } from '../../component/state/state-fields.js';
import { type ComponentNode, nodeInApp } from '../../component/tree.js';
import { callsOf, lastKey, workKey } from '../../ledger/durable/call-keys.js';
import type { RecordChange } from '../../ledger/store/record-store-options.js';
import type { AppContext } from '../app-context.js';
import type { AppStore } from './app-store.js';
import { entryKey } from './component-entry.js';
import { constructionOf } from './construction.js';
import { DurableComponent, type InitialPlace, idOf } from './durable-component.js';
import { DurableFlow } from './durable-flow.js';
import { DurableSchedules } from './durable-schedules.js';
import { MadeComponents, placeIn } from './made-components.js';
import { Notices } from './notices.js';
import { openCalls } from './open-calls.js';
import { type StoredComponent, StoredTree } from './stored-tree.js';
import { StoredWork, type WorkFields } from './stored-work.js';
import { TreeRestorer } from './tree-restorer.js';
import { codeDigestOf } from './work-code.js';

/** The components of one app that has a store: what an earlier run left of them, and what this one leaves. */
export class DurableTree {
  readonly #components = new Map<object, DurableComponent>();
  readonly #flows = new Map<object, DurableFlow>();
  readonly #works = new Map<object, StoredWork>();
  /** What earlier runs left, by the component that has taken it over and has not joined the app yet. */
  readonly #claims = new Map<object, StoredComponent>();
  #made = new MadeComponents();
  /** Whether the first components have joined: all that come later, a flow has made. */
  #hasStarted = false;

  // What the end of the pass under way has to look at.

  readonly #changedFlows = new Set<DurableFlow>();
  readonly #changedWorks = new Set<StoredWork>();
  readonly #calledWorks = new Set<StoredWork>();
  readonly #outbox = new Set<DurableComponent>();
  #removals: RecordChange[] = [];

  /** Flows that have been restored, and are not what the store has. */
  readonly #restoredOtherwise = new Set<object>();

  readonly notices: Notices;
  readonly #schedules: DurableSchedules;
  #root: DurableComponent | undefined;

  private constructor(
    readonly store: AppStore,
    readonly app: AppContext,
    private readonly stored: StoredTree,
  ) {
    this.notices = new Notices((message) => app.warnOnce(message));
    store.records.onBeforeWrite = () => this.#saveLastCalls();
    this.#schedules = new DurableSchedules({
      book: app.schedules,
      rootOf: () => this.#root,
      componentOf: (flow) => this.#components.get(flow),
      warn: (message) => app.warnOnce(message),
    });
  }

  /** Reads what a store has. */
  static async open(store: AppStore, app: AppContext): Promise<DurableTree> {
    return new DurableTree(store, app, await StoredTree.load(store.records));
  }

  /**
   * Gives the flows below a root, whose constructors have run, what an earlier run left of them. Before any of them joins.
   *
   * @throws {RebuildError} where a component cannot be made again.
   * @throws {MigrationError} where the `migrate` of a flow fails.
   */
  async restore(root: object): Promise<void> {
    // It is another app's, and whoever takes it in says so.
    if (nodeInApp(root) !== undefined) return;
    const path = 'root';
    this.#made.note(root, path);
    await this.#restore(root, path).migrate();
  }

  /** All that was there when the app started has joined. What comes later, a flow has made. */
  noteStarted(): void {
    if (this.#hasStarted) return;
    this.#hasStarted = true;
    this.#made = new MadeComponents();
    const byUid = new Map([...this.#components.values()].map(({ uid, component }) => [uid, component]));
    this.#schedules.resumeHeld((uid) => byUid.get(uid));
  }

  /** Takes in a flow before its state is watched; true where what is below it may be other components now. */
  joinFlow(node: ComponentNode, isOwnerNew: boolean): boolean {
    const { component } = node;
    const changed = this.#hasStarted ? this.#restoreLate(component, node.path) : false;
    const stored = this.#claims.get(component);
    const own = this.#join(node, isOwnerNew);
    const isMade =
      !this.#hasStarted && (node.owner === undefined || this.#made.placeOf(component) !== undefined);
    const flow = new DurableFlow(own, isMade);
    const isState = isStateOf(node.definition);
    for (const name of stored?.fields.keys() ?? []) {
      const isDropped = stored?.lacksFields === true && !Object.hasOwn(component, name);
      if (!isState(name) || isDropped) own.removeField(name);
    }
    if (this.#restoredOtherwise.delete(component)) flow.noteAllChanged();
    this.#flows.set(component, flow);
    if (flow.isAwake) this.#changedFlows.add(flow);
    return changed;
  }

  /**
   * Takes in a work when its state is watched, and gives its fields the values that an earlier run left.
   *
   * @throws {InvalidOptionError} where `ignore` names what is no parameter.
   */
  joinWork(
    node: ComponentNode,
    definition: WorkDefinition,
    fields: WorkFields,
    isOwnerNew: boolean,
  ): StoredWork {
    const stored = this.#claimOf(node);
    const own = this.#join(node, isOwnerNew);
    const opened = openCalls(own, definition, this);
    const work: StoredWork = new StoredWork({
      own,
      fields,
      ...opened,
      commit: (changes) => this.store.commit(changes),
      onChange: () => void this.#changedWorks.add(work),
      onCalled: () => void this.#calledWorks.add(work),
    });
    this.#works.set(node.component, work);
    if (stored !== undefined && opened.isSameCode)
      work.restore(stored.fields, (message) => this.app.warnOnce(message));
    else if (stored !== undefined && opened.calls !== undefined)
      for (const name of stored.fields.keys()) own.removeField(name);
    return work;
  }

  /** Forgets a component that has left the tree of the running app. */
  leave(component: object, path: string): void {
    const own = this.#components.get(component);
    if (own === undefined) return;
    const { calls } = this.#works.get(component) ?? {};
    this.#removals.push(
      ...own.remove(),
      ...(calls === undefined ? this.#removeCalls(own.uid) : calls.remove()),
    );
    for (const stored of this.stored.takeBelow(path)) this.#removals.push(...this.#removeStored(stored));
    this.#components.delete(component);
    this.#flows.delete(component);
    this.#works.delete(component);
  }

  /** Takes note of public fields of a flow that a pass has left with other values. */
  noteChanged(flow: object, names: readonly string[]): void {
    const durable = this.#flows.get(flow);
    if (durable === undefined) return;
    durable.noteChanged(names);
    this.#changedFlows.add(durable);
  }

  /**
   * Writes down what a pass has changed, all or none; not waited for.
   *
   * @param haveMoved Whether components may stand elsewhere than before.
   * @param admit Takes in a component that is in a field and has not been seen yet.
   * @returns What could not be stored, as errors; everything else was.
   */
  save(haveMoved: boolean, admit: (component: object) => void): readonly unknown[] {
    this.#schedules.save();
    if (haveMoved) for (const own of this.#components.values()) own.updateEntry();
    const errors: unknown[] = [];
    for (const flow of this.#changedFlows) {
      errors.push(...flow.save((component) => this.#uidOf(component, admit)));
      if (!flow.isAwake) this.#changedFlows.delete(flow);
    }
    for (const work of this.#changedWorks) {
      errors.push(...work.save());
      if (!work.isAwake) this.#changedWorks.delete(work);
    }
    void this.store.commit(this.#takeChanges());
    return errors;
  }

  /** What tells of the last call of a work goes with its record, and once with those of many calls. */
  #saveLastCalls(): void {
    if (this.#calledWorks.size === 0) return;
    const works = [...this.#calledWorks].filter(({ own }) => !own.isGone);
    this.#calledWorks.clear();
    void this.store.commit(works.flatMap(({ calls }) => calls?.takeUnsavedLast() ?? []));
  }

  #takeChanges(): RecordChange[] {
    const changes = this.#removals;
    this.#removals = [];
    for (const own of this.#outbox) changes.push(...own.takeChanges());
    return changes;
  }

  #join(node: ComponentNode, isOwnerNew: boolean): DurableComponent {
    const { component, definition } = node;
    const stored = this.#claimOf(node);
    this.#claims.delete(component);
    const own = new DurableComponent({
      component,
      definition,
      construction: constructionOf(component, definition),
      stored,
      initial: this.#initialPlaceOf(node, stored, isOwnerNew),
      code: definition.kind === 'flow' ? codeDigestOf(definition) : undefined,
      node,
      outbox: this.#outbox,
    });
    this.#components.set(component, own);
    if (node.owner === undefined) this.#root = own;
    if (stored !== undefined) this.#schedules.resume(own, stored);
    own.updateEntry();
    return own;
  }

  #claimOf({ component, definition, path }: ComponentNode): StoredComponent | undefined {
    const known = this.#claims.get(component);
    if (known !== undefined) return known;
    const found = this.stored.find(idOf(component, definition, path), constructionOf(component, definition));
    if (found === undefined) return undefined;
    this.stored.take(found);
    this.#claims.set(component, found);
    return found;
  }

  #initialPlaceOf(
    node: ComponentNode,
    stored: StoredComponent | undefined,
    isOwnerNew: boolean,
  ): InitialPlace | undefined {
    if (node.owner === undefined) return { place: '', ownerUid: undefined };
    const { initialPlace, initialOwner } = stored?.entry ?? {};
    const made = this.#made.placeOf(node.component);
    if (made !== undefined) {
      const { owner, place } = made;
      const ownerUid = this.#components.get(owner)?.uid ?? this.#claims.get(owner)?.uid ?? initialOwner;
      return { place, ownerUid };
    }
    if (stored !== undefined)
      return initialPlace === undefined ? undefined : { place: initialPlace, ownerUid: initialOwner };
    // What comes together with its flow, the constructor of that one has most likely made.
    const owner = this.#components.get(node.owner);
    return this.#hasStarted && isOwnerNew && owner !== undefined
      ? { place: placeIn(owner.path, node.path), ownerUid: owner.uid }
      : undefined;
  }

  #restore(component: object, path: string): TreeRestorer {
    const restorer = new TreeRestorer({
      stored: this.stored,
      made: this.#made,
      claims: this.#claims,
      warn: (message) => this.app.warnOnce(message),
    });
    restorer.restore(component, path);
    for (const flow of restorer.changed) this.#restoredOtherwise.add(flow);
    return restorer;
  }

  /** Restores a flow that came when the app was running; true where an earlier run had left something of it. */
  #restoreLate(flow: object, path: string): boolean {
    if (this.#claims.has(flow) || this.stored.isEmpty) return false;
    this.#made = new MadeComponents();
    this.#made.note(flow, path);
    this.#restore(flow, path)
      .migrate()
      .catch((error: unknown) => this.app.fail(error));
    return this.#claims.has(flow);
  }

  #uidOf(component: object, admit: (component: object) => void): string | undefined {
    if (!this.#components.has(component)) admit(component);
    const own = this.#components.get(component);
    if (own?.isInitial === false) this.notices.sayNotRebuildable(own);
    return own?.uid;
  }

  #removeStored({ uid, fields, schedules }: StoredComponent): RecordChange[] {
    const keys = [entryKey(uid), ...[...fields.values()].map(({ key }) => key), ...schedules.keys()];
    return [...keys.map((key) => ({ key, value: undefined })), ...this.#removeCalls(uid)];
  }

  /** Removes the calls of a work that nobody has opened. */
  #removeCalls(uid: string): RecordChange[] {
    // What it does not come to takes room and does no harm.
    this.store.records.removeAll(callsOf(uid)).catch(() => undefined);
    return [workKey(uid), lastKey(uid)].map((key) => ({ key, value: undefined }));
  }
}
