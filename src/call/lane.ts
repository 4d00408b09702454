import type { CallName } from '../executor/call-name.js';
import type { Call } from '../ledger/call.js';
import { Place, type PlaceOwner } from './place.js';

/** What a lane asks of the queue that it belongs to. */
export type LaneOwner = Pick<
  PlaceOwner,
  'host' | 'callNameOf' | 'nextAttempt' | 'onBegun' | 'onAttemptEnded'
>;

/**
 * The calls of one work on their way to the executor: first in first out, at as many places as may execute side by side.
 * Places are made when they are needed, and keep their workers between calls.
 *
 *     add → waiting → [place, place, …] → owner
 */
export class Lane implements PlaceOwner {
  #waiting: Call[] = [];
  readonly #places: Place[] = [];
  #isShut = false;
  #isKeptWarm = false;
  #whenFree: (() => void)[] = [];

  constructor(private readonly owner: LaneOwner) {}

  get host(): LaneOwner['host'] {
    return this.owner.host;
  }

  /** How many calls wait for a place. */
  get length(): number {
    return this.#waiting.length;
  }

  /** Whether calls wait for it to be opened. */
  get isShut(): boolean {
    return this.#isShut;
  }

  /** Whether a call has a place, or something of a body is left. */
  get isBusy(): boolean {
    return this.#places.some((place) => place.isBusy);
  }

  /** Whether a body executes, or is about to, that somebody waits for. */
  get isExecuting(): boolean {
    return this.#places.some((place) => place.isAwaited);
  }

  add(call: Call): void {
    this.#waiting.push(call);
    this.#handOut();
  }

  /** Takes the waiting calls out of the lane. */
  drain(): void {
    this.#waiting = [];
  }

  /** Takes the places from the calls that were settled by somebody else. */
  clear(reason: Error): void {
    for (const place of [...this.#places]) if (place.isLeftBehind) place.letGo(reason);
  }

  /** From now on one worker is there ahead of the first call. */
  keepWarm(): void {
    this.#isKeptWarm = true;
    this.#warmUp();
  }

  /** From now on calls wait; the workers are given up, each as soon as it is free. */
  shut(): void {
    this.#isShut = true;
    this.renewWorkers();
  }

  /** Lets calls execute again. */
  open(): void {
    this.#isShut = false;
    this.#handOut();
    this.#warmUp();
  }

  /** Gives the workers up, each as soon as it is free: calls to come have new ones. */
  renewWorkers(): void {
    for (const place of this.#places) {
      place.isOutdated = true;
      if (place.isFree) void place.close(this.host.graceMs);
    }
    // There may be more places than before.
    this.#handOut();
  }

  /** Resolves when no call has a place and nothing of a body is left. */
  whenFree(): Promise<void> {
    return this.isBusy ? new Promise((resolve) => this.#whenFree.push(resolve)) : Promise.resolve();
  }

  /** Gives all workers up at once; resolves when nothing is left of them. */
  async close(): Promise<void> {
    this.#isShut = true;
    await Promise.all(this.#places.map((place) => place.close(this.host.graceMs)));
  }

  callNameOf(call: Call): CallName {
    return this.owner.callNameOf(call);
  }

  nextAttempt(call: Call): number {
    return this.owner.nextAttempt(call);
  }

  onBegun(call: Call): void {
    this.owner.onBegun(call);
  }

  onAttemptEnded(...attempt: Parameters<LaneOwner['onAttemptEnded']>): number | undefined {
    return this.owner.onAttemptEnded(...attempt);
  }

  /** Workers take their time to start, each another one; the calls begin in their order all the same. */
  onReady(place: Place): void {
    const firstOf = (one: Place): number => one.waitingNumber ?? Number.POSITIVE_INFINITY;
    const first = this.#places.reduce(
      (best, other) => (firstOf(other) < firstOf(best) ? other : best),
      place,
    );
    if (first !== place) place.exchange(first);
  }

  onFree(place: Place): void {
    const isSurplus = this.#places.length > this.host.target.options.concurrency;
    if (place.isOutdated || isSurplus) void place.close(this.host.graceMs);
    this.#handOut();
    this.#tellIfFree();
  }

  onClosed(place: Place): void {
    const index = this.#places.indexOf(place);
    if (index !== -1) this.#places.splice(index, 1);
    this.#handOut();
    this.#warmUp();
    this.#tellIfFree();
  }

  #handOut(): void {
    while (!this.#isShut && this.#waiting.length > 0) {
      const place = this.#places.find((candidate) => candidate.isFree) ?? this.#addPlace();
      if (place === undefined) return;
      place.take(this.#waiting.shift() as Call);
    }
  }

  #warmUp(): void {
    if (this.#isKeptWarm && !this.#isShut && this.#places.length === 0) this.#newPlace().warmUp();
  }

  #addPlace(): Place | undefined {
    return this.#places.length < this.host.target.options.concurrency ? this.#newPlace() : undefined;
  }

  #newPlace(): Place {
    const place = new Place(this);
    this.#places.push(place);
    return place;
  }

  #tellIfFree(): void {
    if (this.#whenFree.length === 0 || this.isBusy) return;
    const resolves = this.#whenFree;
    this.#whenFree = [];
    for (const resolve of resolves) resolve();
  }
}
