import type {
  AppInfo,
  ComponentInfo,
  Delta,
  HitTick,
  PassInfo,
  SeriesPoint,
  Snapshot,
  StateChange,
} from '../../api.js';
import { LIMITS } from '../limits.js';
import { Calls } from './calls.js';
import { ComponentList } from './component-list.js';
import { Logs } from './logs.js';
import { SortedTail } from './sorted-tail.js';

/** What is known of the app in the view's thread. It grows by deltas, and not beyond its limits. */
export class Model {
  app: AppInfo;
  readonly calls: Calls;
  readonly logs: Logs;
  private readonly componentList = new ComponentList();
  private readonly hits: SortedTail<{ readonly number: number; readonly tick: HitTick }>;
  private readonly passes: SortedTail<PassInfo>;
  private readonly changes: SortedTail<StateChange>;
  private readonly seriesPoints: SortedTail<SeriesPoint>;
  private hitCount = 0;

  constructor(
    snapshot: Snapshot,
    private readonly limits: Pick<Sizes, 'model' | 'snapshot'> = LIMITS,
  ) {
    const { model } = limits;
    this.app = snapshot.app;
    this.calls = new Calls(model);
    this.logs = new Logs(model.logs);
    this.hits = new SortedTail(({ number }) => number, model.hits);
    this.passes = new SortedTail(({ pass }) => pass, model.passes);
    this.changes = new SortedTail(({ id }) => id, model.changes);
    this.seriesPoints = new SortedTail(({ atMs }) => atMs, model.series);
    this.apply({ ...snapshot, order: snapshot.components.map(({ path }) => path) });
  }

  /** Takes what has happened, and returns it so that whoever applies it to a snapshot gets what the model is now. */
  apply(delta: Delta): Delta {
    if (delta.app !== undefined) this.app = delta.app;
    const isUnannounced = this.componentList.update(delta.components, delta.order);
    for (const call of delta.calls ?? []) this.calls.put(call);
    for (const tick of delta.hits ?? []) this.hits.put({ number: ++this.hitCount, tick });
    for (const pass of delta.passes ?? []) this.passes.put(pass);
    for (const line of delta.logs ?? []) this.logs.put(line);
    for (const change of delta.changes ?? []) this.changes.put(change);
    for (const point of delta.series ?? []) this.seriesPoints.put(point);
    return isUnannounced ? { ...delta, order: this.componentList.order } : delta;
  }

  get components(): ComponentInfo[] {
    return this.componentList.all;
  }

  get series(): SeriesPoint[] {
    return this.seriesPoints.last(this.limits.model.series);
  }

  /** What a page begins with. */
  snapshot(): Snapshot {
    const { snapshot } = this.limits;
    const hits = this.hits.last(snapshot.hits).map(({ tick }) => tick);
    return {
      app: this.app,
      components: this.components,
      calls: this.calls.snapshot(snapshot.calls),
      hits,
      ...(hits.length < this.hitCount && { hitsFromMs: hits[0]?.atMs ?? this.app.atMs }),
      passes: this.passes.last(snapshot.passes),
      logs: this.logs.last(snapshot.logs),
      changes: this.changes.last(snapshot.changes),
      series: this.series,
    };
  }
}

/** The limits with other numbers. */
export type Sizes = {
  readonly [Group in 'model' | 'snapshot']: { readonly [Name in keyof (typeof LIMITS)[Group]]: number };
};
