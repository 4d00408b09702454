import type { CallInfo, HitTick, PassInfo } from '../../api.js';
import type { RulerScene } from './draw-ruler.js';
import type { LaneScene } from './lane-scene.js';
import { scaleOf } from './range.js';
import { spansOf } from './spans.js';

/** How far from a span the pointer may be, in pixels: narrow ones are hard to meet. */
const NEAR = 4;

/** The lane at a place in the drawing. */
export function laneAt(scene: LaneScene, y: number): string | undefined {
  return scene.lanes[Math.floor((y + scene.scrollTop) / scene.laneHeight)];
}

/** The call that is drawn at a place, or nearest to it. */
export function callAt(scene: LaneScene, x: number, y: number): CallInfo | undefined {
  const path = laneAt(scene, y);
  if (path === undefined || x < scene.gutter) return undefined;
  const { store, range, nowMs, gutter, width } = scene;
  const scale = scaleOf(range, gutter, width - gutter);
  const { spans, slots } = spansOf(
    store.calls.of(path),
    scale.timeAt(x - NEAR * 3),
    scale.timeAt(x + NEAR),
    nowMs,
    0,
  );
  const inLane = ((y + scene.scrollTop) % scene.laneHeight) - scene.barTop;
  const slot = Math.min(slots - 1, Math.max(0, Math.floor((inLane / scene.barHeight) * slots)));
  let [best, bestDistance] = [undefined as CallInfo | undefined, NEAR + 1];
  for (const span of spans) {
    if (slots > 1 && span.slot !== slot) continue;
    const distance = Math.max(
      scale.x(span.queuedMs) - x,
      x - Math.max(scale.x(span.endMs), scale.x(span.queuedMs) + 2),
    );
    if (distance <= bestDistance) [best, bestDistance] = [span.call, distance];
  }
  return best;
}

/** The hits whose ticks are drawn at a place, as one. */
export function hitsAt(scene: LaneScene, x: number, y: number): HitTick | undefined {
  const path = laneAt(scene, y);
  const inLane = (y + scene.scrollTop) % scene.laneHeight;
  if (path === undefined || x < scene.gutter || inLane <= scene.barTop + scene.barHeight) return undefined;
  const { timeAt } = scaleOf(scene.range, scene.gutter, scene.width - scene.gutter);
  const [fromMs, toMs] = [timeAt(x - NEAR / 2), timeAt(x + NEAR / 2)];
  const ticks = scene.store.hits.of(path).filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  const first = ticks[0];
  if (first === undefined) return undefined;
  return { path, atMs: first.atMs, count: ticks.reduce((sum, { count }) => sum + count, 0) };
}

/** The pass that is marked at a place in the ruler, or nearest to it. */
export function passAt({ passes, range, nowMs, gutter, width }: RulerScene, x: number): PassInfo | undefined {
  const scale = scaleOf(range, gutter, width - gutter);
  let [best, bestDistance] = [undefined as PassInfo | undefined, NEAR + 1];
  for (const pass of passes) {
    const distance = Math.max(scale.x(pass.startedAtMs) - x, x - scale.x(pass.endedAtMs ?? nowMs));
    if (distance <= bestDistance) [best, bestDistance] = [pass, distance];
  }
  return x < gutter ? undefined : best;
}
