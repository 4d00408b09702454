import { type CallName, callKeyFrom } from '../executor/call-name.js';
import type { Job } from '../executor/executor.js';
import type { Call } from '../ledger/call.js';

/** One attempt at a call, as an executor sees it: until a worker looks at it, it may come to stand for another call. */
export class QueuedJob implements Job {
  constructor(
    private call: Call,
    public attempt: number,
    private readonly owner: { callNameOf(call: Call): CallName },
  ) {}

  get args(): readonly unknown[] {
    return this.call.args;
  }

  /** Worked out when it is asked for, which few works do. */
  get callKey(): string {
    return callKeyFrom(this.callName);
  }

  get callName(): CallName {
    return this.owner.callNameOf(this.call);
  }

  /** Makes each of two jobs stand for what the other one did. */
  exchange(other: QueuedJob): void {
    const { call, attempt } = this;
    this.call = other.call;
    this.attempt = other.attempt;
    other.call = call;
    other.attempt = attempt;
  }
}
