import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** A process that a test started, by whatever way. */
export interface Found {
  readonly pid: number;
  readonly command: string;
}

/** In the environment of a process this marks it, and all that it starts, as belonging to one test. */
export const MARK = 'WORKLOOP_TEST_MARK';

/** The processes of a mark in the process table; those that have ended and wait to be noticed left out. */
export function processesOf(mark: string): Found[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0');
        if (!environment.includes(`${MARK}=${mark}`)) return [];
        const command = readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0').join(' ').trim();
        return [{ pid: Number(pid), command }];
      } catch (error) {
        // It ended in between, or belongs to somebody else.
        if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? ''))
          return [];
        throw error;
      }
    });
}

/** Resolves with what is left of a mark: with nothing as soon as nothing is, and else after `patienceMs`. */
export async function leftOf(mark: string, patienceMs: number): Promise<Found[]> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const left = processesOf(mark);
    if (left.length === 0 || Date.now() > end) return left;
    await wait(10);
  }
}
