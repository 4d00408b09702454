import { signal } from '@preact/signals';
import type { LogPage } from '../../api.js';
import { isWithin } from './paths.js';
import { MOST_LINES, type Store } from './store.js';

/** A component and what it owns, or, without one, all of the app. */
type Scope = string | undefined;

/**
 * Brings lines of logs from before those that the stream began with. How far back all lines are here is another matter for
 * each component: those of one may have been asked for, and not those of the others of the same time.
 */
export class OlderLogs {
  readonly #knownFrom = signal<ReadonlyMap<Scope, number>>(new Map());
  readonly #underWay = signal<ReadonlySet<Scope>>(new Set());

  /** @param ask Gives the newest lines before an id, newest first. */
  constructor(
    private readonly ask: (path: Scope, before: number) => Promise<LogPage>,
    private readonly store: Store,
  ) {
    store.resets.subscribe(() => {
      this.#knownFrom.value = new Map([[undefined, store.logs.peek()[0]?.id ?? 1]]);
    });
  }

  /** Whether there may be more of a component, and room for them; reading it subscribes. */
  hasMore(path: Scope): boolean {
    return this.#fromOf(path) > 1 && this.store.logs.value.length < MOST_LINES;
  }

  /** One page more; does nothing while one is under way. @throws where it does not come. */
  async load(path: Scope): Promise<void> {
    if (this.#underWay.peek().has(path)) return;
    const reset = this.store.resets.peek();
    this.#underWay.value = new Set([...this.#underWay.peek(), path]);
    try {
      const { lines, next } = await this.ask(path, this.#fromOf(path));
      // Between those that came late and those that it began with anew there may be others.
      if (reset !== this.store.resets.peek()) return;
      this.#knownFrom.value = new Map([...this.#knownFrom.peek(), [path, next ?? 1]]);
      this.store.putLogs(lines.toReversed());
    } finally {
      this.#underWay.value = new Set([...this.#underWay.peek()].filter((other) => other !== path));
    }
  }

  /** What is known of a component is also known of what it owns. */
  #fromOf(path: Scope): number {
    const known = [...this.#knownFrom.value].filter(
      ([scope]) => scope === undefined || (path !== undefined && isWithin(path, scope)),
    );
    return Math.min(...known.map(([, from]) => from));
  }
}
