import type { CallKey } from '../../identity/call-key.js';
import { ArgumentsCause } from './arguments-cause.js';
import type { Provenance } from './explanation.js';
import { type ListOwner, PreviewedList } from './previewed-list.js';
import { type Cause, causeFrom, type Reason } from './reason.js';

/** Of so many calls of a work it is known what became of them. */
const MOST_CALLS = 1_000;

/** What became of a call. */
type Note =
  | { readonly kind: 'recorded'; provenance: Provenance | (() => Provenance) }
  /** It is not recorded, and this is why. */
  | { readonly kind: 'gone'; readonly reason: Reason };

/**
 * What one work in memory knows of its calls, so that it can say why one executes. Bounded, and of arguments it keeps
 * only those of the last call; no text is made before somebody asks, but where that would keep arguments alive.
 */
export class CallHistory {
  readonly #notes = new Map<CallKey, Note>();
  #last: PreviewedList | undefined;
  /** Why the next call to begin executes. */
  #next: ArgumentsCause | undefined;
  /** What became of the calls that were known when all were forgotten the last time. */
  #allForgotten: Note | undefined;
  /** Whether all arguments so far may be kept: next to nothing is in them. */
  #isLight = true;

  constructor(private readonly owner: ListOwner) {}

  /** The arguments of the last call that began. */
  get lastArgs(): readonly unknown[] | undefined {
    return this.#last?.args;
  }

  /** A call is about to execute: it becomes the last one. Its arguments must not change any more. */
  noteBegun(args: readonly unknown[]): void {
    this.#last = new PreviewedList(args, this.owner);
    this.#next?.begin(this.#last);
    this.#next = undefined;
    this.#isLight &&= this.#last.isLight;
  }

  noteForgotten(key: CallKey, by: 'invalidated' | 'forced', atMs: number): void {
    this.#note(key, { kind: 'gone', reason: { kind: by, atMs } });
  }

  /** All calls are forgotten; those that are not known here were not known before. */
  noteAllForgotten(by: 'invalidated' | 'deleted', atMs: number): void {
    const note: Note = { kind: 'gone', reason: { kind: by, atMs } };
    this.#allForgotten = note;
    for (const key of this.#notes.keys()) this.#notes.set(key, note);
  }

  /** A call ended that was forgotten with all the others while its record was written down. */
  noteForgottenMeanwhile(key: CallKey): void {
    if (this.#allForgotten !== undefined) this.#note(key, this.#allForgotten);
  }

  noteExpired(key: CallKey, expiredAtMs: number): void {
    this.#note(key, { kind: 'gone', reason: { kind: 'expired', expiredAtMs } });
  }

  noteFailed(key: CallKey, atMs: number, message: string): void {
    this.#noteEnded('failed', key, atMs, message);
  }

  noteStopped(key: CallKey, atMs: number, message: string): void {
    this.#noteEnded('stopped', key, atMs, message);
  }

  /**
   * A call is recorded, or was found in the store.
   *
   * @param provenance Says where its value is from. Asked later or never, so it must not refer to the call.
   */
  noteRecorded(key: CallKey, provenance: () => Provenance): void {
    this.#note(key, { kind: 'recorded', provenance: this.#isLight ? provenance : provenance() });
  }

  /**
   * Why a call executes that is a miss, or would execute. Cheap: the reason is found when it is asked for, and until then
   * the cause refers to the arguments. The next call that begins is taken to be this one.
   *
   * @param durable What the store knows, which counts where nothing is known of the call here.
   */
  causeOf(key: CallKey, args: readonly unknown[], durable?: Cause): Cause {
    const gone = this.whyGone(key);
    if (gone !== undefined) return causeFrom(gone);
    if (durable !== undefined && durable.isOfWork !== true) return durable;
    this.#next = this.#compare(args, durable, this.#notes.has(key));
    return this.#next ?? durable ?? FIRST;
  }

  /** Why a call is not recorded that was known; `undefined` where it is, or nothing is known of it. */
  whyGone(key: CallKey): Reason | undefined {
    const note = this.#notes.get(key);
    return note?.kind === 'gone' ? note.reason : undefined;
  }

  /** Where the value of a recorded call is from; `undefined` where it is not known any more. */
  provenanceOf(key: CallKey): Provenance | undefined {
    const note = this.#notes.get(key);
    if (note?.kind !== 'recorded') return undefined;
    if (typeof note.provenance === 'function') note.provenance = note.provenance();
    return note.provenance;
  }

  /** @param wasRecorded It was, and nobody has forgotten it since. */
  #compare(
    args: readonly unknown[],
    durable: Cause | undefined,
    wasRecorded: boolean,
  ): ArgumentsCause | undefined {
    const stored = durable instanceof ArgumentsCause ? durable : undefined;
    if (this.#last === undefined) return stored;
    const mayBeEvicted = wasRecorded || stored?.mayBeEvicted === true;
    return new ArgumentsCause(this.#last, new PreviewedList(args, this.owner), mayBeEvicted);
  }

  #noteEnded(kind: 'failed' | 'stopped', key: CallKey, atMs: number, message: string): void {
    this.#note(key, { kind: 'gone', reason: { kind, atMs, message: message.slice(0, MOST_MESSAGE) } });
  }

  #note(key: CallKey, note: Note): void {
    this.#notes.delete(key);
    this.#notes.set(key, note);
    if (this.#notes.size <= MOST_CALLS) return;
    const [oldest] = this.#notes.keys();
    this.#notes.delete(oldest);
  }
}

/** Longer messages are cut: they are there to recognise a failure by. */
const MOST_MESSAGE = 1_000;

const FIRST = causeFrom({ kind: 'first' });
