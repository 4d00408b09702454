import type { CallInfo } from '../../api.js';

/** More calls than these are not kept; the oldest go first. */
const MOST_CALLS = 100_000;

/** The executions that the page knows, of all works and by work; always in the order of their ids. */
export class CallLog {
  #all: CallInfo[] = [];
  readonly #byPath = new Map<string, CallInfo[]>();
  readonly #firstStarts = new Map<number, number>();

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

  /** When the first attempt of a call began, where that was seen: the call itself says it of the last one only. */
  firstStartOf(id: number): number | undefined {
    return this.#firstStarts.get(id);
  }

  /** Takes in calls as they are now, new ones and known ones, in any order. */
  put(calls: readonly CallInfo[]): void {
    for (const call of calls) {
      this.#noteStart(call);
      place(this.#all, call);
      place(this.#lane(call.path), call);
    }
    if (this.#all.length > this.most) this.#forget(this.#all.length - this.most);
  }

  /** Takes in calls that are all older than those known, oldest first. */
  putOlder(calls: readonly CallInfo[]): void {
    const first = this.#all[0]?.id ?? Number.POSITIVE_INFINITY;
    const older = calls.filter(({ id }) => id < first).slice(-Math.max(0, this.most - this.#all.length));
    this.#all = [...older, ...this.#all];
    for (const [path, lane] of byPathOf(older)) this.#byPath.set(path, [...lane, ...this.of(path)]);
  }

  clear(): void {
    this.#all = [];
    this.#byPath.clear();
    this.#firstStarts.clear();
  }

  #lane(path: string): CallInfo[] {
    const known = this.#byPath.get(path);
    if (known !== undefined) return known;
    const lane: CallInfo[] = [];
    this.#byPath.set(path, lane);
    return lane;
  }

  #noteStart({ id, attempt }: CallInfo): void {
    if (attempt < 2 || this.#firstStarts.has(id)) return;
    const known = this.get(id);
    if (known?.attempt === 1 && known.startedAtMs !== undefined) this.#firstStarts.set(id, known.startedAtMs);
  }

  #forget(count: number): void {
    const gone = this.#all.splice(0, count);
    const counts = new Map<string, number>();
    for (const { id, path } of gone) {
      this.#firstStarts.delete(id);
      counts.set(path, (counts.get(path) ?? 0) + 1);
    }
    for (const [path, ofPath] of counts) this.#lane(path).splice(0, ofPath);
  }
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
