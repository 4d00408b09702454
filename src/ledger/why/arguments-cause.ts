import { changesBetween } from './argument-changes.js';
import type { ContainerPreview } from './preview.js';
import type { Cause, Reason } from './reason.js';

/** What has a preview. */
export interface Previewed {
  readonly preview: ContainerPreview;
}

/** The arguments are others than those of the work's last call. */
export class ArgumentsCause implements Cause {
  readonly isOfWork = true;
  #lists: { readonly before: Previewed; readonly after: Previewed } | undefined;
  #reason: Reason | undefined;

  constructor(
    before: Previewed,
    after: Previewed,
    /** Whether the call may have been known, and its record given up to make room. */
    readonly mayBeEvicted: boolean,
  ) {
    this.#lists = { before, after };
  }

  describe(): Reason {
    if (this.#lists !== undefined) {
      const { before, after } = this.#lists;
      const differences = changesBetween(before.preview, after.preview);
      this.#reason = { kind: 'arguments', ...differences, mayBeEvicted: this.mayBeEvicted };
      // What they were is not to be kept alive by what is said of them.
      this.#lists = undefined;
    }
    return this.#reason ?? { kind: 'unknown' };
  }
}
