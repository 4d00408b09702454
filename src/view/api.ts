/*
 * The interface of a running app, `/api/v1`: what clients get and send, as JSON. Times are milliseconds since the epoch by
 * the app's clock, durations milliseconds. Values of the app never cross: only short texts of them, redacted where the app
 * says so.
 */

/** What the app is doing. `waiting`: no pass begins before `run`. `idle`: nothing runs, and nothing is due. */
export type AppState = 'waiting' | 'running' | 'idle' | 'paused' | 'failed' | 'stopped';

/** The app as a whole: `GET /api/v1/app`. */
export interface AppInfo {
  /** Of the root's class. */
  readonly name: string;
  readonly state: AppState;
  readonly pid: number;
  /** Of the package. */
  readonly version: string;
  readonly startedAtMs: number;
  /** When this was true. */
  readonly atMs: number;
  readonly passes: number;
  readonly executions: number;
  readonly hits: number;
  readonly joins: number;
  readonly failures: number;
  /** How long the executions took that hits made needless. */
  readonly savedMs: number;
  /** The folder of the store; `null` where there is none. */
  readonly store: string | null;
  /** Which run of an app on the store it is, from 1. */
  readonly run: number;
  /** It was asked to end, and waits for what runs; absent otherwise. */
  readonly isEnding?: true;
  /** How it ended; absent before. */
  readonly end?: { readonly exitCode: number; readonly reason: string };
}

/** What a work is doing, or what became of its last call. */
export type StatusName = 'notStarted' | 'pending' | 'running' | 'succeeded' | 'failed' | 'stopped';

/** What a work was doing since a time. */
export interface StatusInfo {
  readonly name: StatusName;
  readonly atMs: number;
  readonly reason?: string;
  readonly message?: string;
}

/** A flow or a work, as the tree shows it: `GET /api/v1/components`, in the order of the tree. */
export interface ComponentInfo {
  /** `root.trainer`. A component's owner is the one with the longest path that this one begins with. */
  readonly path: string;
  readonly kind: 'flow' | 'work';
  readonly className: string;
  /** Whether it has a panel of its own: `view()`. */
  readonly hasPanel: boolean;
  /** The rest is there for works. */
  readonly status?: StatusInfo;
  readonly executions?: number;
  readonly failures?: number;
  readonly hits?: number;
  /** Calls that wait behind the running ones. */
  readonly queue?: number;
  /** Whether its calls wait until it is started again. */
  readonly isStopped?: boolean;
  /** Calls that have failed and do not execute again before somebody says so: what `retry` is about. */
  readonly failedCalls?: number;
  readonly lastDurationMs?: number;
}

/** What the panel of a component shows beside that: `GET /api/v1/component?path=`. */
export interface ComponentDetail extends ComponentInfo {
  /** The id of its class. */
  readonly classId: string;
  /** In force, each as text, in the order of the README. */
  readonly options: readonly { readonly name: string; readonly value: string; readonly isDefault: boolean }[];
  /** The last 100, oldest first. */
  readonly statuses: readonly StatusInfo[];
  /** Why its results are not in the store; empty where they are, or there is none. */
  readonly notKept: readonly string[];
}

/** Where an execution stands. `retrying`: an attempt has failed, and the next one is waited for. */
export type CallState = 'queued' | 'running' | 'retrying' | 'succeeded' | 'failed' | 'stopped';

/** How one place in the arguments differs from the call before; texts. */
export interface PathChange {
  readonly path: string;
  readonly before?: string;
  readonly after?: string;
}

/** Why a call executed: the sentence and what is behind it. */
export interface Why {
  /** `args[0].day '2012-01-01' → '2012-01-02'` */
  readonly text: string;
  /** `first`, `arguments`, `code`, … */
  readonly kind: string;
  readonly changes: readonly PathChange[];
}

/** An execution, as lists and the timeline show it. */
export interface CallInfo {
  /** Counts the executions of the app, from 1. */
  readonly id: number;
  readonly path: string;
  /** Counts the executions of the work, from 1. */
  readonly call: number;
  readonly state: CallState;
  readonly queuedAtMs: number;
  /** Of the last attempt. */
  readonly startedAtMs?: number;
  /** Of the first attempt, where there were several. */
  readonly firstStartedAtMs?: number;
  /** When the last attempt failed, where another one was to follow it and has not begun. */
  readonly attemptEndedAtMs?: number;
  readonly endedAtMs?: number;
  /** From 1. */
  readonly attempt: number;
  /** On one line: `('2012-01-01', 3)`; 200 characters at most. */
  readonly args: string;
  readonly why: Why;
  /** What it failed with, on one line: `RangeError: too far`; 200 characters at most. */
  readonly error?: string;
}

