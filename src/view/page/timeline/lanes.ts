import type { ComponentInfo } from '../../api.js';
import { labelBelow } from '../data/paths.js';
import { matchesFilter } from '../tree/tree-model.js';

/** One work on the timeline. */
export interface Lane {
  readonly path: string;
  /** Its path without that of the root. */
  readonly label: string;
}

/** How lanes are laid out at some width: beside the names, or, where it is narrow, below them. */
export interface LaneLayout {
  readonly laneHeight: number;
  readonly barTop: number;
  readonly barHeight: number;
  readonly gutter: number;
}

const NARROW = 560;
const LOWEST = 30;
const HIGHEST = 44;

/** Few lanes share the height there is, many are as low as can be read. */
export function laneLayout(width: number, height: number, lanes: number): LaneLayout {
  const laneHeight = Math.floor(Math.min(HIGHEST, Math.max(LOWEST, height / Math.max(1, lanes))));
  const barHeight = Math.round(laneHeight / 2);
  return width < NARROW
    ? { laneHeight: 48, barTop: 20, barHeight: 17, gutter: 0 }
    : { laneHeight, barTop: Math.floor((laneHeight - barHeight - 7) / 2), barHeight, gutter: 190 };
}

/** The lanes of the works that a filter lets through, in the order of the tree. */
export function lanesOf(components: readonly ComponentInfo[], filter: string): readonly Lane[] {
  const root = components[0]?.path;
  return components
    .filter(({ kind, path }) => kind === 'work' && (filter.trim() === '' || matchesFilter(path, filter)))
    .map(({ path }) => ({ path, label: labelBelow(path, root) }));
}
