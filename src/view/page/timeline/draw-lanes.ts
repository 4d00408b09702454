import { crossMiddle, hasRoomForCross } from './cross-place.js';
import { drawCross, drawSpan } from './draw-span.js';
import { drawUnknown } from './draw-unknown.js';
import type { LaneScene } from './lane-scene.js';
import { scaleOf } from './range.js';
import { type Span, spansOf } from './spans.js';
import { ROOM_OF_TIME, ticksOf } from './ticks.js';

const HIT_HEIGHT = 5;
/** Crosses beside hairs do not lie one over the other. */
const CROSS_ROOM = 18;

/** Draws the lanes in sight. */
export function drawLanes(context: CanvasRenderingContext2D, scene: LaneScene): void {
  const { palette, width, height, gutter, lanes, laneHeight, scrollTop } = scene;
  context.clearRect(0, 0, width, height);
  const first = Math.floor(scrollTop / laneHeight);
  const end = Math.min(lanes.length, Math.ceil((scrollTop + height) / laneHeight));
  for (let lane = first; lane < end; lane++) {
    const y = lane * laneHeight - scrollTop;
    if (lanes[lane] === scene.selectedPath) {
      context.fillStyle = palette.lane;
      context.fillRect(0, y, width, laneHeight);
    }
    context.fillStyle = palette.grid;
    context.fillRect(0, y + laneHeight - 1, width, 1);
  }
  context.save();
  context.beginPath();
  context.rect(gutter, 0, width - gutter, height);
  context.clip();
  drawUnknown(context, scene, scene.known.callsMs, 0, height);
  drawGrid(context, scene);
  for (let lane = first; lane < end; lane++) {
    drawLane(context, scene, lanes[lane]!, lane * laneHeight - scrollTop);
  }
  drawNow(context, scene);
  context.restore();
}

function drawLane(context: CanvasRenderingContext2D, scene: LaneScene, path: string, y: number): void {
  const { store, palette, range, nowMs, gutter, width, barTop, barHeight } = scene;
  const scale = scaleOf(range, gutter, width - gutter);
  const pixelMs = (range.endMs - range.startMs) / (width - gutter);
  const { spans, slots } = spansOf(
    store.calls.of(path),
    range.startMs - 4 * pixelMs,
    range.endMs,
    nowMs,
    pixelMs,
  );
  const slotHeight = barHeight / slots;
  const height = Math.max(2, slotHeight - (slots > 1 ? 1 : 0));
  const topOf = (span: Span): number => y + barTop + span.slot * slotHeight;
  // Failures come last: nothing that ended well may hide them.
  const [failed, others] = [spans.filter(hasFailed), spans.filter((span) => !hasFailed(span))];
  for (const span of [...others, ...failed]) drawSpan(context, scene, span, scale.x, topOf(span), height);
  let lastX = Number.NEGATIVE_INFINITY;
  for (const span of failed) {
    const left = scale.x(span.startMs);
    const right = Math.max(scale.x(span.endMs), left + 2);
    const isInside = hasRoomForCross(right - left, height);
    if (!isInside && right - lastX < CROSS_ROOM) continue;
    drawCross(context, palette, crossMiddle(right, width, height, isInside), isInside, topOf(span), height);
    if (!isInside) lastX = right;
  }
  drawHits(context, scene, path, y + barTop + barHeight + 2);
}

function hasFailed({ call }: Span): boolean {
  return call.state === 'failed';
}

/** Hits are ticks below the spans; the more of them in one, the stronger. */
function drawHits(context: CanvasRenderingContext2D, scene: LaneScene, path: string, y: number): void {
  const { store, palette, range, gutter, width } = scene;
  const { x } = scaleOf(range, gutter, width - gutter);
  drawUnknown(context, scene, scene.known.hitsMs, y, HIT_HEIGHT);
  context.fillStyle = palette.hit;
  let lastX = Number.NEGATIVE_INFINITY;
  for (const { atMs, count } of store.hits.of(path)) {
    if (atMs < range.startMs || atMs > range.endMs) continue;
    const at = Math.round(x(atMs));
    if (at - lastX < 2) continue;
    lastX = at;
    context.globalAlpha = Math.min(1, 0.7 + Math.log10(count) * 0.2);
    context.fillRect(at, y, 1.5, HIT_HEIGHT);
  }
  context.globalAlpha = 1;
}

function drawGrid(context: CanvasRenderingContext2D, scene: LaneScene): void {
  const { palette, range, gutter, width, height } = scene;
  const { x } = scaleOf(range, gutter, width - gutter);
  context.fillStyle = palette.grid;
  for (const { atMs } of ticksOf(range, (width - gutter) / ROOM_OF_TIME)) {
    context.fillRect(Math.round(x(atMs)), 0, 1, height);
  }
}

function drawNow(context: CanvasRenderingContext2D, scene: LaneScene): void {
  const { palette, range, nowMs, goesOn, gutter, width, height } = scene;
  const { x } = scaleOf(range, gutter, width - gutter);
  context.fillStyle = goesOn ? palette.accent : palette.dim;
  context.globalAlpha = 0.6;
  context.fillRect(Math.round(x(nowMs)), 0, 1, height);
  context.globalAlpha = 1;
}
