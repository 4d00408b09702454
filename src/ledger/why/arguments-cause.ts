import { changesBetween } from './argument-changes.js';
import type { ContainerPreview } from './preview.js';
import type { Cause, Reason } from './reason.js';

/** What has a preview. */
export interface Previewed {
  readonly preview: ContainerPreview;
  /** Positions of the arguments that do not count. @default none */
  readonly ignored?: readonly number[];
}

/** The arguments are others than those of the work's last call. */
export class ArgumentsCause implements Cause {
  readonly isOfWork = true;
  #lists: { readonly before: Previewed; after: Previewed } | undefined;
  #described: { readonly reason: Reason; readonly preview: ContainerPreview } | undefined;

  constructor(
    before: Previewed,
    after: Previewed,
    /** Whether the call may have been known, and its record given up to make room. */
    readonly mayBeEvicted: boolean,
  ) {
    this.#lists = { before, after };
  }

  /** The call has begun: from here on its arguments are these, which nobody can change. */
  begin(args: Previewed): void {
    if (this.#lists !== undefined) this.#lists.after = args;
  }

  describe(): Reason {
    return this.#describe().reason;
  }

  /** What is shown of the arguments. */
  get preview(): ContainerPreview {
    return this.#describe().preview;
  }

  #describe() {
    if (this.#lists === undefined) return this.#described!;
    const { before, after } = this.#lists;
    const { preview } = after;
    const differences = changesBetween(before.preview, preview, after.ignored);
    this.#described = {
      reason: { kind: 'arguments', ...differences, mayBeEvicted: this.mayBeEvicted },
      preview,
    };
    // What they were is not to be kept alive by what is said of them.
    this.#lists = undefined;
    return this.#described;
  }
}
