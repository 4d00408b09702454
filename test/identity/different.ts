import * as builtIns from './different-built-ins.js';
import * as data from './different-data.js';

export type Pair = readonly [one: unknown, other: unknown, mistake: string];

/** Pairs of values that must never be taken for one another, by the mistake that would merge them. */
export const DIFFERENT: readonly Pair[] = [
  ...data.numbers(),
  ...data.strings(),
  ...data.primitives(),
  ...data.objects(),
  ...data.arrays(),
  ...builtIns.collections(),
  ...builtIns.bytes(),
  ...builtIns.datesAndPatterns(),
  ...builtIns.errors(),
  ...builtIns.boxes(),
  ...builtIns.instances(),
  ...builtIns.cycles(),
];
