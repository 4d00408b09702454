import type { CallInfo, CallPage, CallState } from '../../api.js';
import { isWithin } from './is-within.js';
import { SortedTail } from './sorted-tail.js';

/** Which calls a page asks for. */
export interface CallFilter {
  readonly path?: string;
  readonly states?: ReadonlySet<CallState>;
  /** Ignores case; looked for in arguments, reasons and paths. */
  readonly search?: RegExp;
  readonly before?: number;
  readonly limit: number;
}

/** The last calls, and those before them that have not ended. */
export class Calls {
  private readonly tail: SortedTail<CallInfo>;
  /** Older than the tail and not ended: a call that takes days must not go because others are quick. By growing `id`. */
  private readonly unfinished = new Map<number, CallInfo>();

  constructor(limits: { readonly calls: number; readonly unfinishedCalls: number }) {
    this.tail = new SortedTail<CallInfo>(
      (call) => call.id,
      limits.calls,
      (call) => {
        if (isUnfinished(call) && this.unfinished.size < limits.unfinishedCalls)
          this.unfinished.set(call.id, call);
      },
    );
  }

  put(call: CallInfo): void {
    if (this.tail.put(call) === 'kept' || !this.unfinished.has(call.id)) return;
    if (isUnfinished(call)) this.unfinished.set(call.id, call);
    else this.unfinished.delete(call.id);
  }

  /** The newest calls and all that have not ended, oldest first. */
  snapshot(count: number): CallInfo[] {
    return [
      ...this.unfinished.values(),
      ...this.tail.allBut(count).filter(isUnfinished),
      ...this.tail.last(count),
    ];
  }

  page(filter: CallFilter): CallPage {
    const calls: CallInfo[] = [];
    let [total, hasMore] = [0, false];
    const count = (call: CallInfo): void => {
      if (!passes(call, filter)) return;
      total++;
      if (filter.before !== undefined && call.id >= filter.before) return;
      if (calls.length < filter.limit) calls.push(call);
      else hasMore = true;
    };
    for (const call of this.tail.newestFirst()) count(call);
    for (const call of [...this.unfinished.values()].reverse()) count(call);
    return { calls, ...(hasMore && { next: calls.at(-1)!.id }), total };
  }
}

function isUnfinished({ state }: CallInfo): boolean {
  return state === 'queued' || state === 'running' || state === 'retrying';
}

function passes(call: CallInfo, { path, states, search }: CallFilter): boolean {
  return (
    (path === undefined || isWithin(call.path, path)) &&
    (states === undefined || states.has(call.state)) &&
    (search === undefined ||
      [call.path, call.args, call.why.text, call.error ?? ''].some((text) => search.test(text)))
  );
}
