import type { Job } from '../executor/executor.js';
import type { Call } from '../ledger/call.js';

/** One attempt at a call, as an executor sees it. */
export class QueuedJob implements Job {
  readonly args: readonly unknown[];

  constructor(
    private readonly call: Call,
    readonly attempt: number,
    private readonly owner: { callKeyOf(call: Call): string },
  ) {
    this.args = call.args;
  }

  /** Worked out when it is asked for, which few works do. */
  get callKey(): string {
    return this.owner.callKeyOf(this.call);
  }
}
