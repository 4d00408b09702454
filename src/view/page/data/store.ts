import { batch, computed, type Signal, signal } from '@preact/signals';
import type {
  AppInfo,
  ComponentInfo,
  Delta,
  LogLine,
  PassInfo,
  SeriesPoint,
  Snapshot,
  StateChange,
} from '../../api.js';
import { extended } from './bounded.js';
import { CallLog } from './call-log.js';
import { HitLog } from './hit-log.js';

/** So many lines of logs are kept. */
export const MOST_LINES = 10_000;
const MOST_CHANGES = 1_000;
const MOST_PASSES = 2_000;
const MOST_POINTS = 600;

/**
 * What the page knows of the app. Fed by the stream alone; each part is a signal of its own, so that a change draws anew
 * what shows it and nothing else. The two large parts are changed in place, and count their versions.
 */
export class Store {
  readonly app = signal<AppInfo | undefined>(undefined);
  /** Paths of all components, in the order of the tree. */
  readonly order = signal<readonly string[]>([]);
  readonly calls = new CallLog();
  readonly callsVersion = signal(0);
  readonly hits = new HitLog();
  readonly hitsVersion = signal(0);
  readonly passes = signal<readonly PassInfo[]>([]);
  readonly logs = signal<readonly LogLine[]>([]);
  readonly changes = signal<readonly StateChange[]>([]);
  readonly series = signal<readonly SeriesPoint[]>([]);
  /** How often it began anew. */
  readonly resets = signal(0);
  readonly #components = new Map<string, Signal<ComponentInfo>>();
  /** How far the clock of the app is ahead of that of the page. */
  #aheadMs = 0;

  /** What happens now is known, or not: the connection is there, or lost. */
  readonly isHeardOf = signal(true);
  /** Whether what has not ended may still go on: neither has the app ended nor is the connection lost. */
  readonly goesOn = computed(() => this.isHeardOf.value && this.app.value?.end === undefined);

  /** The time by the clock of the app; stands still when the app has ended, and where nothing is heard of it. */
  nowMs(): number {
    const app = this.app.peek();
    if (app !== undefined && !this.goesOn.peek()) return app.atMs;
    return Date.now() + this.#aheadMs;
  }

  /** A component as it is now, or that it is not there; reading it subscribes. */
  component(path: string): ComponentInfo | undefined {
    // What joins or leaves is another one than what was read before.
    void this.order.value;
    return this.#components.get(path)?.value;
  }

  /** All components in the order of the tree; reading it does not subscribe to any of them. */
  peekComponents(): readonly ComponentInfo[] {
    return this.order.peek().flatMap((path) => this.#components.get(path)?.peek() ?? []);
  }

  /** Begins anew. */
  reset(snapshot: Snapshot): void {
    batch(() => {
      this.#components.clear();
      this.calls.begin(snapshot.calls);
      this.callsVersion.value++;
      this.hits.begin(snapshot.hitsFromMs);
      this.passes.value = [];
      this.logs.value = [];
      this.changes.value = [];
      this.series.value = [];
      this.order.value = [];
      this.resets.value++;
      this.apply({ ...snapshot, order: snapshot.components.map(({ path }) => path), calls: [] });
    });
  }

  apply(delta: Delta): void {
    batch(() => {
      if (delta.app !== undefined) this.#setApp(delta.app);
      for (const component of delta.components ?? []) this.#setComponent(component);
      if (delta.order !== undefined) this.#setOrder(delta.order);
      if (delta.calls?.length) {
        this.calls.put(delta.calls);
        this.callsVersion.value++;
      }
      if (delta.hits?.length) {
        this.hits.put(delta.hits);
        this.hitsVersion.value++;
      }
      if (delta.passes?.length) {
        this.passes.value = extended(this.passes.value, delta.passes, ({ pass }) => pass, MOST_PASSES);
      }
      if (delta.logs?.length) this.putLogs(delta.logs);
      if (delta.changes?.length) {
        this.changes.value = extended(this.changes.value, delta.changes, ({ id }) => id, MOST_CHANGES);
      }
      if (delta.series?.length) {
        this.series.value = extended(this.series.value, delta.series, ({ atMs }) => atMs, MOST_POINTS);
      }
    });
  }

  /** Takes in the end of the app. */
  end(app: AppInfo): void {
    this.#setApp(app);
  }

  putLogs(lines: readonly LogLine[]): void {
    this.logs.value = extended(this.logs.value, lines, ({ id }) => id, MOST_LINES);
  }

  #setApp(app: AppInfo): void {
    this.#aheadMs = app.atMs - Date.now();
    this.app.value = app;
  }

  #setComponent(component: ComponentInfo): void {
    const known = this.#components.get(component.path);
    if (known !== undefined) known.value = component;
    else {
      this.#components.set(component.path, signal(component));
      this.order.value = [...this.order.value, component.path];
    }
  }

  #setOrder(order: readonly string[]): void {
    const left = new Set(order);
    for (const path of this.#components.keys()) if (!left.has(path)) this.#components.delete(path);
    this.order.value = order.filter((path) => this.#components.has(path));
  }
}
