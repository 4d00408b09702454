import type { LaneScene } from './lane-scene.js';
import type { Palette } from './palette.js';
import type { Span } from './spans.js';

const NARROWEST = 2;
const LABELLED_FROM = 44;
const FEWEST_LETTERS = 5;

/** Draws one call: a line while it waited, stripes for attempts that failed, a bar for the last one. */
export function drawSpan(
  context: CanvasRenderingContext2D,
  scene: LaneScene,
  span: Span,
  x: (atMs: number) => number,
  top: number,
  height: number,
): void {
  const { palette, gutter, width } = scene;
  const { call } = span;
  const clipped = (atMs: number): number => Math.min(width + 4, Math.max(gutter - 4, x(atMs)));
  const [queued, firstStart, start, end] = [
    clipped(span.queuedMs),
    clipped(span.firstStartMs),
    clipped(span.startMs),
    clipped(span.endMs),
  ] as const;

  if (firstStart - queued >= 1) {
    context.fillStyle = palette.queued;
    context.fillRect(queued, top + height / 2 - 1, firstStart - queued, 2);
    context.fillRect(queued, top + height / 2 - 4, 1, 8);
  }
  if (call.attempt > 1 || call.state === 'retrying') {
    const until = call.state === 'retrying' ? end : start;
    context.fillStyle = palette.hatch;
    context.fillRect(firstStart, top, Math.max(NARROWEST, until - firstStart), height);
    context.strokeStyle = palette.retrying;
    context.lineWidth = 1;
    context.strokeRect(firstStart + 0.5, top + 0.5, Math.max(NARROWEST, until - firstStart) - 1, height - 1);
  }
  if (call.state !== 'queued' && call.state !== 'retrying') {
    // A failure has its cross as well, and lies over its neighbours.
    const narrowest = call.state === 'failed' ? NARROWEST / 2 : NARROWEST;
    drawBar(context, scene, span, start, Math.max(narrowest, end - start), top, height);
  }
  drawEmphasis(context, scene, call.id, queued, end, top, height);
}

function drawBar(
  context: CanvasRenderingContext2D,
  scene: LaneScene,
  { call }: Span,
  left: number,
  width: number,
  top: number,
  height: number,
): void {
  const { palette } = scene;
  const radius = Math.min(3, width / 2, height / 2);
  context.beginPath();
  context.roundRect(left, top, width, height, call.state === 'running' ? [radius, 0, 0, radius] : radius);
  if (call.state === 'stopped') {
    context.strokeStyle = palette.stopped;
    context.lineWidth = 1.5;
    context.setLineDash([3, 2]);
    context.stroke();
    context.setLineDash([]);
  } else {
    context.fillStyle = palette[call.state === 'running' ? 'running' : call.state];
    context.fill();
  }
  if (width >= LABELLED_FROM && height >= 11) drawLabel(context, scene, call, left, width, top, height);
}

/** A failure is told by its shape too: a cross at its end, also where the bar is a hair, and seen on other bars. */
export function drawCross(
  context: CanvasRenderingContext2D,
  palette: Palette,
  right: number,
  top: number,
  height: number,
): void {
  const size = Math.min(4, height / 2 - 1);
  const [x, y] = [right + size + 3, top + height / 2];
  for (const [colour, width] of [
    [palette.surface, 5],
    [palette.failed, 2],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(x - size, y - size);
    context.lineTo(x + size, y + size);
    context.moveTo(x + size, y - size);
    context.lineTo(x - size, y + size);
    context.stroke();
  }
}

/** The arguments, or as much of them as there is room for. */
function drawLabel(
  context: CanvasRenderingContext2D,
  { palette, gutter }: LaneScene,
  { state, args }: Span['call'],
  left: number,
  width: number,
  top: number,
  height: number,
): void {
  const from = Math.max(left, gutter) + 6;
  // The font is monospaced.
  const room = Math.floor((left + width - from - 6) / context.measureText('0').width);
  if (room < FEWEST_LETTERS) return;
  const text = args.length <= room ? args : `${args.slice(0, room - 1)}…`;
  context.fillStyle = state === 'stopped' ? palette.dim : palette['on-solid'];
  context.textBaseline = 'middle';
  context.fillText(text, from, top + height / 2 + 0.5);
}

function drawEmphasis(
  context: CanvasRenderingContext2D,
  { palette, selectedCall, hovered }: LaneScene,
  id: number,
  left: number,
  right: number,
  top: number,
  height: number,
): void {
  if (id !== selectedCall && id !== hovered) return;
  context.strokeStyle = id === selectedCall ? palette.text : palette.dim;
  context.lineWidth = id === selectedCall ? 2 : 1;
  context.beginPath();
  context.roundRect(left - 2, top - 2, Math.max(NARROWEST, right - left) + 4, height + 4, 4);
  context.stroke();
}
