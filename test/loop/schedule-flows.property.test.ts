import fc from 'fast-check';
import { flow, schedule } from 'workloop';
import { TestApp } from 'workloop/testing';
import { Gated, passBy } from './gated.js';

/*
 * Flows made at random of waits and of branches of schedules, which wait themselves or do not. What each tick came to is
 * counted beside the app, in closures.
 */

const MINUTE_MS = 60_000;
const AT = Date.parse('2026-03-02T10:00:30Z');

/** A statement of a flow: a wait for calls with a name that changes, or a branch that waits so many times. */
type Statement =
  | { readonly kind: 'wait' }
  | { readonly kind: 'branch'; readonly everyMinutes: number; readonly waits: number };

type Step =
  | { readonly kind: 'pass'; readonly minutes: number }
  | { readonly kind: 'open'; readonly which: number }
  | { readonly kind: 'rename'; readonly which: number };

const statement: fc.Arbitrary<Statement> = fc.oneof(
  fc.constant({ kind: 'wait' as const }),
  fc.record({
    kind: fc.constant('branch' as const),
    everyMinutes: fc.constantFrom(1, 2, 5),
    waits: fc.constantFrom(0, 0, 1, 2),
  }),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('pass' as const), minutes: fc.constantFrom(0.2, 1, 1, 2, 7) }),
  fc.record({ kind: fc.constant('open' as const), which: fc.nat(5) }),
  fc.record({ kind: fc.constant('rename' as const), which: fc.nat(5) }),
);

/** One statement of the flow and what became of it. */
class Acting {
  readonly works: Gated[] = [];
  /** When the first `true` of each tick was given, and how many there were. */
  readonly ticks: { readonly atMs: number; count: number }[] = [];
  #metAtMs: number | undefined;
  #runs = 0;
  #isGoingOn = false;
  #name = 0;

  constructor(
    readonly what: Statement,
    readonly key: string,
  ) {
    const works = what.kind === 'wait' ? 1 : what.waits;
    for (let i = 0; i < works; i++) this.works.push(new Gated());
  }

  rename(): void {
    this.#name++;
  }

  act(): void {
    if (this.what.kind === 'wait') {
      this.works[0]?.run(this.#name);
      return;
    }
    this.#metAtMs ??= Date.now();
    if (!schedule(`*/${this.what.everyMinutes} * * * *`, { key: this.key, timezone: 'UTC' })) return;
    if (!this.#isGoingOn) this.ticks.push({ atMs: Date.now(), count: 0 });
    const tick = this.ticks.at(-1);
    if (tick !== undefined) tick.count++;
    expect(this.works.filter(isWaiting)).toEqual([]);
    this.#isGoingOn = true;
    for (const work of this.works) work.run(this.#runs);
    this.#isGoingOn = false;
    this.#runs++;
  }

  /** @param isFree Whether the flow waits nowhere but in branches, so that those that do not wait need not wait either. */
  check(toMs: number, isFree: boolean): void {
    if (this.what.kind === 'wait' || this.#metAtMs === undefined) return;
    expect(this.#isGoingOn).toBe(false);
    const periodMs = this.what.everyMinutes * MINUTE_MS;
    const lastTime = (ms: number): number => Math.floor(ms / periodMs) * periodMs;
    let sinceMs = this.#metAtMs;
    for (const { atMs, count } of this.ticks) {
      expect(lastTime(atMs)).toBeGreaterThan(lastTime(sinceMs));
      expect(count).toBe(this.what.waits + 1);
      if (isFree && this.what.waits === 0) expect(atMs - sinceMs).toBeLessThanOrEqual(periodMs);
      sinceMs = atMs;
    }
    expect(lastTime(sinceMs)).toBe(lastTime(toMs));
  }
}

function isWaiting(work: Gated): boolean {
  return work._executed.length > work._opened;
}

function openNext(work: Gated): void {
  work._gate(work._executed[work._opened]).resolve();
}

test.each([false, 20_000] as const)(
  'each tick is given once, and again only to go on, with heartbeatMs %p',
  async (heartbeatMs) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(statement, { minLength: 1, maxLength: 5 }),
        fc.array(step, { minLength: 3, maxLength: 14 }),
        async (statements, plan) => {
          const actings = statements.map((what, index) => new Acting(what, `${index}`));
          const works = actings.flatMap((acting) => acting.works);
          const waits = actings.filter(({ what }) => what.kind === 'wait');
          @flow()
          class Root {
            works = works;
            run(): void {
              for (const acting of actings) acting.act();
            }
          }
          const app = new TestApp(new Root(), { at: AT, heartbeatMs });
          try {
            await passBy(app, 0);
            for (const one of plan) {
              if (one.kind === 'pass') await passBy(app, one.minutes * MINUTE_MS);
              else if (one.kind === 'rename') waits[one.which % waits.length]?.rename();
              else {
                const open = works.filter(isWaiting);
                const gated = open[one.which % open.length];
                if (gated !== undefined) openNext(gated);
                await passBy(app, 0);
              }
            }
            for (;;) {
              const open = works.filter(isWaiting);
              if (open.length === 0) break;
              for (const gated of open) openNext(gated);
              await passBy(app, 0);
            }
            expect(app.warnings).toEqual([]);
            for (const acting of actings) acting.check(app.clock.now(), waits.length === 0);
          } finally {
            for (const gated of works) for (const name of gated._executed) gated._gate(name).resolve();
            await app.close();
          }
        },
      ),
      { numRuns: 150 },
    );
  },
);
