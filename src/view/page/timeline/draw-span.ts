import { crossRoom, crossSize } from './cross-place.js';
import type { LaneScene } from './lane-scene.js';
import type { Palette } from './palette.js';
import type { Span } from './spans.js';

const NARROWEST = 2;
const LABELLED_FROM = 44;
const FEWEST_LETTERS = 5;
const FADES_OVER = 60;

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

  if (call.attempt > 1 || call.state === 'retrying') {
    const until = call.state === 'retrying' ? end : start;
    context.fillStyle = palette.hatch;
    context.fillRect(firstStart, top, Math.max(NARROWEST, until - firstStart), height);
    context.strokeStyle = palette.retrying;
    context.lineWidth = 1;
    context.strokeRect(firstStart + 0.5, top + 0.5, Math.max(NARROWEST, until - firstStart) - 1, height - 1);
  }
  const isCutOff = call.endedAtMs === undefined && !scene.goesOn;
  if (isCutOff && call.state === 'running') {
    drawTornOff(context, scene, call, start, Math.max(NARROWEST, end - start), top, height);
  } else if (call.state !== 'queued' && call.state !== 'retrying') {
    // A failure has its cross as well, and lies over its neighbours.
    const narrowest = call.state === 'failed' ? NARROWEST / 2 : NARROWEST;
    drawBar(context, scene, span, start, Math.max(narrowest, end - start), top, height);
  }
  if (firstStart - queued >= 1) {
    // Along the bottom: those that run meanwhile in the same line are seen above it.
    const line = height < 8 ? 1 : 2;
    context.fillStyle = palette.queued;
    context.fillRect(queued, top + height - line, firstStart - queued, line);
    if (firstStart - queued >= 4) context.fillRect(queued, top + height / 2, 1, height / 2);
  }
  if (isCutOff) {
    context.fillStyle = palette.text;
    context.textBaseline = 'middle';
    context.fillText('?', Math.min(end + 4, width - 8), top + height / 2 + 0.5);
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
  drawLabel(context, scene, call, left, width, top, height);
}

/** A call whose end was not seen: no bar that goes on, and none that has ended, but one that fades. */
function drawTornOff(
  context: CanvasRenderingContext2D,
  scene: LaneScene,
  call: Span['call'],
  left: number,
  width: number,
  top: number,
  height: number,
): void {
  const right = left + width;
  const fading = context.createLinearGradient(Math.max(left, right - FADES_OVER), 0, right, 0);
  fading.addColorStop(0, scene.palette.stopped);
  fading.addColorStop(1, 'transparent');
  context.globalAlpha = 0.7;
  context.fillStyle = fading;
  context.fillRect(left, top, width, height);
  context.globalAlpha = 1;
  drawLabel(context, scene, call, left, width, top, height);
}

/** A failure is told by its shape too: a cross at its end, in the bar, or behind one that is a hair, and seen on other bars. */
export function drawCross(
  context: CanvasRenderingContext2D,
  palette: Palette,
  x: number,
  isInside: boolean,
  top: number,
  height: number,
): void {
  const size = crossSize(height);
  const y = top + height / 2;
  const strokes = isInside
    ? ([[palette['on-solid'], 2]] as const)
    : ([
        [palette.surface, 5],
        [palette.failed, 2],
      ] as const);
  for (const [colour, thickness] of strokes) {
    context.strokeStyle = colour;
    context.lineWidth = thickness;
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
  if (width < LABELLED_FROM || height < 11) return;
  const from = Math.max(left, gutter) + 6;
  // The font is monospaced.
  const taken = 6 + (state === 'failed' ? crossRoom(height) : 0);
  const room = Math.floor((left + width - from - taken) / context.measureText('0').width);
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
