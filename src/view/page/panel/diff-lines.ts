/** One line of two texts that are compared. */
export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Beyond so many pairs of lines it is not worth looking for what stayed in the middle. */
const MOST_PAIRS = 250_000;

/** How one text became another, line by line: the longest common sequence stays, the rest is removed or added. */
export function diffLines(before: string | undefined, after: string | undefined): readonly DiffLine[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < old.length && start < now.length && areSame(old[start]!, now[start]!)) start++;
  let end = 0;
  const most = Math.min(old.length, now.length) - start;
  while (end < most && areSame(old.at(-1 - end)!, now.at(-1 - end)!)) end++;
  return [
    ...now.slice(0, start).map((text): DiffLine => ({ kind: 'same', text })),
    ...middle(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...now.slice(now.length - end).map((text): DiffLine => ({ kind: 'same', text })),
  ];
}

/** Only what changed, and a few lines around it; `undefined` stands for lines that are left out. */
export function withoutFarLines(lines: readonly DiffLine[], around = 2): readonly (DiffLine | undefined)[] {
  const isNear = lines.map((_, at) =>
    lines.slice(Math.max(0, at - around), at + around + 1).some(({ kind }) => kind !== 'same'),
  );
  return lines.flatMap((line, at) => {
    if (isNear[at]) return [line];
    return at === 0 || isNear[at - 1] ? [undefined] : [];
  });
}

/** What was the last of a list, and is not any more, got a comma; it did not change. */
function areSame(one: string, other: string): boolean {
  return one === other || `${one},` === other || one === `${other},`;
}

function linesOf(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.split('\n');
}

function middle(old: readonly string[], now: readonly string[]): readonly DiffLine[] {
  const removed = (text: string): DiffLine => ({ kind: 'removed', text });
  const added = (text: string): DiffLine => ({ kind: 'added', text });
  if (old.length === 0 || now.length === 0 || old.length * now.length > MOST_PAIRS) {
    return [...old.map(removed), ...now.map(added)];
  }
  // common[i][j]: how many lines the rest of the old from i on and of the new from j on have in common.
  const common = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      common[i]![j] = areSame(old[i]!, now[j]!)
        ? common[i + 1]![j + 1]! + 1
        : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
    }
  }
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && areSame(old[i]!, now[j]!)) {
      lines.push({ kind: 'same', text: now[j]! });
      i++;
      j++;
    } else if (j === now.length || (i < old.length && common[i + 1]![j]! >= common[i]![j + 1]!)) {
      lines.push(removed(old[i++]!));
    } else lines.push(added(now[j++]!));
  }
  return lines;
}
