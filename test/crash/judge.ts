import type { Entry, WorkFields } from './journal.js';

/** What an outsider found out about the lives of an app. */
export interface Findings {
  /** Completed calls that a later life knew nothing of, or not the same. */
  readonly lost: ReadonlySet<string>;
  /** Executions of calls that had been reported complete. */
  twice: number;
  /** Ends that are not those of an app that nobody interrupts. */
  wrongEnds: number;
  /** All of these and whatever else was not as it should be, as sentences. */
  readonly problems: string[];
}

/** The call that is not cached. */
const BEAT = 'beat';

interface Body {
  readonly life: number;
  readonly call: string;
  state: 'running' | 'ended' | 'threw';
}

/** Where a call is known to be complete. */
interface Completed {
  readonly life: number;
  /** Whose result it has. */
  readonly body: string;
}

/**
 * Reads the journal of all lives of an app from its begin to its end, and holds it against what is promised: what was
 * reported complete is there in each later life with the same value and is never executed again; the state of a work is
 * that of the calls whose records are there; and in the end all is as if nobody had interrupted it.
 */
export class Judge {
  readonly findings: Findings;

  readonly #lost = new Set<string>();
  readonly #bodies = new Map<string, Body>();
  readonly #completed = new Map<string, Completed>();
  /** Calls that are in the state of their work: their records were stored with it. */
  readonly #saved = new Set<string>();
  #beats = 0;
  /** What results look like where nobody interrupts, and the end. */
  readonly #digests = new Map<string, string>();
  readonly #end: string | undefined;

