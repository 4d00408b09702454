import type { Store } from '../data/store.js';
import type { Palette } from './palette.js';
import type { Range } from './range.js';

/** What the lanes are drawn from. */
export interface LaneScene {
  readonly store: Store;
  readonly palette: Palette;
  readonly range: Range;
  readonly nowMs: number;
  readonly lanes: readonly string[];
  readonly laneHeight: number;
  /** Within a lane: where the spans begin, and how high they are together. */
  readonly barTop: number;
  readonly barHeight: number;
  readonly width: number;
  readonly height: number;
  /** Left of it are the names. */
  readonly gutter: number;
  readonly scrollTop: number;
  readonly selectedPath: string | undefined;
  readonly selectedCall: number | undefined;
  readonly hovered: number | undefined;
}
