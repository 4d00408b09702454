/** What a turn of the wheel asks for. */
export type WheelMove =
  | { readonly kind: 'pan'; readonly pixels: number }
  /** Closer where `factor` is under 1. */
  | { readonly kind: 'zoom'; readonly factor: number };

/** What counts of a wheel event. */
export interface WheelTurn {
  readonly deltaX: number;
  readonly deltaY: number;
  /** 0 for pixels, 1 for lines, 2 for pages. */
  readonly deltaMode: number;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
}

const ZOOM_PER_PIXEL = 1.0016;
/** Pinching on a touchpad comes as a wheel with Ctrl that turns very little (UI Events, 5.4). */
const ZOOM_PER_PINCHED_PIXEL = 1.01;
const MOST_AT_ONCE = 3;
/** Where wheels count lines or pages, as they do in Firefox: about as many pixels. */
const PIXELS = [1, 33, 400];

/** Sideways and with Shift it pans, else it zooms. */
export function wheelMove({ deltaX, deltaY, deltaMode, shiftKey, ctrlKey }: WheelTurn): WheelMove {
  const pixels = PIXELS[deltaMode] ?? 1;
  if (shiftKey) return { kind: 'pan', pixels: (deltaY || deltaX) * pixels };
  if (!ctrlKey && Math.abs(deltaX) > Math.abs(deltaY)) return { kind: 'pan', pixels: deltaX * pixels };
  const factor = (ctrlKey ? ZOOM_PER_PINCHED_PIXEL : ZOOM_PER_PIXEL) ** (deltaY * pixels);
  return { kind: 'zoom', factor: Math.min(MOST_AT_ONCE, Math.max(1 / MOST_AT_ONCE, factor)) };
}
