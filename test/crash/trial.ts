import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leftOf } from '../executor/process-table.js';
import { Random } from '../faults/random.js';
import { type Entry, read } from './journal.js';
import { type Findings, Judge } from './judge.js';
import { type Kill, randomKill } from './kill.js';
import { type LifeEnd, live } from './life.js';

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

/** How long what the app started may take to be gone after it, in milliseconds. */
const PATIENCE_MS = 10_000;

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
  const folder = mkdtempSync(join(tmpdir(), 'workloop-crash-'));
  const trial = new Trial(seed, program, folder, hasStore);
  try {
    await trial.run(kills);
    return trial.verdict();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

class Trial {
  readonly #random: Random;
  readonly #mark = randomUUID();
  readonly #journal: string;
  readonly #referenceJournal: string;
  readonly #problems: string[] = [];
  readonly #printed: string[] = [];
  #lives = 0;
  readonly #killedLives: number[] = [];
  #interrupts = 0;
  #hasHung = false;
  /** A life went wrong as no life should; others would do likewise. */
  #hasFailed = false;

  constructor(
    private readonly seed: number,
    private readonly program: string,
    private readonly folder: string,
    private readonly hasStore: boolean,
  ) {
    this.#random = new Random(seed + 0.5);
    this.#journal = join(folder, 'journal');
    this.#referenceJournal = join(folder, 'reference');
    for (const file of [this.#journal, this.#referenceJournal]) writeFileSync(file, '');
  }

  async run(kills: number): Promise<void> {
    const reference = { journal: this.#referenceJournal, store: this.seed % 2 === 0 ? 'other' : undefined };
    await this.#liveToTheEnd({ kind: 'none' }, reference);
    let lines = linesOfApp(read(this.#referenceJournal));
    for (let tries = 0; this.#killedLives.length < kills && tries < 2 * kills + 10; tries++) {
      const kill = randomKill(this.#random, lines);
      const end = await this.#live(kill);
      if (this.#hasFailed) break;
      if (end.signal === 'SIGKILL') this.#killedLives.push(this.#lives);
      else if (kill.kind === 'term') this.#checkInterrupted(kill, end);
      else if (this.#checkEnded(end)) {
        // All is done: from now on a life has less to write.
        lines = linesOfApp(read(this.#journal).filter(({ life }) => life === this.#lives));
      }
    }
    await this.#liveToTheEnd({ kind: 'none' });
    // Once more: now it has all that it needs.
    await this.#liveToTheEnd({ kind: 'none' });
    const left = await leftOf(this.#mark, PATIENCE_MS);
    for (const { pid } of left) process.kill(pid, 'SIGKILL');
    this.#problems.push(...left.map(({ command }) => `left behind: ${command}`));
  }

  verdict(): Verdict {
    const journal = read(this.#journal);
    const findings = new Judge(journal, read(this.#referenceJournal)).judge();
    return {
      ...findings,
      problems: [...this.#problems, ...findings.problems],
      seed: this.seed,
      moments: countOf(this.#killedLives.map((life) => momentOf(journal, life))),
      interrupts: this.#interrupts,
      lives: this.#lives,
      bodies: journal.filter(({ kind }) => kind === 'begin').length,
      hasHung: this.#hasHung,
      journal,
      printed: this.#printed,
    };
  }

  async #liveToTheEnd(kill: Kill, other?: { journal: string; store: string | undefined }): Promise<void> {
    if (!this.#hasFailed) this.#checkEnded(await this.#live(kill, other));
  }

  async #live(kill: Kill, other?: { journal: string; store: string | undefined }): Promise<LifeEnd> {
    if (other === undefined) this.#lives++;
    const { journal, store } = other ?? {
      journal: this.#journal,
      store: this.hasStore ? 'store' : undefined,
    };
    const end = await live({
      command: [this.program, String(this.seed)],
      journal,
      store: store === undefined ? undefined : join(this.folder, store),
      number: this.#lives,
      kill,
      mark: this.#mark,
    });
    this.#printed.push(`life ${this.#lives}: ${JSON.stringify(kill)}\n${end.printed}`);
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

  #checkInterrupted(kill: Kill & { kind: 'term' }, end: LifeEnd): void {
    this.#interrupts++;
    // Who is told twice does not wait, and before the app runs nobody listens.
    const isExpected =
      end.code === 0 ||
      (end.code === 143 && kill.secondAfterMs !== undefined) ||
      (end.signal === 'SIGTERM' && !end.printed.includes('started'));
    if (!isExpected) this.#checkEnded(end);
  }

  #accuse(problem: string): void {
    this.#problems.push(`life ${this.#lives} ${problem}`);
  }
}

/** How many lines a life wrote in the process of the app, about: those of bodies may be from elsewhere. */
function linesOfApp(entries: readonly Entry[]): number {
  return entries.filter(({ kind }) => !['begin', 'end', 'threw'].includes(kind)).length;
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
