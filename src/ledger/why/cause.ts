import type { Reason } from './reason.js';

/** What a reason is made of, kept until somebody asks for it: an event is heard, a record written, a call explained. */
export interface Cause {
  /** True where nothing is known of the call itself, only of other calls of its work. */
  readonly isOfWork?: boolean;
  /** The reason; the same one however often it is asked for. */
  describe(): Reason;
}

/** A cause whose reason is known already. */
export function causeFrom(reason: Reason): Cause {
  return { describe: () => reason };
}
