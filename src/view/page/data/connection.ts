import { signal } from '@preact/signals';
import type { AppInfo, Delta, Snapshot } from '../../api.js';
import { type ApiClient, RefusedError } from './api-client.js';
import { showSuccessor } from './selection.js';
import { EventParser, type ServerSentEvent } from './sse.js';
import type { Store } from './store.js';

/** How the page and the app are connected. */
export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  /** `sinceMs` is by the clock of the app. */
  | { readonly kind: 'lost'; readonly sinceMs: number; readonly why: string }
  | { readonly kind: 'ended' };

/** Why a connection is lost that does not come back by itself: the app does not know this page any more. */
export const HAS_OTHER_TOKEN =
  'The app has started again, with another token: open the address that it printed.';

/** The page is brought up to date this often at most. */
const APPLY_EVERY_MS = 100;
/** The app sends a sign of life every fifteen seconds. */
const SILENT_AFTER_MS = 35_000;
const FIRST_RETRY_MS = 300;
const LAST_RETRY_MS = 3_000;
/** After the end another app may start at the same address. */
const LOOK_AGAIN_MS = 3_000;
/** Why a stream was broken off that did not break off by itself. */
const LET_GO = Symbol('let go');

/** Keeps the store up to date from the stream, and takes it up again where it broke off. */
export class Connection {
  readonly state = signal<ConnectionState>({ kind: 'connecting' });
  /** Another process answers at this address than the one that ended: to this browser, or to who knows its token. */
  readonly successor = signal<'here' | 'behind a token' | undefined>(undefined);
  #lastId = '';
  #waiting: ServerSentEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wake: () => void = () => undefined;
  #stream: AbortController | undefined;
  #rest: { readonly isOver: Promise<void>; readonly end: () => void } | undefined;

  constructor(
    private readonly client: ApiClient,
    private readonly store: Store,
  ) {}

  /** Goes on until the app has ended; resolves then. */
  async run(): Promise<void> {
    let delayMs = FIRST_RETRY_MS;
    while (this.state.peek().kind !== 'ended') {
      await this.#rest?.isOver;
      const before = this.#lastId;
      const why = await this.#readStream();
      if (this.state.peek().kind === 'ended') break;
      if (why === undefined) continue;
      if (this.#lastId !== before) delayMs = FIRST_RETRY_MS;
      this.#lose(why);
      await this.#sleep(delayMs);
      delayMs = Math.min(LAST_RETRY_MS, delayMs * 2);
    }
    await this.#lookForSuccessor();
  }

  /** Tries again at once, also where it tries already and gets no answer. */
  retry(): void {
    this.#stream?.abort(LET_GO);
    this.#wake();
  }

  /** Lets the stream go until `goOn`, while nobody looks. */
  rest(): void {
    if (this.#rest !== undefined) return;
    let end: () => void = () => undefined;
    const isOver = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.#rest = { isOver, end };
    if (this.state.peek().kind === 'live') this.state.value = { kind: 'connecting' };
    this.#stream?.abort(LET_GO);
  }

  /** Takes the stream up again at once, where it was left. */
  goOn(): void {
    if (this.#rest === undefined) return;
    this.#rest.end();
    this.#rest = undefined;
    this.#wake();
  }

  /** Reads until the stream breaks off; says why it did, `undefined` where it was let go. */
  async #readStream(): Promise<string | undefined> {
    const abort = new AbortController();
    this.#stream = abort;
    let watchdog = setTimeout(() => abort.abort(), SILENT_AFTER_MS);
    try {
      const body = await this.client.stream(this.#lastId, abort.signal);
      // It goes on where it was left; there may be nothing to tell for a long while.
      if (this.#lastId !== '') this.#hear();
      const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string>).getReader();
      const parser = new EventParser();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return 'The app closed the connection.';
        clearTimeout(watchdog);
        watchdog = setTimeout(() => abort.abort(), SILENT_AFTER_MS);
        for (const event of parser.push(value)) this.#take(event);
      }
    } catch (error) {
      if (abort.signal.reason === LET_GO) return undefined;
      if (isOfAnother(error) && this.store.app.peek() === undefined) {
        // The page came from an app that has ended since. One with the token that it has would only begin the same anew.
        if (await this.client.isOtherPageThere()) showSuccessor();
      } else if (isOfAnother(error)) {
        const isPageThere = await this.client.isPageThere();
        if (isPageThere === false) return HAS_OTHER_TOKEN;
        if (isPageThere === true) showSuccessor();
      }
      if (error instanceof RefusedError) return error.message;
      return abort.signal.aborted ? 'Nothing was heard of the app.' : 'The app does not answer.';
    } finally {
      clearTimeout(watchdog);
      abort.abort();
      // What came before it broke off: later it would pass for a sign of life, and be sent once more.
      this.#applyWaiting();
    }
  }

  /** Events are taken in at once where there was none for a while, else together with those that come soon. */
  #take(event: ServerSentEvent): void {
    this.#waiting.push(event);
    const isUrgent = event.event !== 'delta';
    if (!isUrgent && this.#timer !== undefined) return;
    this.#applyWaiting();
    if (!isUrgent) this.#timer = setTimeout(() => this.#applyWaiting(), APPLY_EVERY_MS);
  }

  #applyWaiting(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const events = this.#waiting;
    this.#waiting = [];
    for (const event of events) this.#apply(event);
  }

  #apply({ id, event, data }: ServerSentEvent): void {
    if (event === 'snapshot') this.#begin(JSON.parse(data) as Snapshot);
    else if (event === 'delta') this.store.apply(JSON.parse(data) as Delta);
    else if (event === 'end') {
      this.store.end(JSON.parse(data) as AppInfo);
      this.state.value = { kind: 'ended' };
      return;
    } else return;
    this.#lastId = id;
    this.#hear();
  }

