import { Random } from '../faults/random.js';
import { type Entry, linesOfApp } from './journal.js';
import { type Findings, Judge } from './judge.js';
import { type Kill, randomKill } from './kill.js';
import type { LifeEnd } from './life.js';
import { type LifeOptions, Lives } from './lives.js';

/** What became of the app of one seed. */
export interface Verdict extends Findings {
  readonly seed: number;
  /** How often it was killed by SIGKILL, by what it had written down last; see {@link momentOf}. */
  readonly moments: Readonly<Record<string, number>>;
  /** How often it was told to end by SIGTERM. */
  readonly interrupts: number;
  readonly lives: number;
  /** Executions. */
  readonly bodies: number;
  readonly hasHung: boolean;
  readonly journal: readonly Entry[];
  /** On both streams, life by life. */
  readonly printed: readonly string[];
}

/** Nothing of this is to be said of a store that nobody damaged. */
const DAMAGE = /is unreadable|is damaged|begun anew/;

/**
 * Kills the app of a seed so often, each time starting it again on the same store; lets it come to its end, starts it
 * once more, and judges by what it wrote and by a run of the same app that nobody interrupts.
 *
 * @param hasStore Without one, the judge has a lot to say.
 */
export async function tryOut(
  seed: number,
  kills: number,
  program: string,
  hasStore = true,
): Promise<Verdict> {
  const reference = await liveUninterrupted(seed, program);
  return new Trial(seed, new Lives([program, String(seed)]), hasStore).run(kills, reference);
}

/** What the app of a seed writes down where nobody interrupts it, on a store of its own or without one. */
export async function liveUninterrupted(seed: number, program: string): Promise<Entry[]> {
  const lives = new Lives([program, String(seed)]);
  try {
    const { code, printed } = await lives.live(seed % 2 === 0 ? {} : { store: undefined });
    if (code !== 0) throw new Error(`The app of seed ${seed} does not even run uninterrupted: ${printed}`);
    return lives.journal;
  } finally {
    await lives.close();
  }
}

class Trial {
  readonly #random: Random;
  readonly #problems: string[] = [];
  readonly #printed: string[] = [];
  readonly #killed: number[] = [];
  #interrupts = 0;
  #hasHung = false;
  /** A life went wrong as no life should; others would do likewise. */
  #hasFailed = false;

  constructor(
    private readonly seed: number,
    private readonly lives: Lives,
    private readonly hasStore: boolean,
  ) {
    this.#random = new Random(seed + 0.5);
  }

  async run(kills: number, reference: readonly Entry[]): Promise<Verdict> {
    let journal: readonly Entry[];
    try {
      await this.#liveAll(kills, linesOfApp(reference));
      journal = this.lives.journal;
    } finally {
      const left = await this.lives.close();
      this.#problems.push(...left.map(({ command }) => `left behind: ${command}`));
    }
    return this.#verdict(journal, reference);
  }

  async #liveAll(kills: number, expectedLines: number): Promise<void> {
    let lines = expectedLines;
    for (let tries = 0; this.#killed.length < kills && tries < 2 * kills + 10; tries++) {
      const kill = randomKill(this.#random, lines);
      const end = await this.#live({ kill });
      if (this.#hasFailed) return;
      if (end.signal === 'SIGKILL') this.#killed.push(this.lives.count);
      else if (kill.kind === 'term') this.#checkInterrupted(kill, end);
      else if (this.#checkEnded(end)) {
        // All is done: from now on a life has less to write.
        lines = linesOfApp(this.lives.journal.filter(({ life }) => life === this.lives.count));
      }
    }
    // Twice: the second time it has all that it needs.
    for (let i = 0; i < 2; i++) if (!this.#hasFailed) this.#checkEnded(await this.#live());
  }

  async #live(options: LifeOptions = {}): Promise<LifeEnd> {
    const end = await this.lives.live(this.hasStore ? options : { ...options, store: undefined });
    this.#printed.push(`life ${this.lives.count}: ${JSON.stringify(options)}\n${end.printed}`);
    if (DAMAGE.test(end.printed)) this.#accuse(`says of the store: ${end.printed}`);
    if (end.hasHung) {
      this.#hasHung = true;
      this.#hasFailed = true;
      this.#accuse('did not come to its end');
    }
    return end;
  }

  #checkEnded({ code, signal, hasHung, printed }: LifeEnd): boolean {
    if (code !== 0 && !hasHung) {
      this.#hasFailed = true;
      this.#accuse(`ended with ${code ?? signal}: ${printed}`);
    }
    return code === 0;
  }

  #checkInterrupted({ secondAfterMs }: Kill & { kind: 'term' }, end: LifeEnd): void {
    this.#interrupts++;
    // Who is told twice does not wait, and before the app runs, or after it, nobody listens.
    const isExpected = end.code === 0 || (end.code === 143 && secondAfterMs !== undefined);
    if (!isExpected && end.signal !== 'SIGTERM') this.#checkEnded(end);
  }

  #verdict(journal: readonly Entry[], reference: readonly Entry[]): Verdict {
    const findings = new Judge(journal, reference).judge();
    return {
      ...findings,
      problems: [...this.#problems, ...findings.problems],
      seed: this.seed,
      moments: countOf(this.#killed.map((life) => momentOf(journal, life))),
      interrupts: this.#interrupts,
      lives: this.lives.count,
      bodies: journal.filter(({ kind }) => kind === 'begin').length,
      hasHung: this.#hasHung,
      journal,
      printed: this.#printed,
    };
  }

  #accuse(problem: string): void {
    this.#problems.push(`life ${this.lives.count} ${problem}`);
  }
}

const moments: Readonly<Record<Entry['kind'], string>> = {
  born: 'while the store is opened and read',
  started: 'in the first pass',
  restored: 'in the first pass',
  tick: 'in a pass',
  got: 'in a pass',
  begin: 'in a body',
  end: 'between the end of a body and its report',
  threw: 'after an attempt failed',
  complete: 'after a report',
  final: 'at the end of the app',
  over: 'at the end of the app',
};

/** What a life was at when it ended. */
function momentOf(journal: readonly Entry[], life: number): string {
  const last = journal.findLast((entry) => entry.life === life);
  return last === undefined ? 'while Node starts' : moments[last.kind];
}

function countOf(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
