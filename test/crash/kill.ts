import type { Random } from '../faults/random.js';

/** How one life of an app is to end. */
export type Kill =
  /** By itself. */
  | { readonly kind: 'none' }
  /** By whoever began it. */
  | { readonly kind: 'outside' }
  /** SIGKILL so long after the process was started: while Node starts and modules are loaded. */
  | { readonly kind: 'boot'; readonly afterMs: number }
  /** SIGKILL so long after the app began to run: while the store is opened, what was stored restored, the first pass run. */
  | { readonly kind: 'open'; readonly afterMs: number }
  /** SIGKILL by its own hand right after a line of its journal. */
  | { readonly kind: 'line'; readonly line: number }
  /** SIGKILL so long after a line of its journal: in bodies, commits and passes. */
  | { readonly kind: 'after'; readonly line: number; readonly afterMs: number }
  /** SIGTERM after a line of its journal, and perhaps a second one. */
  | { readonly kind: 'term'; readonly line: number; readonly secondAfterMs: number | undefined };

/** Chooses the end of a life that is expected to write so many lines. */
export function randomKill(random: Random, lines: number): Kill {
  const line = random.integer(1, Math.max(1, lines));
  const chance = random.next();
  if (chance < 0.04) return { kind: 'boot', afterMs: random.integer(0, 300) };
  if (chance < 0.22) return { kind: 'open', afterMs: random.next() * random.pick([5, 50]) };
  if (chance < 0.5) return { kind: 'line', line };
  if (chance < 0.9) return { kind: 'after', line, afterMs: random.next() * random.pick([1, 5, 20]) };
  return { kind: 'term', line, secondAfterMs: random.isLucky(0.5) ? random.next() * 20 : undefined };
}
