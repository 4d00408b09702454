import { readColour } from '../shell/read-colour.js';

/** The colours of the timeline, as the style sheet has them for the theme that is on. */
const NAMES = [
  ...['surface', 'lane', 'line', 'grid', 'text', 'dim', 'accent'],
  ...['queued', 'running', 'retrying', 'succeeded', 'failed', 'stopped', 'hit', 'pass', 'on-solid'],
] as const;

export type PaletteName = (typeof NAMES)[number];
export type Palette = Readonly<Record<PaletteName, string>> & {
  /** What was tried and did not work. */
  readonly hatch: CanvasPattern | string;
  /** What is not known. */
  readonly unknown: CanvasPattern | string;
};

/** Reads the palette. */
export function readPalette(within: HTMLElement): Palette {
  const colours = Object.fromEntries(NAMES.map((name) => [name, readColour(within, name)])) as Record<
    PaletteName,
    string
  >;
  return { ...colours, hatch: hatchOf(colours.retrying, 2), unknown: hatchOf(colours.line, 1) };
}

/** Diagonal stripes. */
function hatchOf(colour: string, lineWidth: number): CanvasPattern | string {
  const tile = document.createElement('canvas');
  tile.width = tile.height = 6;
  const context = tile.getContext('2d');
  if (context === null) return colour;
  context.strokeStyle = colour;
  context.lineWidth = lineWidth;
  context.beginPath();
  for (const x of [-3, 3, 9]) {
    context.moveTo(x - 3, 6);
    context.lineTo(x + 3, 0);
  }
  context.stroke();
  return context.createPattern(tile, 'repeat') ?? colour;
}
