import { types } from 'node:util';
import { executorOf } from '../component/options.js';
import { InvalidOptionError, InvalidResultError, UncrossableValueError } from '../errors.js';
import type { BodyResult } from '../executor/executor.js';
import type { Call, Outcome } from '../ledger/call.js';
import { recordOf } from '../ledger/call-record.js';
import type { Host } from './host.js';

/** What an attempt came to, as the ledger keeps it: a result that cannot be recorded is a failure. */
export function outcomeOf(result: BodyResult, host: Host, call: Call): Outcome {
  switch (result.kind) {
    case 'neverBegan':
      return { kind: 'stopped', message: 'its worker was closed before it began' };
    case 'threw':
      return { kind: 'failed', reason: 'userException', error: result.error };
    case 'invalid':
      return { kind: 'failed', reason: 'invalidResult', error: result.error };
    case 'setupFailed':
      return { kind: 'failed', reason: 'setup', error: result.error };
    case 'crashed':
      return { kind: 'failed', reason: 'crashed', error: result.error };
    case 'returned':
      return outcomeOfValue(result, host, call);
  }
}

/** Why a work that runs inline cannot have a `timeoutMs`, where its `run` is synchronous; `undefined` where it has none. */
export function impossibleTimeOut({ target }: Host): InvalidOptionError | undefined {
  const { timeoutMs } = target.options;
  // What asks for a thread and runs inline in a test would have its time-out elsewhere.
  if (timeoutMs === Number.POSITIVE_INFINITY || executorOf(target.options) !== 'inline') return undefined;
  return new InvalidOptionError(
    'timeoutMs',
    `left out, because \`${target.path}\` runs on the app's own thread and its \`run\` is synchronous, so nothing could ` +
      "end it (set `executor: 'thread'`, or make `run` async)",
    timeoutMs,
  );
}

function outcomeOfValue(
  { value, isAsync }: Extract<BodyResult, { kind: 'returned' }>,
  host: Host,
  call: Call,
): Outcome {
  const error = isAsync ? undefined : impossibleTimeOut(host);
  if (error !== undefined) return { kind: 'failed', reason: 'invalidResult', error };
  const { ttlMs, maxResultBytes } = host.target.options;
  try {
    const expiresAtMs = host.clock.now() + ttlMs;
    const isStored = call.isKept && host.durable?.calls !== undefined;
    const record = recordOf(value, {
      isAsync,
      expiresAtMs,
      uncopyable: 'refuse',
      maxBytes: maxResultBytes,
      ...(isStored && { storedAs: call }),
    });
    return { kind: 'succeeded', record };
  } catch (error) {
    if (isRefusal(error)) return { kind: 'failed', reason: 'invalidResult', error };
    // A getter inside the result threw: the work's own failure.
    return { kind: 'failed', reason: 'userException', error };
  }
}

/** Whether it is the result that cannot be recorded. */
function isRefusal(error: unknown): boolean {
  // A Proxy is asked nothing: its `getPrototypeOf` may throw.
  if (!types.isNativeError(error)) return false;
  return error instanceof InvalidResultError || error instanceof UncrossableValueError;
}
