import type { Verdict } from './trial.js';

/** What came of many apps. Plain data, so that it can be put down and gone on with. */
export interface Tally {
  apps: number;
  lives: number;
  bodies: number;
  calls: number;
  interrupts: number;
  lost: number;
  twice: number;
  wrongEnds: number;
  hung: number;
  problems: number;
  seconds: number;
  readonly moments: Record<string, number>;
}

/** Nothing yet. */
export function emptyTally(): Tally {
  const counts = { lost: 0, twice: 0, wrongEnds: 0, hung: 0, problems: 0 };
  return { apps: 0, lives: 0, bodies: 0, calls: 0, interrupts: 0, seconds: 0, ...counts, moments: {} };
}

/** Adds the app of one seed. */
export function addTo(tally: Tally, verdict: Verdict, seconds: number): void {
  tally.apps++;
  tally.lives += verdict.lives;
  tally.bodies += verdict.bodies;
  tally.calls += new Set(
    verdict.journal.flatMap((entry) => (entry.kind === 'complete' ? [entry.call] : [])),
  ).size;
  tally.interrupts += verdict.interrupts;
  tally.lost += verdict.lost.size;
  tally.twice += verdict.twice;
  tally.wrongEnds += verdict.wrongEnds;
  tally.hung += verdict.hasHung ? 1 : 0;
  tally.problems += verdict.problems.length;
  tally.seconds += seconds;
  for (const [moment, count] of Object.entries(verdict.moments)) {
    tally.moments[moment] = (tally.moments[moment] ?? 0) + count;
  }
}

/** How often apps were killed by SIGKILL. */
export function killsOf({ moments }: Pick<Tally, 'moments'>): number {
  return Object.values(moments).reduce((sum, count) => sum + count, 0);
}

/** As Markdown. */
export function tableOf(tally: Tally): string {
  const byCount = Object.entries(tally.moments).sort(([, one], [, other]) => other - one);
  const figures: readonly (readonly [string, number])[] = [
    ['apps', tally.apps],
    ['lives', tally.lives],
    ['calls of them that were completed', tally.calls],
    ['bodies that began', tally.bodies],
    ['kills (SIGKILL)', killsOf(tally)],
    ...byCount.map(([moment, count]) => [`… ${moment}`, count] as const),
    ['SIGTERM, once or twice', tally.interrupts],
    ['**completed calls lost**', tally.lost],
    ['**executed again after they were reported complete**', tally.twice],
    ['**end states other than uninterrupted**', tally.wrongEnds],
    ['**apps hung**', tally.hung],
    ['**all problems, these included**', tally.problems],
  ];
  return ['| | |', '|---|---:|', ...figures.map(([what, count]) => `| ${what} | ${count} |`)].join('\n');
}
