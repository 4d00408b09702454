import { type CodeChange, describeChange } from '../../fingerprint/changes.js';

/** Why a call executed, or would. */
export type Reason =
  /** Nothing is known of the call, nor of any other of its work. */
  | { readonly kind: 'first' }
  /** The call was not known; how its arguments differ from those of the work's last call. */
  | {
      readonly kind: 'arguments';
      /** A few of them; none where they differ where nobody looks: redacted, or too large. */
      readonly changes: readonly ArgumentChange[];
      /** How many more there are. */
      readonly more: number;
      /** Whether the call may have been known, and its record given up to make room. */
      readonly mayBeEvicted: boolean;
    }
  /** The code that the work reaches has changed. */
  | { readonly kind: 'code'; readonly changes: readonly CodeChange[]; readonly more: number }
  /** The `version` of the work has changed; `undefined` where there was or is none. */
  | { readonly kind: 'version'; readonly before: string | undefined; readonly after: string | undefined }
  /** The record is older than `ttlMs` allows. */
  | { readonly kind: 'expired'; readonly expiredAtMs: number }
  /** Somebody asked for it: by `invalidate` or `invalidateAll`, `force`, `delete`. */
  | { readonly kind: 'invalidated' | 'forced' | 'deleted'; readonly atMs: number }
  /** The work has `cacheCalls: false`. */
  | { readonly kind: 'uncached' }
  /** The attempt before failed, or was stopped. */
  | { readonly kind: 'failed' | 'stopped'; readonly atMs: number; readonly message: string }
  /** The record is damaged, or holds what cannot be made here any more. */
  | { readonly kind: 'unreadable' }
  /** The work stays in memory, so that nothing is known of earlier runs. */
  | { readonly kind: 'notKept'; readonly reasons: readonly string[] }
  /** So many calls ago that it is not known any more, in a work that stays in memory. */
  | { readonly kind: 'unknown' };

/** How one place in the arguments differs between two calls. */
export interface ArgumentChange {
  /** `args[0].day` */
  readonly path: string;
  /** As short text: `'2012-01-01'`; `undefined` where there was nothing. */
  readonly before: string | undefined;
  /** Likewise. */
  readonly after: string | undefined;
}

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

/**
 * Says what stands in the place of a value in everything that is shown and stored to explain calls. Asked for every leaf
 * and every container, and for the text within a URL, an error or another leaf that is made of one; where it throws or gives
 * a promise, the value is hidden.
 *
 * @param where The work, as messages call it, and the place in its arguments: `args[0].password`.
 */
export type Redact = (value: unknown, where: { readonly work: string; readonly path: string }) => unknown;

/** Says a reason in a few words: `args[0].day '2012-01-01' → '2012-01-02'`, `expired 3 m ago`. */
export function describeReason(reason: Reason, nowMs: number): string {
  switch (reason.kind) {
    case 'first':
    case 'invalidated':
    case 'forced':
    case 'deleted':
      return reason.kind;
    case 'arguments':
      return describeArguments(reason);
    case 'code':
      return reason.changes.length === 0
        ? 'code changed'
        : `code: ${listed(reason.changes.map(describeChange), reason.more)}`;
    case 'version':
      return `version ${quoted(reason.before)} → ${quoted(reason.after)}`;
    case 'expired':
      return `expired ${describeAge(nowMs - reason.expiredAtMs)} ago`;
    case 'uncached':
      return 'cacheCalls: false';
    case 'failed':
      return 'previous attempt failed';
    case 'stopped':
      return 'previous attempt stopped';
    case 'unreadable':
      return 'record unreadable';
    case 'notKept':
      return 'kept in memory only';
    case 'unknown':
      return 'not known any more';
  }
}

const UNITS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'm'],
  [1_000, 's'],
] as const;

/** Says how long something took or is ago, in whole units: `3 m`. A clock that was set back makes it nothing. */
export function describeAge(ms: number): string {
  for (const [unitMs, unit] of UNITS) if (ms >= unitMs) return `${Math.floor(ms / unitMs)} ${unit}`;
  return `${Math.max(0, Math.floor(ms)) || 0} ms`;
}

function describeArguments({ changes, more, mayBeEvicted }: Extract<Reason, { kind: 'arguments' }>): string {
  if (changes.length > 0) return listed(changes.map(describeArgumentChange), more);
  return mayBeEvicted ? 'other arguments, or the record was given up' : 'other arguments';
}

function describeArgumentChange({ path, before = 'nothing', after = 'nothing' }: ArgumentChange): string {
  return `${path} ${before} → ${after}`;
}

function listed(texts: readonly string[], more: number): string {
  return more === 0 ? texts.join(', ') : `${texts.join(', ')} and ${more} more`;
}

function quoted(version: string | undefined): string {
  return version === undefined ? 'none' : `'${version}'`;
}