/** An error, and what caused it. */
export interface ErrorInfo {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  /** Of several errors in one, as `Promise.any` throws them: each, then its cause, and so on. */
  readonly errors?: readonly (readonly ErrorInfo[])[];
  /** Whether there is more behind it that is not told. */
  readonly hasMore?: true;
}

/** `GET /api/v1/call?id=` */
export interface CallDetail extends CallInfo {
  /** All of them as text of several lines; absent where they are not kept any more. */
  readonly arguments?: string;
  /** What it returned, as text of several lines; absent where it did not, or that is not known any more. */
  readonly result?: string;
  /** What it threw, then its cause, and so on. */
  readonly errors?: readonly ErrorInfo[];
  /** Whether its arguments are still there, so that it can be re-run or invalidated. */
  readonly isRepeatable: boolean;
  /** Which run of an app produced its result, from 1. */
  readonly run: number;
}

/**
 * `GET /api/v1/calls?path=&state=&search=&before=&limit=`, newest first. `path` is that of a work, or of a flow for all works
 * below it; `state` one or several with commas between them; `search` looks into arguments, reasons and paths, whatever the
 * case; `limit` is 100 where absent, and 1,000 at most.
 */
export interface CallPage {
  readonly calls: readonly CallInfo[];
  /** What to give as `before` for the next page; absent on the last one. */
  readonly next?: number;
  /** How many there are altogether that the filters let through. */
  readonly total: number;
}

/** So many hits of one work at about one time. */
export interface HitTick {
  readonly path: string;
  readonly atMs: number;
  readonly count: number;
}

/** A pass; without `endedAtMs` it is under way. */
export interface PassInfo {
  readonly pass: number;
  readonly startedAtMs: number;
  readonly endedAtMs?: number;
  readonly suspendedBy: readonly string[];
}

/** How much a line of the logs matters. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** `GET /api/v1/logs?path=&level=&search=&before=&limit=` gives pages of them, newest first; parameters as those of calls. */
export interface LogLine {
  /** Counts from 1. */
  readonly id: number;
  readonly atMs: number;
  readonly level: LogLevel;
  /** Of the component; absent for lines of the app itself. */
  readonly path?: string;
  readonly text: string;
}

/** Lines of the logs, newest first. */
export interface LogPage {
  readonly lines: readonly LogLine[];
  readonly next?: number;
}

/** A field that a pass or a work has set. */
export interface StateChange {
  /** Counts from 1. */
  readonly id: number;
  readonly atMs: number;
  /** The pass under way, or the last one. */
  readonly pass: number;
  readonly path: string;
  readonly field: string;
  /** Texts of several lines; absent where there was, or is, no such field. */
  readonly before?: string;
  readonly after?: string;
}

/** `GET /api/v1/state?path=` */
export interface StateInfo {
  readonly path: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  /** The last ones of this component, newest first. */
  readonly changes: readonly StateChange[];
}

/** `GET /api/v1/ledger?path=`: what a work remembers, the results used lately first. */
export interface LedgerInfo {
  readonly path: string;
  readonly inMemory: number;
  readonly entries: readonly {
    /** On one line; absent where the arguments are not known any more. */
    readonly args?: string;
    readonly value: string;
    readonly recordedAtMs?: number;
    readonly run?: number;
    readonly expiresAtMs?: number;
  }[];
}

/** `GET /api/v1/code?path=`: what a work is made of. */
export interface CodeInfo {
  readonly path: string;
  /** `undefined` where it is not known, and `unknown` says why. */
  readonly fingerprint?: string;
  readonly unknown: readonly string[];
  /** `src/clean.ts#parse`, with a digest of each. */
  readonly reaches: readonly { readonly name: string; readonly digest: string }[];
  /** What has changed since the last run on the store, in words. */
  readonly changes: readonly string[];
}

/**
 * What `view()` of a component may return, alone or in an array. Of what is long the beginning is shown: 1,000 rows, 500
 * pairs, 20,000 characters of text; of a series its last points, drawn in the order of `x`.
 */
export type Panel =
  | { readonly kind: 'text'; readonly title?: string; readonly text: string }
  | {
      readonly kind: 'keyValues';
      readonly title?: string;
      readonly values: Readonly<Record<string, string | number | boolean | null>>;
    }
  | {
      readonly kind: 'table';
      readonly title?: string;
      readonly columns: readonly string[];
      readonly rows: readonly (readonly (string | number | boolean | null)[])[];
    }
  | {
      readonly kind: 'series';
      readonly title?: string;
      /** One for each point: numbers, or times as milliseconds since the epoch where `isTime`. */
      readonly x: readonly number[];
      readonly isTime?: boolean;
      /** As many values as there are points each; `null` for none. */
      readonly lines: readonly { readonly label: string; readonly values: readonly (number | null)[] }[];
    };

