import fc from 'fast-check';
import type { CallInfo, CallState, ComponentInfo, Delta } from '../../../src/view/api.js';
import { LIMITS } from '../../../src/view/server/limits.js';
import { Model, type Sizes } from '../../../src/view/server/model/model.js';
import { Stream } from '../../../src/view/server/stream/stream.js';
import { appInfo, emptySnapshot } from './fake-app.js';
import { applied, FakeLine, FakePage, shown } from './fake-page.js';
import { ManualTiming } from './manual-timing.js';

/** What may happen, in any order. Numbers choose among what there is at that moment. */
type Step =
  | {
      readonly kind: 'update';
      readonly calls: number;
      readonly ends: number;
      readonly others: number;
      readonly tree: number;
    }
  | { readonly kind: 'time'; readonly ms: number }
  | { readonly kind: 'connect' | 'stall' | 'drain'; readonly page: number }
  /** The line breaks after a share of what is on its way; the page comes back with the last id that it got whole. */
  | { readonly kind: 'cut'; readonly page: number; readonly share: number };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('update' as const),
        calls: fc.nat(4),
        ends: fc.nat(4),
        others: fc.nat(3),
        tree: fc.nat(9),
      }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('time' as const), ms: fc.nat(1_500) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom('connect' as const, 'stall' as const, 'drain' as const),
        page: fc.nat(5),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('cut' as const),
        page: fc.nat(5),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    },
  ),
  { maxLength: 60 },
);

const roomy: Pick<Sizes, 'model' | 'snapshot'> = LIMITS;
const tight: typeof roomy = {
  model: { calls: 6, unfinishedCalls: 1_000, logs: 5, changes: 5, passes: 5, hits: 5, series: 4 },
  snapshot: { calls: 3, logs: 3, changes: 2, passes: 3, hits: 4 },
};

it.each([
  ['everything fits', roomy, LIMITS.stream],
  ['little is kept', tight, { ...LIMITS.stream, recentEvents: 3, unsentBytes: 500 }],
  ['no event is kept', tight, { ...LIMITS.stream, recentBytes: 0, unsentBytes: 0 }],
])('a page that holds on always knows what the model knows, whatever breaks: %s', (_name, sizes, limits) => {
  fc.assert(
    fc.property(steps, (sequence) => {
      const timing = new ManualTiming();
      const model = new Model(emptySnapshot, sizes);
      const stream = new Stream(model, timing, 1_000, limits);
      const app = new ChancyApp();
      let told = emptySnapshot;
      const pages: FakePage[] = [];
      const connect = (page: FakePage): void => {
        page.listenOn(new FakeLine());
        stream.connect(page.line!, page.lastId);
      };

      for (const step of sequence) {
        if (step.kind === 'update') {
          const delta = app.goOn(step);
          told = applied(told, delta);
          stream.update(delta);
        }
        if (step.kind === 'time') timing.advance(step.ms);
        else if (step.kind === 'connect') connect(pages[pages.push(new FakePage()) - 1]!);
        else if (step.kind !== 'update') change(pages[step.page % Math.max(1, pages.length)], step, connect);
        for (const page of pages.filter(({ line }) => line!.unreadBytes === 0))
          assertKnows(page, model, sizes);
      }
      for (const page of pages.filter(({ line }) => line!.isStalled)) {
        page.line!.drain();
        assertKnows(page, model, sizes);
      }
      timing.advance(limits.updateEveryMs);
      expect(model.snapshot()).toEqual(shown(told, sizes.snapshot, sizes.model.series));
    }),
    { numRuns: 150 },
  );
});

function change(
  page: FakePage | undefined,
  step: Exclude<Step, { kind: 'update' | 'time' }>,
  connect: (page: FakePage) => void,
): void {
  if (page === undefined) return;
  if (step.kind === 'stall') page.line!.isStalled = true;
  if (step.kind === 'drain') page.line!.drain();
  if (step.kind !== 'cut') return;
  page.read(step.share);
  page.line!.destroy();
  connect(page);
}

function assertKnows(page: FakePage, model: Model, { model: { series }, snapshot }: typeof roomy): void {
  if (page.line!.isDestroyed) return;
  page.read();
  expect(shown(page.state!, snapshot, series)).toEqual(model.snapshot());
  const ids = page.events.map(({ id }) => id);
  expect(ids.every((id, index) => index === 0 || id >= ids[index - 1]!)).toBe(true);
}

/** An app that makes what it is told to of the next numbers. */
class ChancyApp {
  private lastCall = 0;
  private last = 0;
  private readonly unfinished: CallInfo[] = [];
  private paths: string[] = [];

  goOn({ calls, ends, others, tree }: Extract<Step, { kind: 'update' }>): Delta {
    const changed = new Map<number, CallInfo>();
    for (let count = 0; count < calls; count++) {
      const call = callOf(++this.lastCall, 'queued');
      this.unfinished.push(call);
      changed.set(call.id, call);
    }
    for (let count = 0; count < ends && this.unfinished.length > 0; count++) {
      const index = (ends * 7 + tree) % this.unfinished.length;
      const { id } = this.unfinished[index]!;
      const next = callOf(id, tree % 3 === 0 ? 'running' : 'succeeded');
      if (next.state === 'running') this.unfinished[index] = next;
      else this.unfinished.splice(index, 1);
      changed.set(id, next);
    }
    const numbers = Array.from({ length: others }, () => ++this.last);
    return {
      ...(tree < 5 && { app: { ...appInfo, passes: this.last } }),
      ...this.treeAfter(tree),
      ...(changed.size > 0 && { calls: [...changed.values()].sort((first, second) => first.id - second.id) }),
      ...(others > 0 && {
        hits: numbers.map((atMs) => ({ path: 'root.a', atMs, count: 1 })),
        passes: numbers.map((pass) => ({ pass, startedAtMs: pass, suspendedBy: [] })),
        logs: numbers.map((id) => ({ id, atMs: id, level: 'info' as const, text: `line ${id}` })),
        changes: numbers.map((id) => ({ id, atMs: id, pass: id, path: 'root', field: 'a', after: `${id}` })),
        series: numbers.map((atMs) => ({
          atMs,
          executions: 0,
          hits: 0,
          failures: 0,
          heapBytes: 0,
          residentBytes: 0,
        })),
      }),
    };
  }

  /** One comes, one goes, one changes, or nothing of that. */
  private treeAfter(tree: number): Pick<Delta, 'components' | 'order'> {
    if (tree < 3) {
      const path = `root.${++this.last}`;
      this.paths = tree === 0 ? [path, ...this.paths] : [...this.paths, path];
      return { components: [componentOf(path, 0)], ...(tree !== 2 && { order: this.paths }) };
    }
    if (tree === 3 && this.paths.length > 0) {
      this.paths = this.paths.slice(1);
      return { order: this.paths };
    }
    const known = this.paths[tree % Math.max(1, this.paths.length)];
    return tree < 7 && known !== undefined ? { components: [componentOf(known, ++this.last)] } : {};
  }
}

function callOf(id: number, state: CallState): CallInfo {
  return {
    id,
    path: 'root.a',
    call: id,
    state,
    queuedAtMs: id,
    attempt: 1,
    args: `(${id})`,
    why: { text: 'first', kind: 'first', changes: [] },
  };
}

function componentOf(path: string, executions: number): ComponentInfo {
  return { path, kind: 'work', className: 'A', hasPanel: false, executions };
}
