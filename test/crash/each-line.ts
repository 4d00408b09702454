import { linesOfApp } from './journal.js';
import { Judge } from './judge.js';
import { Lives } from './lives.js';
import { liveUninterrupted } from './trial.js';

/** What an app may write beyond an uninterrupted life: how often a schedule ticks is chance. */
const SPARE_LINES = 10;

/**
 * Lets the app of a seed kill itself after one line of its journal and then come to its end; again and again, each time with
 * a store of its own and after another line, so that no moment is left to chance.
 *
 * @param every After how many lines the next one is tried. @default 1
 * @returns The problems, each with the line.
 */
export async function tryEachLine(seed: number, program: string, every = 1): Promise<string[]> {
  const reference = await liveUninterrupted(seed, program);
  const problems: string[] = [];
  for (let line = 1; line <= linesOfApp(reference) + SPARE_LINES; line += every) {
    const lives = new Lives([program, String(seed)]);
    try {
      await lives.live({ kill: { kind: 'line', line } });
      await lives.live();
      const found = new Judge(lives.journal, reference).judge().problems;
      problems.push(...found.map((problem) => `killed after line ${line}: ${problem}`));
    } finally {
      await lives.close();
    }
  }
  return problems;
}
