import { definitionOf } from '../component/definition.js';
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

/** What is known of a flow: what is below it now. Asked again, it looks again. */
export interface FlowHandle<Flow extends object> {
  /** Where the flow stands in its app: `root.daily`. In no running app it is `root`, as it would be as the root of one. */
  readonly path: string;
  /** The components that stand directly below the flow: in its fields, and in the arrays, Maps and plain objects there. */
  readonly children: Children<Flow>;
  /** All works below the flow, at whatever depth, in the order in which they stand there. */
  readonly works: readonly Component[];
  /** The paths of all components below the flow, in the same order: `root.daily.trainer`. */
  readonly paths: readonly string[];
}

/**
 * What a component has below itself. A work has nothing.
 *
 * Its properties throw {@link ComponentTreeError} where the tree is none.
 */
export class Below<Flow extends object> implements FlowHandle<Flow> {
  constructor(private readonly component: object) {}

  get path(): string {
    return nodeInApp(this.component)?.path ?? 'root';
  }

  get children(): Children<Flow> {
    const { path } = this;
    const children: [string, object][] = [];
    // A flow comes right before what is below it, so a component that is below the last child is no child itself.
    const last: object = this.component;
    for (const node of this.#nodes()) {
      if (node.owner !== this.component) continue;
      children.push([relative(node.path, path), node.component]);
    }
    return Object.freeze(Object.fromEntries(children)) as Children<Flow>;
  }
}
