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
export interface Explained {
  readonly decision: Decision;
  /** Of a hit it is that of its provenance. @default not known any more */
  readonly reason?: Reason | undefined;
  readonly provenance?: Provenance | undefined;
  /** Whether a hit has its value and its provenance in a file that was not read yet. */
  readonly isUnread?: boolean;
  /** What the work is called: `root.processor`. */
  readonly label: string;
  readonly nowMs: number;
}

/** Puts an explanation in words. */
export function explanationOf(given: Explained): Explanation {
  const { label, nowMs, decision, provenance } = given;
  const reason = given.reason ?? provenance?.reason ?? { kind: 'unknown' };
  const why = describeReason(reason, nowMs);
  const sentence = `This call of \`${label}\` ${sentenceEnd(given, why)}.`;
  return { decision, reason, ...(provenance !== undefined && { provenance }), sentence };
}

function sentenceEnd({ decision, provenance, isUnread = false, nowMs }: Explained, why: string): string {
  switch (decision) {
    case 'hit':
      if (isUnread)
        return 'is a hit; its value is large, and when and why it executed is known once it is read';
      return provenance === undefined
        ? 'is a hit; when and why it executed is not known any more'
        : `is a hit: ${sourceOf(provenance, nowMs)}, and it executed because: ${why}`;
    case 'joined':
      return `joins the one under way, which executes because: ${why}`;
    case 'miss':
      return `is a miss and would execute because: ${why}`;
    case 'failed':
      return `has failed and is not tried again before \`retry()\`; it executed because: ${why}`;
  }
}

function sourceOf({ run, call, recordedAtMs }: Provenance, nowMs: number): string {
  const age = describeAge(nowMs - recordedAtMs);
  return `run ${run} produced the value as call ${call} at ${dateText(recordedAtMs)}, ${age} ago`;
}

function dateText(atMs: number): string {
  const date = new Date(atMs);
  return Number.isNaN(date.getTime()) ? 'an unknown time' : date.toISOString();
}