  /** @param reference The journal of an uninterrupted run of the same app. */
  constructor(
    private readonly entries: readonly Entry[],
    reference: readonly Entry[],
  ) {
    this.findings = { lost: this.#lost, twice: 0, wrongEnds: 0, problems: [] };
    for (const entry of reference) if (entry.kind === 'got') this.#digests.set(entry.call, entry.digest);
    this.#end = endOf(reference);
    if (this.#end === undefined) this.#accuse('the uninterrupted run did not come to its end');
  }

  judge(): Findings {
    for (const entry of this.entries) this.#take(entry);
    for (const call of this.#digests.keys()) {
      if (!this.#completed.has(call)) this.#accuse(`${call} was never complete`);
    }
    if (endOf(this.entries) === undefined) this.#accuse('the app did not come to its end');
    return this.findings;
  }

  #take(entry: Entry): void {
    switch (entry.kind) {
      case 'begin':
        this.#takeBegin(entry);
        return;
      case 'end':
      case 'threw': {
        const body = this.#bodies.get(entry.body);
        if (body?.state !== 'running') this.#accuse(`a body of ${entry.call} ended that did not run`);
        else body.state = entry.kind === 'end' ? 'ended' : 'threw';
        return;
      }
      case 'complete':
        if (entry.outcome === 'succeeded') this.#takeComplete(entry);
        return;
      case 'got':
        this.#takeGot(entry);
        return;
      case 'restored':
        this.#takeRestored(entry);
        return;
      case 'final':
        this.#checkEnd(`${entry.state} ${entry.works}`, entry.life);
        return;
      case 'born':
      case 'started':
      case 'over':
      case 'tick':
        return;
    }
  }

  #takeBegin({ call, body, life }: Entry & { kind: 'begin' }): void {
    const completed = this.#completed.get(call);
    if (completed !== undefined) {
      this.findings.twice++;
      if (completed.life < life) this.#lost.add(call);
      this.#accuse(`${call} was complete in life ${completed.life}, and executed again in life ${life}`);
    } else if (this.#saved.has(call)) {
      this.#accuse(`${call} was in the stored state of its work, and executed again in life ${life}`);
    }
    for (const other of this.#bodiesOf(call)) {
      if (other.life === life && other.state === 'running')
        this.#accuse(`${call} was executed side by side in life ${life}`);
    }
    this.#bodies.set(body, { life, call, state: 'running' });
  }

  #takeComplete({ call, life }: Entry & { kind: 'complete' }): void {
    const bodies = this.#bodiesOf(call).filter((body) => body.life === life && body.state === 'ended');
    if (bodies.length === 0)
      this.#accuse(`${call} was reported complete in life ${life}, and had not ended in it`);
    if (call === BEAT) {
      this.#beats++;
      return;
    }
    const completed = this.#completed.get(call);
    if (completed !== undefined)
      this.#accuse(`${call} was reported complete in life ${completed.life} and in life ${life}`);
    const last = [...this.#bodies].filter(([, body]) => bodies.includes(body)).at(-1);
    this.#completed.set(call, { life, body: last?.[0] ?? 'of nobody' });
  }

  #takeGot({ call, body, life, digest }: Entry & { kind: 'got' }): void {
    const expected = this.#digests.get(call);
    if (expected !== undefined && digest !== expected)
      this.#accuse(`${call} has a wrong value in life ${life}`);
    const known = this.#completed.get(call);
    if (known === undefined) {
      // Stored and not yet reported when the app was killed.
      const { state, call: whose } = this.#bodies.get(body) ?? {};
      if (state !== 'ended' || whose !== call)
        this.#accuse(
          `${call} has the value of a body in life ${life} that is none of its own, or did not end`,
        );
      this.#completed.set(call, { life, body });
    } else if (known.body !== body) {
      this.#lost.add(call);
      this.#accuse(`${call} has another value in life ${life} than in life ${known.life}`);
    }
  }

  #takeRestored({ work, state, life }: Entry & { kind: 'restored' }): void {
    const where = `the state of ${work} in life ${life}`;
    const { begun, ended, calls } = state;
    if (begun !== ended || ended !== calls.length)
      this.#accuse(
        `${where} is not that of the end of a call: ${begun} begun, ${ended} ended, ${calls.length} noted`,
      );
    if (work === BEAT) this.#checkBeats(state, where);
    else this.#checkCalls(work, state, where);
  }

  #checkBeats({ ended }: WorkFields, where: string): void {
    const executed = this.#bodiesOf(BEAT).filter((body) => body.state === 'ended').length;
    if (ended < this.#beats) {
      this.#lost.add(BEAT);
      this.#accuse(`${where} has ${ended} calls, and ${this.#beats} were reported complete`);
    }
    if (ended > executed) this.#accuse(`${where} has ${ended} calls, and ${executed} were executed`);
    // Those that were stored and not reported count from now on.
    this.#beats = Math.max(this.#beats, ended);
  }

  #checkCalls(work: string, { calls }: WorkFields, where: string): void {
    const known = new Set(calls);
    if (known.size !== calls.length) this.#accuse(`${where} has a call twice: ${calls.join(', ')}`);
    for (const call of new Set([...this.#completed.keys(), ...this.#saved])) {
      if (!call.startsWith(`${work}(`) || known.has(call)) continue;
      this.#lost.add(call);
      this.#accuse(`${where} lacks ${call}, which was complete`);
    }
    for (const call of known) {
      const hasEnded = this.#bodiesOf(call).some(({ state }) => state === 'ended');
      if (!hasEnded) this.#accuse(`${where} has ${call}, which never ended`);
      this.#saved.add(call);
    }
  }

  #checkEnd(end: string, life: number): void {
    if (this.#end === undefined || end === this.#end) return;
    this.findings.wrongEnds++;
    this.#accuse(`life ${life} ended with ${end}, and uninterrupted it is ${this.#end}`);
  }

  #bodiesOf(call: string): Body[] {
    return [...this.#bodies.values()].filter((body) => body.call === call);
  }

  #accuse(problem: string): void {
    this.findings.problems.push(problem);
  }
}

function endOf(entries: readonly Entry[]): string | undefined {
  const final = entries.findLast((entry) => entry.kind === 'final');
  return final?.kind === 'final' ? `${final.state} ${final.works}` : undefined;
}
