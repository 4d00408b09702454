import type { Store } from '../data/store.js';
import type { KnownFrom } from './known-from.js';
import type { Palette } from './palette.js';
import type { Range } from './range.js';

/** What the lanes are drawn from. */
export interface LaneScene {
  readonly store: Store;
  readonly palette: Palette;
  readonly range: Range;
  readonly nowMs: number;
  /** Whether what has not ended is still going on; else its end was not seen. */
  readonly goesOn: boolean;
  /** When the app began, and since when is known what it did. */
  readonly startedAtMs: number;
  readonly known: KnownFrom;
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
