import type { Host } from '../../call/host.js';
import type { CallKey } from '../../identity/call-key.js';
import type { Call } from '../../ledger/call.js';
import type { CallRecord } from '../../ledger/call-record.js';
import { ArgumentsCause } from '../../ledger/why/arguments-cause.js';
import { type ContainerPreview, previewOf } from '../../ledger/why/preview.js';
import { argumentsLineOf } from '../../ledger/why/preview-line.js';
import type { CallInfo, CallState, ErrorInfo, Why } from '../api.js';
import { errorInfosOf, errorLineOf } from './error-texts.js';
import { textOfValue, weightOf } from './value-text.js';
import { whyOf } from './why-text.js';

const MOST_ARGUMENTS = 200;
const MOST_ERROR = 200;

/** What a call is told as before there was time to look at its arguments. */
const NO_TEXTS = { args: '(…)', why: { text: '…', kind: 'unread', changes: [] } } as const;

/** One execution, from the moment it waits for its turn. */
export class CallEntry {
  state: CallState = 'queued';
  attempt = 1;
  startedAtMs: number | undefined;
  firstStartedAtMs: number | undefined;
  /** Of the last attempt, while the next one has not begun. */
  attemptEndedAtMs: number | undefined;
  endedAtMs: number | undefined;
  /** Whether clients know of it, as it is or as it was. */
  isTold = false;
  /** Whether there is something about it that clients are still to be told. */
  isWaiting = false;
  readonly path: string;
  readonly key: CallKey;
  /** Which execution of its work it is. */
  readonly number: number;
  /** As the ledger copied them; `undefined` when they are not kept any more. */
  args: readonly unknown[] | undefined;
  errors: readonly ErrorInfo[] | undefined;
  #errorLine: string | undefined;
  /** Roughly how many parts the arguments have. */
  weight = 0;
  #texts: { readonly args: string; readonly why: Why } | undefined;
  /** Until all is known of it; it keeps the result alive. */
  #call: Call | undefined;
  /** A record that its ledger may give up, or the text of a result that is kept nowhere. */
  #result: WeakRef<CallRecord> | string | undefined;

  constructor(
    readonly id: number,
    readonly host: Host,
    call: Call,
    readonly queuedAtMs: number,
  ) {
    this.path = host.path;
    this.key = call.key;
    this.number = call.number;
    this.args = call.args;
    this.#call = call;
  }

  get hasEnded(): boolean {
    return this.endedAtMs !== undefined;
  }

  /** What it returned, as text; `undefined` where that is not known any more. Made when it is asked for. */
  get result(): string | undefined {
    if (typeof this.#result !== 'object') return this.#result;
    const record = this.#result.deref();
    return record && this.#textOf(record);
  }

  /** Whether there is something left to look at. */
  get isOpen(): boolean {
    return this.#texts === undefined || (this.hasEnded && this.#call !== undefined);
  }

  /** Makes the texts that can be made by now. */
  look(): void {
    const call = this.#call;
    if (call === undefined) return;
    this.#texts ??= this.#textsOf(call);
    if (!this.hasEnded) return;
    this.#call = undefined;
    const { outcome } = call;
    if (outcome?.kind === 'succeeded')
      this.#result = call.isKept ? new WeakRef(outcome.record) : this.#textOf(outcome.record);
    if (outcome?.kind === 'failed') {
      this.errors = errorInfosOf(outcome.error, { redact: this.host.redact, work: this.path });
      this.#errorLine = errorLineOf(this.errors, MOST_ERROR);
    }
    if (outcome?.kind === 'stopped') this.errors = [{ name: 'Stopped', message: outcome.message }];
  }

  /** Lets go of what there was no time to look at. */
  close(): void {
    this.#texts ??= NO_TEXTS;
    if (this.hasEnded) this.#call = undefined;
  }

  info(): CallInfo {
    const { id, path, number, state, queuedAtMs, startedAtMs, firstStartedAtMs, attemptEndedAtMs } = this;
    const { endedAtMs, attempt } = this;
    return {
      id,
      path,
      call: number,
      state,
      queuedAtMs,
      ...(startedAtMs !== undefined && { startedAtMs }),
      ...(attempt > 1 && firstStartedAtMs !== undefined && { firstStartedAtMs }),
      ...(attemptEndedAtMs !== undefined && { attemptEndedAtMs }),
      ...(endedAtMs !== undefined && { endedAtMs }),
      attempt,
      ...(this.#texts ?? NO_TEXTS),
      ...(this.#errorLine !== undefined && { error: this.#errorLine }),
    };
  }

  #textOf(record: CallRecord): string {
    return textOfValue(record.original, { redact: this.host.redact, work: this.path, name: 'result' });
  }

  #textsOf({ cause, args }: Call): { readonly args: string; readonly why: Why } {
    const reason = cause?.describe() ?? { kind: 'unknown' };
    const preview: ContainerPreview =
      cause instanceof ArgumentsCause
        ? cause.preview
        : previewOf(args, { redact: this.host.redact, work: this.path });
    this.weight = weightOf(preview);
    for (const arg of args) if (typeof arg === 'string') this.weight += arg.length / 16;
    return { args: argumentsLineOf(preview, MOST_ARGUMENTS), why: whyOf(reason, this.queuedAtMs) };
  }
}
