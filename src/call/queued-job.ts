import { type CallName, callKeyFrom } from '../executor/call-name.js';
import type { Job } from '../executor/executor.js';
import type { Call } from '../ledger/call.js';

/** One attempt at a call, as an executor sees it. */
export class QueuedJob implements Job {
  readonly args: readonly unknown[];

  constructor(
    private readonly call: Call,
    readonly attempt: number,
    private readonly owner: { callNameOf(call: Call): CallName },
  ) {
    this.args = call.args;
  }

  /** Worked out when it is asked for, which few works do. */
  get callKey(): string {
    return callKeyFrom(this.callName);
  }

  get callName(): CallName {
    return this.owner.callNameOf(this.call);
  }
}
