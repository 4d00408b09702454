import { describeAge, describeReason, type Reason } from './reason.js';

/** Where the value of a call is from. */
export interface Provenance {
  /** Which run of an app on the store it was, from 1; 1 without a store. */
  readonly run: number;
  /** Which execution of its work in that run, from 1. */
  readonly call: number;
  readonly startedAtMs: number;
  readonly recordedAtMs: number;
  /** Which attempt succeeded, from 1. */
  readonly attempt: number;
  /** Why the call executed. */
  readonly reason: Reason;
}

/** What becomes of a call. `failed`: its failure is remembered, and it is not tried again before `retry()`. */
export type Decision = 'hit' | 'joined' | 'miss' | 'failed';

/** What becomes of a call, and why. */
export interface Explanation {
  readonly decision: Decision;
  /** Why it executed, or would execute where it is a miss. */
  readonly reason: Reason;
  /** Of a hit, where it is known. */
  readonly provenance?: Provenance;
  /** All of it in words. */
  readonly sentence: string;
}

/** What an explanation is made of. */
export interface Explained extends Omit<Explanation, 'sentence'> {
  /** What the work is called: `root.processor`. */
  readonly label: string;
  readonly nowMs: number;
}

/** Puts an explanation in words. */
export function explanationOf({ label, nowMs, ...explained }: Explained): Explanation {
  return { ...explained, sentence: sentenceOf({ label, nowMs, ...explained }) };
}

function sentenceOf({ label, nowMs, decision, reason, provenance }: Explained): string {
  const why = describeReason(reason, nowMs);
  switch (decision) {
    case 'hit':
      return `This call of \`${label}\` is a hit: ${sourceOf(provenance, nowMs)}it executed then because: ${why}.`;
    case 'joined':
      return `This call of \`${label}\` joins the one under way, which executes because: ${why}.`;
    case 'miss':
      return `This call of \`${label}\` is a miss and would execute because: ${why}.`;
    case 'failed':
      return `This call of \`${label}\` has failed and is not tried again before \`retry()\`; it executed because: ${why}.`;
  }
}

function sourceOf(provenance: Provenance | undefined, nowMs: number): string {
  if (provenance === undefined) return '';
  const { run, call, recordedAtMs } = provenance;
  const age = describeAge(nowMs - recordedAtMs);
  return `run ${run} produced its value as call ${call} at ${dateText(recordedAtMs)}, ${age} ago; `;
}

function dateText(atMs: number): string {
  const date = new Date(atMs);
  return Number.isNaN(date.getTime()) ? 'an unknown time' : date.toISOString();
}
