import type { LaneScene } from './lane-scene.js';
import { scaleOf } from './range.js';

/** Marks the time in which the app was there, and of which is not known what it did. */
export function drawUnknown(
  context: CanvasRenderingContext2D,
  scene: Pick<LaneScene, 'palette' | 'range' | 'nowMs' | 'startedAtMs' | 'gutter' | 'width'>,
  knownFromMs: number,
  top: number,
  height: number,
): void {
  const { palette, range, nowMs, startedAtMs, gutter, width } = scene;
  const { x } = scaleOf(range, gutter, width - gutter);
  const [from, to] = [Math.max(gutter, x(startedAtMs)), Math.min(width, x(Math.min(knownFromMs, nowMs)))];
  if (to <= from) return;
  context.fillStyle = palette.unknown;
  context.fillRect(from, top, to - from, height);
}
