import type { CallDetail } from '../api.js';
import type { CallEntry } from '../recorder/call-entry.js';

/** What is known of an execution. */
export function describeCall(entry: CallEntry): CallDetail {
  const { result, errors, args, host } = entry;
  return {
    ...entry.info(),
    ...(result !== undefined && { result }),
    ...(errors !== undefined && { errors }),
    isRepeatable: args !== undefined,
    run: host.run,
  };
}
