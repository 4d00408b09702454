import type { ComponentInfo } from '../../api.js';
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

export function laneLayout(width: number): LaneLayout {
  return width < NARROW
    ? { laneHeight: 46, barTop: 20, barHeight: 15, gutter: 0 }
    : { laneHeight: 30, barTop: 5, barHeight: 15, gutter: 190 };
}

/** The lanes of the works that a filter lets through, in the order of the tree. */
export function lanesOf(components: readonly ComponentInfo[], filter: string): readonly Lane[] {
  const root = components[0]?.path;
  return components
    .filter(({ kind, path }) => kind === 'work' && (filter.trim() === '' || matchesFilter(path, filter)))
    .map(({ path }) => ({
      path,
      label: root !== undefined && path.startsWith(`${root}.`) ? path.slice(root.length + 1) : path,
    }));
}
