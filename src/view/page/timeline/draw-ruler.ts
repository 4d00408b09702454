import type { PassInfo } from '../../api.js';
import { drawUnknown } from './draw-unknown.js';
import type { LaneScene } from './lane-scene.js';
import { scaleOf } from './range.js';
import { ROOM_OF_TIME, ticksOf } from './ticks.js';

export const RULER_HEIGHT = 36;
const PASS_TOP = 23;
const PASS_HEIGHT = 9;

/** What the ruler is drawn from. */
export interface RulerScene
  extends Pick<LaneScene, 'palette' | 'range' | 'nowMs' | 'startedAtMs' | 'known' | 'width' | 'gutter'> {
  readonly passes: readonly PassInfo[];
}

/** Draws the times, and below them the passes: full ones, and low ones for those that were suspended. */
export function drawRuler(context: CanvasRenderingContext2D, scene: RulerScene): void {
  const { palette, range, width, gutter } = scene;
  context.clearRect(0, 0, width, RULER_HEIGHT);
  context.save();
  context.beginPath();
  context.rect(gutter, 0, width - gutter, RULER_HEIGHT);
  context.clip();
  const { x } = scaleOf(range, gutter, width - gutter);
  context.textBaseline = 'middle';
  for (const { atMs, label } of ticksOf(range, (width - gutter) / ROOM_OF_TIME)) {
    const at = Math.round(x(atMs));
    context.fillStyle = palette.line;
    context.fillRect(at, 4, 1, RULER_HEIGHT - 4);
    // Half a time is another time.
    if (at + 5 + context.measureText(label).width > width) continue;
    context.fillStyle = palette.dim;
    context.fillText(label, at + 5, 11);
  }
  drawUnknown(context, scene, scene.known.passesMs, PASS_TOP, PASS_HEIGHT);
  drawPasses(context, scene, x);
  context.restore();
}

function drawPasses(context: CanvasRenderingContext2D, scene: RulerScene, x: (atMs: number) => number): void {
  const { palette, range, nowMs, passes } = scene;
  context.fillStyle = palette.pass;
  let lastRight = Number.NEGATIVE_INFINITY;
  for (const { startedAtMs, endedAtMs = nowMs, suspendedBy } of passes) {
    if (endedAtMs < range.startMs || startedAtMs > range.endMs) continue;
    const left = Math.max(x(startedAtMs), lastRight + 1);
    const right = Math.max(x(endedAtMs), left + 1.5);
    if (x(endedAtMs) < lastRight) continue;
    const isSuspended = suspendedBy.length > 0;
    const top = isSuspended ? PASS_TOP + PASS_HEIGHT / 2 : PASS_TOP;
    context.fillRect(left, top, right - left, isSuspended ? PASS_HEIGHT / 2 : PASS_HEIGHT);
    lastRight = right;
  }
}
