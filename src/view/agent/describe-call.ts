import type { CallDetail } from '../api.js';
import type { CallEntry } from '../recorder/call-entry.js';
import { textOfArguments } from '../recorder/value-text.js';

/** What is known of an execution. */
export function describeCall(entry: CallEntry): CallDetail {
  const { result, errors, args, host, path } = entry;
  return {
    ...entry.info(),
    ...(args !== undefined && { arguments: textOfArguments(args, { redact: host.redact, work: path }) }),
    ...(result !== undefined && { result }),
    ...(errors !== undefined && { errors }),
    isRepeatable: args !== undefined,
    run: host.run,
  };
}
