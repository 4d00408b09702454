import { messageOf } from '../../errors.js';
import type { CallName } from '../schedule/lost-call.js';
import type { ScheduleBook } from '../schedule/schedule-book.js';
import type { DurableComponent } from './durable-component.js';
import { keyPart } from './field-record.js';
import type { StoredComponent } from './stored-tree.js';

/** One schedule, as it is stored. */
interface ScheduleEntry {
  readonly name: string;
  readonly nextMs: number | null;
  readonly dueMs: number | null;
}

/** Ticks that are held, as they are stored; beside the schedules of the root. */
interface HoldEntry {
  readonly schedules: readonly { readonly uid: string; readonly name: string }[];
  readonly calls: readonly CallName[];
  readonly isInside: boolean;
  readonly from: number;
}

/** What the schedules of the app are kept by. */
export interface DurableSchedulesParts {
  readonly book: ScheduleBook;
  /** The root, once it has joined. */
  readonly rootOf: () => DurableComponent | undefined;
  readonly componentOf: (flow: object) => DurableComponent | undefined;
  readonly warn: (message: string) => void;
}

/** The schedules of one app in its store. */
export class DurableSchedules {
  /** The ticks that are held, as the store has them. */
  #held = '[]';
  #toResume: readonly HoldEntry[] = [];

  constructor(private readonly parts: DurableSchedulesParts) {}

  /** Goes on with the schedules that an earlier run left of a flow. */
  resume(own: DurableComponent, { schedules }: StoredComponent): void {
    for (const [key, bytes] of schedules) {
      const text = Buffer.from(bytes).toString();
      if (key === heldKey(own)) {
        this.#held = text;
        this.#toResume = JSON.parse(text) as HoldEntry[];
      } else this.#resume(own, key, JSON.parse(text) as ScheduleEntry);
    }
  }

  /** Goes on with the ticks that an earlier run held, when all flows have joined. */
  resumeHeld(flowOf: (uid: string) => object | undefined): void {
    for (const { schedules, ...rest } of this.#toResume) {
      const known = schedules.flatMap(({ uid, name }) => {
        const flow = flowOf(uid);
        return flow === undefined ? [] : [{ flow, name }];
      });
      this.parts.book.resumeHold({ schedules: known, ...rest });
    }
    this.#toResume = [];
  }

  /** Has written what has changed. */
  save(): void {
    const { book, rootOf, componentOf } = this.parts;
    for (const { flow, name, nextMs = null, dueMs = null } of book.takeChanged()) {
      const own = componentOf(flow);
      const entry: ScheduleEntry = { name, nextMs, dueMs };
      own?.set(`k/${own.uid}/${keyPart(name)}`, Buffer.from(JSON.stringify(entry)));
    }
    const held = this.#heldNow();
    const root = rootOf();
    if (held === this.#held || root === undefined) return;
    this.#held = held;
    root.set(heldKey(root), held === '[]' ? undefined : Buffer.from(held));
  }

  #resume(own: DurableComponent, key: string, { name, nextMs, dueMs }: ScheduleEntry): void {
    const state = { nextMs: nextMs ?? undefined, dueMs: dueMs ?? undefined };
    try {
      this.parts.book.resume(own.component, name, state);
    } catch (error) {
      // What made it one has been changed, the timezones that the machine knows for example. The flow says so if it asks.
      this.parts.warn(`A schedule of \`${own.path}\` begins anew: ${messageOf(error)}`);
      own.set(key, undefined);
    }
  }

  #heldNow(): string {
    const { book, componentOf } = this.parts;
    const { held } = book;
    if (held.length === 0) return '[]';
    const entries = held.map(({ schedules, calls, isInside, from }): HoldEntry => {
      const names = schedules.map(({ flow, name }) => ({ uid: componentOf(flow)?.uid ?? '', name }));
      return { schedules: names, calls, isInside, from };
    });
    return JSON.stringify(entries);
  }
}

function heldKey({ uid }: DurableComponent): string {
  return `k/${uid}/held`;
}
