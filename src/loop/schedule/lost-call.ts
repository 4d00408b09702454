import { type CallKey, textOfKey } from '../../identity/call-key.js';
import { digestOfText } from '../../identity/canonical.js';
import type { CallSource } from '../../ledger/call-promise.js';

/** By what a call is known again after its process has ended. */
export interface CallName {
  /** Where its work stood: `root.trainer`. */
  readonly path: string;
  /** Digest of its arguments. */
  readonly digest: string;
}

/**
 * A call that a pass waited for when its process ended. The flow makes it again, as a call under way or as one that is
 * answered from the store, and until then nothing is known of it but its name.
 */
export class LostCall implements CallSource {
  readonly isUnderWay = false;
  readonly isKept = true;
  /** None: where the flow is about to make it again, it is not another one that is made in its place. */
  readonly label = '';

  constructor(readonly lost: CallName) {}

  get current(): CallSource {
    return this;
  }

  isCallOf(label: string, key: CallKey): boolean {
    return this.lost.path === label && this.lost.digest === digestOfText(textOfKey(key));
  }

  /** Whether a call is the one that was made in its place. */
  isAgain(call: CallSource): boolean {
    const name = nameOf(call);
    return name !== undefined && name.path === this.lost.path && name.digest === this.lost.digest;
  }

  settling(): Promise<unknown> {
    return Promise.resolve();
  }

  read(): undefined {
    return undefined;
  }
}

/** The name of a call; a record has none. */
export function nameOf(call: CallSource): CallName | undefined {
  const { label, key, lost } = call as CallSource &
    Partial<{ readonly key: CallKey; readonly lost: CallName }>;
  if (lost !== undefined) return lost;
  return 'key' in call ? { path: label, digest: digestOfText(textOfKey(key)) } : undefined;
}
