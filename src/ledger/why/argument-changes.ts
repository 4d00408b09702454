import type { ContainerPreview, Preview } from './preview.js';
import { lineOf } from './preview-line.js';
import type { ArgumentChange } from './reason.js';

/** So many changes are told one by one. */
export const MOST_CHANGES = 5;
/** Of long paths only the end is shown. */
const MOST_PATH = 200;

/** How two lists differ that were previewed. */
export interface ArgumentChanges {
  /** A few, the ones near to the top first; none where they differ where nobody looked. */
  readonly changes: readonly ArgumentChange[];
  /** How many more there are. */
  readonly more: number;
}

interface Pair {
  readonly path: string;
  readonly before: ContainerPreview;
  readonly after: ContainerPreview;
}

/** Compares two previews of argument lists, but for the arguments at positions that do not count. */
export function changesBetween(
  before: ContainerPreview,
  after: ContainerPreview,
  ignored: readonly number[] = [],
): ArgumentChanges {
  const left = new Set(ignored.map((position) => `[${position}]`));
  const changes: ArgumentChange[] = [];
  let count = 0;
  const note = (path: string, one: string | undefined, other: string | undefined): void => {
    count++;
    if (changes.length < MOST_CHANGES) changes.push({ path: shortened(path), before: one, after: other });
  };
  const pairs: Pair[] = [{ path: 'args', before, after }];
  for (let next = 0; next < pairs.length; next++) {
    const { path, before, after } = pairs[next]!;
    const countBefore = count;
    for (const [step, one, other] of partsInBoth(before, after)) {
      if (next === 0 && left.has(step)) continue;
      if (typeof one === 'object' && typeof other === 'object' && isSameKind(one, other)) {
        pairs.push({ path: path + step, before: one, after: other });
      } else if (one !== other) note(path + step, one && lineOf(one), other && lineOf(other));
    }
    if (count === countBefore && before.size !== after.size && (next > 0 || left.size === 0)) {
      note(sizePath(path, after), String(before.size), String(after.size));
    }
  }
  return { changes, more: count - changes.length };
}

type PartInBoth = readonly [step: string, before: Preview | undefined, after: Preview | undefined];

/** The parts of two containers by how they are reached, where it is known of both what is there. */
function partsInBoth(before: ContainerPreview, after: ContainerPreview): readonly PartInBoth[] {
  if (before.parts === undefined || after.parts === undefined) return [];
  const { parts } = after;
  const isAlike =
    before.parts.length === parts.length && before.parts.every(([step], i) => step === parts[i]![0]);
  if (isAlike) return before.parts.map(([step, part], i) => [step, part, parts[i]![1]]);
  const later = new Map(parts);
  const earlier = new Map(before.parts);
  const both: PartInBoth[] = [];
  for (const [step, part] of before.parts) {
    if (later.has(step) || isKnownToLack(after, step)) both.push([step, part, later.get(step)]);
  }
  for (const [step, part] of parts) {
    if (!earlier.has(step) && isKnownToLack(before, step)) both.push([step, undefined, part]);
  }
  return both;
}

/** Whether a part that is not shown is not there: the rest may just not have been looked at. */
function isKnownToLack({ kind, size, parts = [] }: ContainerPreview, step: string): boolean {
  if (parts.length >= size) return true;
  return (kind === 'array' || kind === 'typed') && Number(step.slice(1, -1)) >= size;
}

function isSameKind(before: ContainerPreview, after: ContainerPreview): boolean {
  return before.kind === after.kind && before.name === after.name;
}

function sizePath(path: string, { kind }: ContainerPreview): string {
  if (kind === 'object') return `Object.keys(${path}).length`;
  return `${path}.${kind === 'map' || kind === 'set' ? 'size' : 'length'}`;
}

function shortened(path: string): string {
  return path.length <= MOST_PATH ? path : `…${path.slice(1 - MOST_PATH)}`;
}
