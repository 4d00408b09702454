import type { CallInfo } from '../../api.js';

/** More calls than these are not kept; the oldest go first, */
const MOST_CALLS = 100_000;
/** but for so many that have not ended: what takes long is still looked at. */
const MOST_OPEN = 10_000;

/** The executions that the page knows, of all works and by work; always in the order of their ids. */
export class CallLog {
  #all: CallInfo[] = [];
  readonly #byPath = new Map<string, CallInfo[]>();
  #knownFromId = 1;

  constructor(private readonly most = MOST_CALLS) {}

  /** Of all works, oldest first. */
  get all(): readonly CallInfo[] {
    return this.#all;
  }

  /** Of one work, oldest first. */
  of(path: string): readonly CallInfo[] {
    return this.#byPath.get(path) ?? [];
  }

  /** The call with an id, as it is now. */
  get(id: number): CallInfo | undefined {
    const at = indexOf(this.#all, id);
    return this.#all[at]?.id === id ? this.#all[at] : undefined;
  }

  /** From this id on all calls are here; of those before it only some that had not ended, or none. */
  get knownFromId(): number {
    return this.#knownFromId;
  }

  /** Since when all calls are here. */
  get knownFromMs(): number {
    if (this.#knownFromId <= 1) return Number.NEGATIVE_INFINITY;
    return this.#all[indexOf(this.#all, this.#knownFromId)]?.queuedAtMs ?? Number.POSITIVE_INFINITY;
  }

  /** How many calls since then were made too fast to be told of. */
  get missing(): number {
    const last = this.#all.at(-1);
    if (last === undefined) return 0;
    const known = this.#all.length - indexOf(this.#all, this.#knownFromId);
    return Math.max(0, last.id - this.#knownFromId + 1 - known);
  }

  /** Whether older calls would find a place. */
  get hasRoom(): boolean {
    return this.#all.length < this.most;
  }

  /** Begins anew with the newest calls, and with those of the older ones that have not ended: they came on top. */
  begin(calls: readonly CallInfo[]): void {
    this.#all = [];
    this.#byPath.clear();
    this.put(calls);
    const last = this.#all.at(-1);
    this.#knownFromId = last === undefined ? 1 : (this.#all.find(hasEnded)?.id ?? last.id + 1);
  }

  /** Takes in calls as they are now, new ones and known ones, in any order. */
  put(calls: readonly CallInfo[]): void {
    for (const call of calls) {
      place(this.#all, call);
      place(this.#lane(call.path), call);
    }
    if (this.#all.length > this.most) this.#forget(this.#all.length - this.most);
  }

  /** Takes in those that come right before `knownFromId`, oldest first; of more than there is room for, the newest. */
  putOlder(calls: readonly CallInfo[]): void {
    const unknown = calls.filter(({ id }) => this.get(id) === undefined);
    const older = unknown.slice(Math.max(0, unknown.length - (this.most - this.#all.length)));
    this.#all = merged(older, this.#all);
    for (const [path, lane] of byPathOf(older)) this.#byPath.set(path, merged(lane, this.of(path)));
    const first = older.length < unknown.length ? older[0] : calls[0];
    if (first !== undefined) this.#knownFromId = Math.min(this.#knownFromId, first.id);
  }

  #lane(path: string): CallInfo[] {
    const known = this.#byPath.get(path);
    if (known !== undefined) return known;
    const lane: CallInfo[] = [];
    this.#byPath.set(path, lane);
    return lane;
  }

  #forget(count: number): void {
    const counts = new Map<string, number>();
    for (const { id, path } of takeOldest(this.#all, count)) {
      this.#knownFromId = Math.max(this.#knownFromId, id + 1);
      counts.set(path, (counts.get(path) ?? 0) + 1);
    }
    for (const [path, ofPath] of counts) takeOldest(this.#lane(path), ofPath);
  }
}

/** Takes the oldest calls out of a list, but for those that have not ended, as long as they are not too many. */
function takeOldest(calls: CallInfo[], count: number): readonly CallInfo[] {
  const [gone, open]: [CallInfo[], CallInfo[]] = [[], []];
  for (const call of calls) {
    if (gone.length === count) break;
    (hasEnded(call) || open.length === MOST_OPEN ? gone : open).push(call);
  }
  calls.splice(0, gone.length + open.length, ...open);
  return gone;
}

function hasEnded({ endedAtMs }: CallInfo): boolean {
  return endedAtMs !== undefined;
}

/** Both lists in the order of ids. */
function merged(some: readonly CallInfo[], others: readonly CallInfo[]): CallInfo[] {
  const result: CallInfo[] = [];
  let at = 0;
  for (const call of some) {
    while (at < others.length && others[at]!.id < call.id) result.push(others[at++]!);
    result.push(call);
  }
  while (at < others.length) result.push(others[at++]!);
  return result;
}

function byPathOf(calls: readonly CallInfo[]): Map<string, CallInfo[]> {
  const lanes = new Map<string, CallInfo[]>();
  for (const call of calls) {
    const lane = lanes.get(call.path);
    if (lane === undefined) lanes.set(call.path, [call]);
    else lane.push(call);
  }
  return lanes;
}

/** Where a call with that id stands, or would. */
function indexOf(calls: readonly CallInfo[], id: number): number {
  let [low, high] = [0, calls.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (calls[middle]!.id < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

function place(calls: CallInfo[], call: CallInfo): void {
  const last = calls.at(-1);
  if (last === undefined || last.id < call.id) {
    calls.push(call);
    return;
  }
  const at = indexOf(calls, call.id);
  calls.splice(at, calls[at]?.id === call.id ? 1 : 0, call);
}