  #hear(): void {
    if (this.#rest !== undefined) return;
    this.store.isHeardOf.value = true;
    // Whoever comes late gets no event of the end any more.
    const kind = this.store.app.peek()?.end === undefined ? 'live' : 'ended';
    if (this.state.peek().kind !== kind) this.state.value = { kind };
  }

  #begin(snapshot: Snapshot): void {
    const known = this.store.app.peek();
    // Another process has taken the place of this one: the token of this page is not its token.
    if (known !== undefined && !isSameProcess(known, snapshot.app)) showSuccessor();
    this.store.reset(snapshot);
  }

  #lose(why: string): void {
    const known = this.state.peek();
    // By the clock of the app like every other time; asked before that stands still.
    const sinceMs = known.kind === 'lost' ? known.sinceMs : this.store.nowMs();
    this.store.isHeardOf.value = false;
    this.state.value = { kind: 'lost', sinceMs, why };
  }

  /** Shows the app that has taken the place of this one; where that is gone as well, goes on looking for the next. */
  async showSuccessor(): Promise<void> {
    if (await this.client.isPageThere()) {
      showSuccessor();
      return;
    }
    this.successor.value = undefined;
    await this.#lookForSuccessor();
  }

  async #lookForSuccessor(): Promise<void> {
    const known = this.store.app.peek();
    while (this.successor.peek() === undefined) {
      await this.#sleep(LOOK_AGAIN_MS);
      if (document.hidden) continue;
      const app = await this.client.get<AppInfo>('app').catch(isOfAnother);
      const isAnother = typeof app === 'boolean' ? app : known !== undefined && !isSameProcess(known, app);
      // It may be gone again, as one that fails at its start.
      const isPageThere = isAnother ? await this.client.isPageThere() : undefined;
      if (isPageThere !== undefined) this.successor.value = isPageThere ? 'here' : 'behind a token';
    }
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Whether an answer shows that another process has taken the place of the one whose token this page has. */
function isOfAnother(error: unknown): boolean {
  return error instanceof RefusedError && error.status === 401;
}

function isSameProcess(one: AppInfo, other: AppInfo): boolean {
  return one.pid === other.pid && one.startedAtMs === other.startedAtMs;
}
