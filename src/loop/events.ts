import { EventEmitter } from 'node:events';
import type { OutputLine } from '../executor/output-line.js';
import type { Reason } from '../ledger/why/reason.js';

/** A call, as events tell of it. */
export interface CallEvent {
  /** Where the work stands: `root.trainer`. */
  readonly path: string;
  /** Counts the executions of one work, from 1. */
  readonly call: number;
  /** The arguments as they were when the call was made. */
  readonly args: readonly unknown[];
  /** The app's clock, in milliseconds since the epoch. */
  readonly atMs: number;
}

/** What `app.on` tells, by name of the event. Every event is told after what it tells of has happened. */
export interface AppEvents {
  /** The first pass is about to begin. `paths` are the labels of all components, the root's first. */
  'app:started': [event: { readonly paths: readonly string[]; readonly atMs: number }];
  /** The app has come to its end; nothing is told after this. */
  'app:stopped': [event: { readonly exitCode: number; readonly reason: string; readonly atMs: number }];
  /** A pass begins; `pass` counts from 1. */
  'pass:started': [event: { readonly pass: number; readonly atMs: number }];
  /**
   * A pass has come to its end: `suspendedBy` names the works that it waits for (none where the flow ran through), and
   * `changed` the fields that the flow itself set.
   */
  'pass:ended': [
    event: {
      readonly pass: number;
      readonly atMs: number;
      readonly suspendedBy: readonly string[];
      readonly changed: readonly string[];
    },
  ];
  /** A miss waits for its turn. `reason` says why it executes. */
  'call:queued': [event: CallEvent & { readonly reason: Reason }];
  /** The `run` of a work begins. */
  'call:started': [event: CallEvent];
  /** A call in a pass met an equal one that is under way. */
  'call:joined': [event: CallEvent];
  /** A call has its outcome, and the ledger knows it. `error` is what `run` threw, for a failed call. */
  'call:settled': [
    event: CallEvent & {
      readonly outcome: 'succeeded' | 'failed' | 'stopped';
      readonly error?: unknown;
    },
  ];
  /** An attempt failed with `error`, and the next one begins after `delayMs` milliseconds. `attempt` counts from 1. */
  'call:retried': [
    event: CallEvent & { readonly attempt: number; readonly delayMs: number; readonly error: unknown },
  ];
  /** A call in a pass was answered from the ledger. */
  'call:hit': [event: { readonly path: string; readonly atMs: number }];
  /** A work printed a whole line in its worker, or logged one. */
  'work:output': [event: OutputLine & { readonly path: string; readonly atMs: number }];
  /** A public field of a component has another value than before. */
  'state:changed': [
    event: {
      readonly path: string;
      readonly field: string;
      readonly before: unknown;
      readonly after: unknown;
    },
  ];
}

/** The events of one app. A listener that throws ends the app with what it threw. */
export class AppEventBus {
  readonly #emitter = new EventEmitter();

  constructor(private readonly onListenerError: (error: unknown) => void) {
    this.#emitter.setMaxListeners(0);
  }

  /** Calls `listener` at each event of a name, from now on; returns what takes it off again. */
  on<Name extends keyof AppEvents>(name: Name, listener: (...event: AppEvents[Name]) => void): () => void {
    this.#emitter.on(name, listener as (...event: unknown[]) => void);
    return () => void this.#emitter.off(name, listener as (...event: unknown[]) => void);
  }

  /** Whether anybody would hear an event, so that nothing is put together in vain. */
  isHeard(name: keyof AppEvents): boolean {
    return this.#emitter.listenerCount(name) > 0;
  }

  emit<Name extends keyof AppEvents>(name: Name, ...event: AppEvents[Name]): void {
    // One by one, so that whoever comes after a listener that throws still hears of it.
    for (const listener of this.#emitter.listeners(name)) {
      try {
        listener(...event);
      } catch (error) {
        this.onListenerError(error);
      }
    }
  }
}
