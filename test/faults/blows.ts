import { readdirSync, readFileSync } from 'node:fs';
import { AppStateError, handleOf, withOptions } from 'workloop';
import { write } from './journal.js';
import type { Blow } from './scenario.js';
import type { Group, RunnableVictim } from './tree.js';

/** A work and where it stands. */
export interface Placed {
  readonly work: RunnableVictim;
  readonly group: Group;
}

/** Deals the blows of a scenario as the events come that they wait for. */
export class Blows {
  readonly #events = new Map<string, number>();
  #isOver = false;

  constructor(
    private readonly blows: readonly Blow[],
    private readonly placed: ReadonlyMap<string, Placed>,
    private readonly journal: string,
  ) {}

  /** A call of a work was queued or begun. */
  note(work: string): void {
    const events = (this.#events.get(work) ?? 0) + 1;
    this.#events.set(work, events);
    for (const blow of this.blows) {
      if (blow.work === work && blow.afterEvents === events) {
        setTimeout(() => this.#deal(blow), blow.delayMs).unref();
      }
    }
  }

  /** The app is about to end: nothing happens from outside any more. */
  end(): void {
    this.#isOver = true;
  }

  #deal(blow: Blow): void {
    const { work, group } = this.placed.get(blow.work) as Placed;
    // What has left the tree belongs to no app.
    if (this.#isOver || !group.works.includes(work)) return;
    write(this.journal, { kind: 'blow', work: blow.work, action: blow.action });
    this.#attempt(blow.work, () => this.#strike(blow, work, group));
    write(this.journal, { kind: 'blown', work: blow.work, action: blow.action });
  }

  /** An app that is about to end has let its works go. */
  #attempt(work: string, act: () => void): void {
    if (this.#isOver) return;
    try {
      act();
    } catch (error) {
      if (!(error instanceof AppStateError)) throw error;
      write(this.journal, { kind: 'refused', work });
    }
  }

  #strike({ action, startAfterMs }: Blow, work: RunnableVictim, group: Group): void {
    const handle = handleOf(work);
    switch (action) {
      case 'stop':
      case 'stopTwice':
      case 'delete':
        if (action === 'delete') handle.delete();
        else handle.stop();
        if (action === 'stopTwice') handle.stop();
        setTimeout(() => {
          if (group.works.includes(work)) this.#attempt(work._plan.name, () => handle.start());
        }, startAfterMs).unref();
        return;
      case 'remove':
        group.remove(work);
        return;
      case 'kill':
        killOne();
        return;
      case 'retry':
        handle.retry();
        return;
      case 'renew':
        withOptions(work, { maxMemoryMb: 100 });
        return;
    }
  }
}

/** Kills the youngest of this process's own processes. */
function killOne(): void {
  const pid = childrenOf(process.pid).at(-1);
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It may have ended by itself in between.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) => {
    try {
      const pids = readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8');
      return pids.split(' ').filter(Boolean).map(Number);
    } catch (error) {
      // A thread may have ended since.
      if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
      throw error;
    }
  });
}
