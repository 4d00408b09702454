import type { WorkDispatch } from '../../call/dispatch.js';
import type { WorkStatus } from '../../component/status.js';
import type { ComponentNode } from '../../component/tree.js';
import type { Engine } from '../../loop/engine.js';
import type { WorkMember } from '../../loop/work-member.js';
import type { ComponentInfo } from '../api.js';
import { statusInfoOf } from './status-info.js';
import { inTreeOrder } from './tree-order.js';

/** What a work has done so far. */
interface Doings {
  executions: number;
  failures: number;
  /** From before it left the app and came back. */
  earlierHits: number;
  lastDurationMs: number | undefined;
}

/** A component as clients know it. */
interface Told {
  readonly node: ComponentNode;
  readonly path: string;
  /** Absent for a flow. */
  readonly work: WorkMember | undefined;
}

/** What of a work may change without anybody telling of it. */
interface Standing {
  readonly status: WorkStatus;
  readonly isStopped: boolean;
  readonly failedCalls: number;
}

/** The components of an app, as the tree of the page shows them. When the app has ended they are still told. */
export class ComponentLog {
  readonly #doings = new WeakMap<object, Doings>();
  /** As they were told. */
  readonly #standings = new WeakMap<object, Standing>();
  readonly #changed = new Set<object>();
  /** In the order of the tree. */
  #told = new Map<object, Told>();
  #isTreeChanged = true;
  #isClosed = false;
  #isOrderNew = false;
  #joined: ComponentNode[] = [];

  constructor(
    private readonly engine: Pick<Engine, 'members' | 'context'>,
    private readonly hasPanel: (component: object) => boolean,
  ) {}

  /** Something about the component is different. */
  changed(component: object): void {
    this.#changed.add(component);
  }

  treeChanged(): void {
    this.#isTreeChanged = true;
  }

  started(work: object): void {
    this.#doingsOf(work).executions++;
    this.#changed.add(work);
  }

  settled(work: object, hasFailed: boolean, durationMs: number | undefined): void {
    const doings = this.#doingsOf(work);
    if (hasFailed) doings.failures++;
    if (durationMs !== undefined) doings.lastDurationMs = durationMs;
    this.#changed.add(work);
  }

  /** Components that moved tell nobody; whoever has the time looks. */
  lookForMoved(): void {
    this.#isTreeChanged ||= this.engine.members.nodes.some(
      ({ component, path }) => this.#told.get(component)?.path !== path,
    );
  }

  /** Works that are stopped, started or retried by their handles tell nobody either. */
  lookForHandled(): void {
    for (const [component, { work }] of this.#told) {
      const told = this.#standings.get(component);
      if (work === undefined || told === undefined) continue;
      const { status, isStopped, failedCalls } = this.#standingOf(work);
      if (told.status !== status || told.isStopped !== isStopped || told.failedCalls !== failedCalls)
        this.#changed.add(component);
    }
  }

  /** Looks who is there, where somebody may have come or gone. */
  look(): void {
    if (!this.#isTreeChanged || this.#isClosed) return;
    this.#isTreeChanged = false;
    const { members } = this.engine;
    const before = this.#told;
    this.#told = new Map();
    for (const node of inTreeOrder(members.nodes)) {
      const { component, path } = node;
      const known = before.get(component);
      this.#told.set(component, { node, path, work: members.workOf(component) });
      if (known?.path !== path) this.#changed.add(component);
      if (known === undefined) this.#joined.push(node);
    }
    this.#isOrderNew = true;
  }

  /** A work is about to go; should it come back, it counts its hits anew. */
  left({ work, hits }: WorkDispatch): void {
    if (!this.#isClosed) this.#doingsOf(work).earlierHits += hits;
  }

  /** At the end all leave, and are to be seen all the same. */
  close(): void {
    this.#isClosed = true;
  }

  /** Those that have come since this was asked last. */
  takeJoined(): readonly ComponentNode[] {
    const joined = this.#joined;
    this.#joined = [];
    return joined;
  }

  /** What is to be told. */
  take(): { readonly components: readonly ComponentInfo[]; readonly order?: readonly string[] } {
    const told = [...this.#changed].flatMap((component) => this.#told.get(component) ?? []);
    this.#changed.clear();
    const components = told.map((each) => this.#infoOf(each));
    if (!this.#isOrderNew) return { components };
    this.#isOrderNew = false;
    return { components, order: [...this.#told.values()].map(({ path }) => path) };
  }

  /** A component as it is now. */
  infoOf(node: ComponentNode): ComponentInfo {
    return this.#infoOf({ node, path: node.path, work: this.engine.members.workOf(node.component) });
  }

  #infoOf({ node, path, work }: Told): ComponentInfo {
    const { component, definition } = node;
    const info = {
      path,
      kind: definition.kind,
      className: definition.name,
      hasPanel: this.hasPanel(component),
    };
    if (work === undefined) return info;
    const { dispatch } = work;
    const { executions, failures, earlierHits, lastDurationMs } = this.#doings.get(component) ?? NOTHING_DONE;
    const showing = { redact: this.engine.context.redact, work: path };
    const standing = this.#standingOf(work);
    this.#standings.set(component, standing);
    return {
      ...info,
      status: statusInfoOf(standing.status, showing),
      executions,
      failures,
      hits: earlierHits + dispatch.hits,
      queue: dispatch.queue?.length ?? 0,
      isStopped: standing.isStopped,
      failedCalls: standing.failedCalls,
      ...(lastDurationMs !== undefined && { lastDurationMs }),
    };
  }

  #standingOf({ dispatch }: WorkMember): Standing {
    return {
      status: dispatch.statuses.current,
      // At the end of the app all are.
      isStopped: this.engine.context.ending.current === undefined && dispatch.queue?.isStopped === true,
      failedCalls: dispatch.known.ledger.failures,
    };
  }

  #doingsOf(work: object): Doings {
    let doings = this.#doings.get(work);
    if (doings === undefined) {
      doings = { ...NOTHING_DONE };
      this.#doings.set(work, doings);
    }
    return doings;
  }
}

const NOTHING_DONE: Readonly<Doings> = {
  executions: 0,
  failures: 0,
  earlierHits: 0,
  lastDurationMs: undefined,
};
