import type { AppInfo, Delta } from '../../api.js';
import { LIMITS } from '../limits.js';
import { mergeDeltas } from '../model/merge-deltas.js';
import type { Model } from '../model/model.js';
import { Refused } from '../refused.js';
import type { Timing } from '../timing.js';
import { Connection, type Outgoing } from './connection.js';
import { eventBytes, openingBytes } from './event-text.js';
import { RecentEvents } from './recent-events.js';

/**
 * Brings the model forward and tells all pages.
 *
 *     updates ──merged, ten a second──► model
 *                                        └── as an event, made once ──► recent events, every connection
 *
 * The model changes only together with the event that says so. Therefore a snapshot with the id of the newest event, and all
 * events after it, make the model of any later moment.
 */
export class Stream {
  private readonly connections = new Set<Connection>();
  private readonly recent: RecentEvents;
  private pending: Delta | undefined;
  private lastUpdateMs = Number.NEGATIVE_INFINITY;
  private snapshot: { readonly id: number; readonly bytes: Buffer; readonly madeMs: number } | undefined;
  private hasEnded = false;
  private stopBeating: () => void;

  /** @param lastId Ids begin behind it. It has to be greater than all ids of an earlier app on the port, whose pages come back. */
  constructor(
    private readonly model: Model,
    private readonly timing: Timing,
    lastId: number,
    private readonly limits: StreamLimits = LIMITS.stream,
  ) {
    this.recent = new RecentEvents(lastId, limits);
    this.stopBeating = timing.after(limits.heartbeatMs, () => this.beat());
  }

  /** Whether a page is connected. */
  get isHeard(): boolean {
    return this.connections.size > 0;
  }

  /** Takes what has happened in the app. */
  update(delta: Delta): void {
    if (this.hasEnded) return;
    const isFirst = this.pending === undefined;
    this.pending = this.pending === undefined ? delta : mergeDeltas(this.pending, delta);
    if (isFirst) this.publishWhenDue();
  }

  /**
   * Lets a page listen from now on.
   *
   * @param after The id of the last event that it got; without one it begins with a snapshot.
   * @throws Refused where too many listen.
   */
  connect(outgoing: Outgoing, after?: number): void {
    const connection = new Connection(
      outgoing,
      after,
      (sentId) => this.since(sentId),
      this.limits.unsentBytes,
    );
    outgoing.on('close', () => this.connections.delete(connection));
    outgoing.write(openingBytes);
    if (this.hasEnded) {
      connection.finish();
      return;
    }
    connection.proceed();
    this.connections.add(connection);
  }

  /** Has to be asked before `connect`. @throws Refused where too many listen. */
  assertRoom(): void {
    if (this.connections.size < this.limits.connections) return;
    throw new Refused(429, `${this.connections.size} pages listen already. Close some of them.`, {
      'retry-after': '5',
    });
  }

  /** Tells all pages that the app has ended, and how; nothing comes after it. May be called twice. */
  end(app: AppInfo): void {
    if (this.hasEnded) return;
    this.publish();
    this.hasEnded = true;
    this.stopBeating();
    this.model.apply({ app });
    const id = this.recent.lastId + 1;
    this.recent.add(id, eventBytes({ event: 'end', id, data: app }));
    for (const connection of this.connections) connection.finish();
    this.connections.clear();
  }

  /** Timers leave out parts of milliseconds, and may be early: whoever was is set again. */
  private publishWhenDue(): void {
    const waitMs = this.lastUpdateMs + this.limits.updateEveryMs - this.timing.now();
    if (waitMs <= 0) this.publish();
    else this.timing.after(Math.ceil(waitMs), () => this.publishWhenDue());
  }

  private publish(): void {
    if (this.pending === undefined) return;
    const delta = this.model.apply(this.pending);
    this.pending = undefined;
    this.lastUpdateMs = this.timing.now();
    const id = this.recent.lastId + 1;
    const bytes = eventBytes({ event: 'delta', id, data: delta });
    this.recent.add(id, bytes);
    for (const connection of this.connections) connection.offer(id, bytes);
  }

  /** Whatever has to be sent to one that has everything up to an id, and the id of the newest event. */
  private since(sentId: number | undefined): { readonly id: number; readonly parts: readonly Buffer[] } {
    const id = this.recent.lastId;
    const missed = sentId === undefined ? undefined : this.recent.since(sentId);
    if (missed !== undefined) return { id, parts: missed };
    const snapshot = this.currentSnapshot();
    return { id, parts: [snapshot.bytes, ...(this.recent.since(snapshot.id) ?? [])] };
  }

  /** One snapshot serves all who come within a second: fifty pages that come back at once cost no more than one. */
  private currentSnapshot(): { readonly id: number; readonly bytes: Buffer } {
    const [now, id] = [this.timing.now(), this.recent.lastId];
    const { snapshot } = this;
    const isFresh = snapshot !== undefined && now - snapshot.madeMs < this.limits.snapshotReuseMs;
    if (isFresh && this.recent.since(snapshot.id) !== undefined) return snapshot;
    // After the end the event `end` has to follow, so the snapshot bears the id of the one before.
    const snapshotId = this.hasEnded ? id - 1 : id;
    const bytes = eventBytes({ event: 'snapshot', id: snapshotId, data: this.model.snapshot() });
    this.snapshot = { id: snapshotId, bytes, madeMs: now };
    return this.snapshot;
  }

  private beat(): void {
    for (const connection of this.connections) connection.beat();
    this.stopBeating = this.timing.after(this.limits.heartbeatMs, () => this.beat());
  }
}

type StreamLimits = { readonly [Name in keyof typeof LIMITS.stream]: number };
