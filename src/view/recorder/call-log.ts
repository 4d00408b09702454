import type { Host } from '../../call/host.js';
import type { CallKey } from '../../identity/call-key.js';
import type { Call } from '../../ledger/call.js';
import type { CallInfo, CallState } from '../api.js';
import type { Allowance } from './allowance.js';
import { CallEntry } from './call-entry.js';

/** Of so many calls it is known what they came to. */
const MOST_KNOWN = 2_000;
/** Of so many the arguments are kept, as long as they do not weigh more altogether than the second number of parts. */
const MOST_KEPT = 1_000;
const MOST_WEIGHT = 2_000_000;
/** So many calls go into one delta, */
const MOST_TOLD = 2_000;
/** and so many may wait for their turn: beyond, the oldest are never told of one by one. */
const MOST_UNTOLD = 20_000;

/** The executions of one app, the last of them with what they came to. */
export class CallLog {
  #lastId = 0;
  readonly #underWay = new Map<Call, CallEntry>();
  /** The last ones: ids follow on each other, so that each stands where its id says. */
  readonly #known: CallEntry[] = [];
  /** Those whose arguments are kept, oldest first. */
  readonly #kept = new Set<CallEntry>();
  #keptWeight = 0;
  /** What clients know otherwise than it is now: never let go, or it would be under way there for ever, */
  #changed: CallEntry[] = [];
  /** what they have not been told of yet, */
  #untold: CallEntry[] = [];
  /** and what they have been told without texts, for which there was no time. */
  readonly #unread = new Set<CallEntry>();

  /** Whether there is anything left to tell. */
  get isEmpty(): boolean {
    return this.isTold && this.#unread.size === 0;
  }

  /** Whether clients know of every call as it is, if not of all texts. */
  get isTold(): boolean {
    return this.#changed.length + this.#untold.length === 0;
  }

  /** How many there were. */
  get count(): number {
    return this.#lastId;
  }

  queued(host: Host, call: Call, atMs: number): void {
    const entry = new CallEntry(++this.#lastId, host, call, atMs);
    this.#underWay.set(call, entry);
    this.#know(entry);
    this.#note(entry);
  }

  started(call: Call, atMs: number): void {
    const entry = this.#underWay.get(call);
    if (entry === undefined) return;
    entry.state = 'running';
    entry.attempt = Math.max(1, call.attempt);
    entry.startedAtMs = atMs;
    entry.firstStartedAtMs ??= atMs;
    entry.attemptEndedAtMs = undefined;
    this.#note(entry);
  }

  /** An attempt failed, and another one follows. */
  retried(call: Call, atMs: number): void {
    const entry = this.#underWay.get(call);
    if (entry === undefined) return;
    entry.state = 'retrying';
    entry.attemptEndedAtMs = atMs;
    this.#note(entry);
  }

  /** Gives how long the last attempt took, where there was one. */
  settled(call: Call, atMs: number): number | undefined {
    const entry = this.#underWay.get(call);
    if (entry === undefined) return undefined;
    this.#underWay.delete(call);
    entry.state = (call.outcome?.kind ?? 'stopped') satisfies CallState;
    entry.endedAtMs = atMs;
    this.#note(entry);
    const { startedAtMs, attemptEndedAtMs = atMs } = entry;
    return startedAtMs === undefined ? undefined : Math.max(0, attemptEndedAtMs - startedAtMs);
  }

  /** What is to be told now. */
  take(allowance: Allowance): readonly CallInfo[] {
    const infos: CallInfo[] = [];
    const entries = this.#changed.splice(0, MOST_TOLD);
    entries.push(...this.#untold.splice(0, MOST_TOLD - entries.length));
    for (const entry of entries) {
      entry.isWaiting = false;
      entry.isTold = true;
      if (entry.isOpen) this.#read(entry, allowance);
      infos.push(entry.info());
    }
    for (const entry of this.#unread) {
      if (infos.length === MOST_TOLD || !allowance.isLeft) break;
      this.#read(entry, allowance);
      infos.push(entry.info());
    }
    return infos;
  }

  /** One of the last calls, as it is known by now. */
  get(id: number): CallEntry | undefined {
    const entry = this.#known[placeOf(id)];
    if (entry?.id !== id) return undefined;
    entry.look();
    return entry;
  }

  /** Of the last calls of a work, wherever it stood, the arguments on one line by what tells the call from others. */
  argumentsOf(work: object): ReadonlyMap<CallKey, string> {
    const lines = new Map<CallKey, string>();
    for (let id = Math.max(1, this.#lastId - MOST_KNOWN + 1); id <= this.#lastId; id++) {
      const entry = this.#known[placeOf(id)]!;
      if (entry.host.target.work !== work) continue;
      entry.look();
      lines.set(entry.key, entry.info().args);
    }
    return lines;
  }

  #note(entry: CallEntry): void {
    if (entry.isWaiting) return;
    entry.isWaiting = true;
    (entry.isTold ? this.#changed : this.#untold).push(entry);
    if (this.#untold.length <= MOST_UNTOLD) return;
    for (const oldest of this.#untold.splice(0, MOST_TOLD)) {
      oldest.isWaiting = false;
      this.#close(oldest);
    }
  }

  #read(entry: CallEntry, allowance: Allowance): void {
    if (!allowance.isLeft) {
      this.#unread.add(entry);
      if (this.#unread.size <= MOST_KNOWN) return;
      const [oldest] = this.#unread;
      this.#unread.delete(oldest!);
      this.#close(oldest!);
      return;
    }
    this.#unread.delete(entry);
    entry.look();
    if (entry.args === undefined || this.#kept.has(entry)) return;
    if (this.#known[placeOf(entry.id)] !== entry) entry.args = undefined;
    else this.#keep(entry);
  }

  #close(entry: CallEntry): void {
    entry.close();
    entry.args = undefined;
  }

  #keep(entry: CallEntry): void {
    this.#kept.add(entry);
    this.#keptWeight += entry.weight;
    for (const oldest of this.#kept) {
      const isTooMuch = this.#kept.size > MOST_KEPT || this.#keptWeight > MOST_WEIGHT;
      if (!isTooMuch || oldest === entry) return;
      this.#letGo(oldest);
    }
  }

  #letGo(entry: CallEntry): void {
    if (!this.#kept.delete(entry)) return;
    this.#keptWeight -= entry.weight;
    entry.args = undefined;
  }

  #know(entry: CallEntry): void {
    const place = placeOf(entry.id);
    const before = this.#known[place];
    this.#known[place] = entry;
    if (before !== undefined) this.#letGo(before);
  }
}

function placeOf(id: number): number {
  return (id - 1) % MOST_KNOWN;
}
