import { describeAge } from '../../ledger/why/reason.js';
import type { CallInfo, CallState } from '../../view/api.js';
import type { Terminal } from '../terminal.js';
import { isoText } from './calls-of.js';
import type { RunningApp } from './running-app.js';
import type { StoredWork } from './stored-works.js';

const underWay: readonly CallState[] = ['queued', 'running', 'retrying'];

/** What the running app knows of calls and the store does not: those under way, and all of works that stay in memory. */
export async function callsInApp(
  app: RunningApp,
  works: readonly StoredWork[],
  isOnlyFailed: boolean,
): Promise<CallInfo[]> {
  const calls: CallInfo[] = [];
  const paths = new Set(works.map(({ path }) => path));
  const unkept = new Set(works.filter(({ entry }) => entry === undefined).map(({ path }) => path));
  if (!isOnlyFailed) {
    for await (const call of app.calls({ state: underWay })) if (paths.has(call.path)) calls.push(call);
  }
  const ended: readonly CallState[] = isOnlyFailed ? ['failed'] : ['succeeded', 'failed', 'stopped'];
  for (const path of unkept) for await (const call of app.calls({ path, state: ended })) calls.push(call);
  return calls;
}

/** Such a call as an object for JSON, with the names that stored ones have. */
export function jsonOfCallInApp(call: CallInfo, nowMs: number): Record<string, unknown> {
  const { path, args, state, startedAtMs, endedAtMs, attempt, why } = call;
  return {
    work: path,
    arguments: args,
    outcome: state,
    call: call.call,
    attempt,
    ...(startedAtMs !== undefined && { startedAt: isoText(startedAtMs) }),
    ...(endedAtMs !== undefined && { recordedAt: isoText(endedAtMs) }),
    ...(startedAtMs !== undefined && { durationMs: (endedAtMs ?? nowMs) - startedAtMs }),
    why: why.text,
  };
}

/** Such a call as a line for a person. */
export function lineOfCallInApp(call: CallInfo, nowMs: number, terminal: Terminal): string {
  const { path, args, state, queuedAtMs, startedAtMs = queuedAtMs, endedAtMs, attempt, why } = call;
  const mark = terminal.paint(colours[state], state.padEnd('succeeded'.length));
  const time =
    endedAtMs === undefined
      ? `since ${describeAge(nowMs - (state === 'queued' ? queuedAtMs : startedAtMs))}`
      : `${describeAge(nowMs - endedAtMs)} ago, took ${describeAge(endedAtMs - startedAtMs)}`;
  const again = attempt > 1 ? `, attempt ${attempt}` : '';
  const kept = endedAtMs === undefined ? '' : ', in memory';
  return `${mark} ${path}${args} ${time}${again}${kept}; why: ${why.text}`;
}

const colours = {
  queued: 'dim',
  running: 'blue',
  retrying: 'yellow',
  succeeded: 'green',
  failed: 'red',
  stopped: 'yellow',
} as const;
