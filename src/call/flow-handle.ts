import { type ComponentNode, nodeInApp, scanTree } from '../component/tree.js';

/** Anything with a `run`, as works and flows are. */
interface Component {
  run(...args: never[]): unknown;
}

/**
 * The components that a flow holds itself, by the path from the flow on: `trainer`, `jobs.0`, `byUser.ann`. Those that are
 * fields have their types.
 */
export type Children<Flow extends object> = {
  readonly [Name in keyof Flow as Flow[Name] extends Component ? Name : never]: Flow[Name];
} & { readonly [path: string]: Component | undefined };

/**
 * What is known of a flow: what is below it now. Each property looks anew, and throws `ComponentTreeError` where a
 * component is in two places.
 */
export interface FlowHandle<Flow extends object> {
  /** Where the flow stands in its app: `root.daily`. In no running app it is `root`, as it would be as the root of one. */
  readonly path: string;
  /** The components that stand directly below the flow: in its fields, and in the arrays, Maps and plain objects there. */
  readonly children: Children<Flow>;
  /** All works below the flow, at whatever depth, in the order in which they stand there. */
  readonly works: readonly Component[];
  /** The paths of all components below the flow, works and flows: `root.daily.trainer`. */
  readonly paths: readonly string[];
}

/** What a component has below itself; nothing, where it is a work. */
export class Below<Flow extends object> implements FlowHandle<Flow> {
  constructor(private readonly component: Flow) {}

  get path(): string {
    return nodeInApp(this.component)?.path ?? 'root';
  }

  get children(): Children<Flow> {
    const { path } = this;
    const children = this.#nodes().filter(({ owner }) => owner === this.component);
    return Object.freeze(
      Object.fromEntries(children.map((node) => [pathFrom(path, node), node.component])),
    ) as Children<Flow>;
  }

  get works(): readonly Component[] {
    const works = this.#nodes().filter(({ definition }) => definition.kind === 'work');
    return Object.freeze(works.map(({ component }) => component as Component));
  }

  get paths(): readonly string[] {
    return Object.freeze(this.#nodes().map(({ path }) => path));
  }

  /** Looked for anew, because in the middle of a pass nobody else has looked yet. */
  #nodes(): readonly ComponentNode[] {
    return scanTree(this.component, this.path).slice(1);
  }
}

function pathFrom(path: string, node: ComponentNode): string {
  const below = node.path.slice(path.length);
  return below.startsWith('.') ? below.slice(1) : below;
}
