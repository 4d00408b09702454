import type {
  Action,
  ActionResult,
  AppInfo,
  CallDetail,
  CodeInfo,
  ComponentDetail,
  Delta,
  ExplainInfo,
  LedgerInfo,
  PanelInfo,
  Snapshot,
  StateInfo,
} from './api.js';

/*
 * Between the app's thread, where things happen, and the view's, which serves them: a slow page never holds up the loop,
 * and a loop that is stuck does not make the page disappear.
 *
 *     app's thread                         view's thread
 *     recorder ── update, at most ten a second ──► model ──► stream, lists
 *              ◄── taken, so that the next one may come ──
 *              ◄── watched, or nobody looks ──
 *     agent ◄── ask ── what only the app knows, and actions
 *           ── answer ──►
 */

/** What the view's thread asks of the app's, by the name of the answer. */
export interface Questions {
  component: { readonly asked: { readonly path: string }; readonly answer: ComponentDetail };
  call: { readonly asked: { readonly id: number }; readonly answer: CallDetail };
  state: { readonly asked: { readonly path: string }; readonly answer: StateInfo };
  ledger: { readonly asked: { readonly path: string }; readonly answer: LedgerInfo };
  code: { readonly asked: { readonly path: string }; readonly answer: CodeInfo };
  panel: { readonly asked: { readonly path: string }; readonly answer: PanelInfo };
  explain: {
    readonly asked: { readonly path: string; readonly args: readonly unknown[] };
    readonly answer: ExplainInfo;
  };
  act: { readonly asked: Action; readonly answer: ActionResult };
}

export type QuestionName = keyof Questions;

/** One question; `id` comes back with the answer. */
export type Ask = {
  readonly [Name in QuestionName]: {
    readonly kind: 'ask';
    readonly id: number;
    readonly name: Name;
    readonly asked: Questions[Name]['asked'];
  };
}[QuestionName];

/** Why there is no answer. `notFound`: no such component or call. `badRequest`: arguments that cannot be. */
export interface Refusal {
  readonly code: 'notFound' | 'badRequest' | 'failed';
  readonly message: string;
}

export type ToView =
  | { readonly kind: 'update'; readonly delta: Delta }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'refusal'; readonly id: number; readonly refusal: Refusal }
  /** Nothing comes after it. The thread tells all pages and ends within a second. */
  | { readonly kind: 'end'; readonly app: AppInfo };

export type FromView =
  /** Told once; `url` is that of the page. */
  | { readonly kind: 'listening'; readonly url: string; readonly token: string }
  /** Told instead, where it cannot listen. */
  | { readonly kind: 'failed'; readonly message: string }
  /** An `update` was taken: the next one may come. So a thread that is stuck never has more than one on its way. */
  | { readonly kind: 'taken' }
  /** Whether anybody looks from now on; at the start somebody does. An `update` follows at once where it is true. */
  | { readonly kind: 'watched'; readonly isWatched: boolean }
  /** A request met an error that nobody expected. `error` tells its kind and where it was thrown, and quotes nothing. */
  | { readonly kind: 'trouble'; readonly error: string }
  | Ask;

/** What the view's thread is started with. */
export interface ViewThreadData {
  readonly host: string;
  /** Tried first; then the next ones. */
  readonly port: number;
  /** Whether the next free port is taken where that one is not free. */
  readonly mayMove: boolean;
  /** What requests have to bring where `host` is not the loopback; made up where absent. */
  readonly token?: string;
  readonly snapshot: Snapshot;
}