/** `GET /api/v1/panel?path=` */
export interface PanelInfo {
  readonly path: string;
  readonly panels: readonly Panel[];
  /** Why there is nothing to show: what `view()` threw, or which part of what it returned is none of the shapes. */
  readonly error?: string;
}

/** One second of the charts; the last before the end of the app may be shorter. `GET /api/v1/series` has the last ten minutes. */
export interface SeriesPoint {
  readonly atMs: number;
  readonly executions: number;
  readonly hits: number;
  readonly failures: number;
  /** Of executions that ended in that second; absent where none did. */
  readonly p50Ms?: number;
  readonly p95Ms?: number;
  readonly heapBytes: number;
  readonly residentBytes: number;
}

/** `GET /api/v1/explain?path=&args=`, where `args` is a list as JSON. */
export interface ExplainInfo {
  readonly decision: 'hit' | 'joined' | 'miss' | 'failed';
  readonly sentence: string;
  readonly why: Why;
}

/** What `POST /api/v1/actions` takes, with the header `x-workloop-token`. */
export type Action =
  /** `run`: a waiting app begins. `pause`: no new pass, what runs goes on. */
  | { readonly action: 'run' | 'pause' | 'resume' | 'stop' | 'invalidateAll' }
  | { readonly action: 'startWork' | 'stopWork' | 'retry' | 'invalidateWork'; readonly path: string }
  /** Of one call, by its `id`, or by its work and its arguments. */
  | { readonly action: 'force' | 'invalidate'; readonly id: number }
  | { readonly action: 'force' | 'invalidate'; readonly path: string; readonly args: readonly unknown[] };

/** What may be asked for, by name. */
export type ActionName = Action['action'];

/** What came of an action: 200 where `isDone`, 409 where it could not be. */
export interface ActionResult {
  readonly isDone: boolean;
  /** What happened, or why nothing did, as a sentence. */
  readonly message: string;
}

/**
 * What a request is answered with that is refused: 4xx and 5xx. Of the codes, `badRequest`, `unauthorized`, `forbidden`,
 * `notFound`, `methodNotAllowed` and `tooMany` are what their names say in HTTP; `unavailable` is a 503: the app's thread is
 * busy, or the app has ended.
 */
export interface ApiError {
  readonly error: { readonly code: string; readonly message: string };
}

/** All that a page begins with. */
export interface Snapshot {
  readonly app: AppInfo;
  readonly components: readonly ComponentInfo[];
  /** The last ones, oldest first; the older ones by `GET /api/v1/calls`. */
  readonly calls: readonly CallInfo[];
  readonly hits: readonly HitTick[];
  /** Hits before it are counted in `app`, and not among `hits`; absent where all are there. */
  readonly hitsFromMs?: number;
  readonly passes: readonly PassInfo[];
  readonly logs: readonly LogLine[];
  readonly changes: readonly StateChange[];
  readonly series: readonly SeriesPoint[];
}

/** What has happened since. Whatever is absent is as it was. */
export interface Delta {
  readonly app?: AppInfo;
  /** As they are now, new ones as well. */
  readonly components?: readonly ComponentInfo[];
  /** All paths in the order of the tree, where a component has come or gone. */
  readonly order?: readonly string[];
  /** As they are now, by `id`, new ones as well. */
  readonly calls?: readonly CallInfo[];
  readonly hits?: readonly HitTick[];
  /** As they are now, by `pass`. */
  readonly passes?: readonly PassInfo[];
  readonly logs?: readonly LogLine[];
  readonly changes?: readonly StateChange[];
  readonly series?: readonly SeriesPoint[];
}

/**
 * `GET /api/v1/stream`: server-sent events with ids that only grow. First a `snapshot`, or, after `Last-Event-ID`, what has
 * happened since, if that is still known; then a `delta` at most ten times a second; a comment every fifteen seconds; and
 * `end` when the app has come to its end. A client that cannot set headers asks for `?after=` an id instead.
 */
export type StreamEvent =
  | { readonly event: 'snapshot'; readonly id: number; readonly data: Snapshot }
  | { readonly event: 'delta'; readonly id: number; readonly data: Delta }
  | { readonly event: 'end'; readonly id: number; readonly data: AppInfo };
