import type { PassInfo } from '../api.js';

/** So many passes go into one delta; of more, the oldest are left out: on a page they would lie on each other. */
const MOST_PASSES = 200;

/** The passes that have begun or ended since they were taken last. */
export class PassLog {
  #ended: PassInfo[] = [];
  #underWay: { readonly pass: number; readonly startedAtMs: number } | undefined;
  #toldOf = 0;

  started(pass: number, startedAtMs: number): void {
    this.#underWay = { pass, startedAtMs };
  }

  ended(pass: number, endedAtMs: number, suspendedBy: readonly string[]): void {
    const startedAtMs = this.#underWay?.startedAtMs ?? endedAtMs;
    this.#underWay = undefined;
    this.#ended.push({ pass, startedAtMs, endedAtMs, suspendedBy });
    if (this.#ended.length >= 2 * MOST_PASSES) this.#ended = this.#ended.slice(-MOST_PASSES);
  }

  take(): readonly PassInfo[] {
    const passes = this.#ended.slice(-MOST_PASSES);
    this.#ended = [];
    // One that takes its time is seen before it ends.
    if (this.#underWay !== undefined && this.#toldOf !== this.#underWay.pass) {
      this.#toldOf = this.#underWay.pass;
      passes.push({ ...this.#underWay, suspendedBy: [] });
    }
    return passes;
  }
}
