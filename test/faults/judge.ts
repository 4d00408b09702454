import { bodyFaults, type Expected } from './catalogue.js';
import type { CallEntry, Entry } from './journal.js';
import type { Scenario, Task, WorkPlan } from './scenario.js';

/** What an outsider found out about a trial. */
export interface Findings {
  /** Calls that were queued, and never settled before the app was over. */
  lost: number;
  /** Outcomes that a call had beyond its first. */
  twice: number;
  readonly problems: string[];
}

/** A call under way. */
interface CallUnderWay {
  readonly task: Task;
  readonly plan: WorkPlan;
  readonly queuedAtMs: number;
  startedAtMs: number | undefined;
  /** Which attempt the body under way says that it is. */
  attempt: number | undefined;
}

/** Reads a journal from its begin to its end and holds it against what is promised. */
export class Judge {
  readonly findings: Findings = { lost: 0, twice: 0, problems: [] };

  readonly #plans: ReadonlyMap<string, WorkPlan>;
  readonly #tasks: ReadonlyMap<string, Task>;
  readonly #underWay = new Map<string, CallUnderWay>();
  readonly #settled = new Set<string>();
  /** How often a task's call was let begin, less the bodies that did. */
  readonly #permits = new Map<string, number>();
  readonly #running = new Map<string, Set<string>>();
  /** Works that somebody is dealing with, removed, or made unreliable. */
  readonly #underBlow = new Set<string>();
  readonly #removed = new Set<string>();
  /** Ends of workers that a call may be told of although it did nothing: by work, or `*` for every process. */
  readonly #strays = new Map<string, number>();
  readonly #outcomes = new Map<string, CallEntry>();
  #isEnding = false;
  #isStopped = false;

  constructor(
    private readonly scenario: Scenario,
    private readonly entries: readonly Entry[],
  ) {
    this.#plans = new Map(scenario.works.map((plan) => [plan.name, plan]));
    this.#tasks = new Map(
      scenario.works.flatMap(({ tasks }) => tasks).map((task) => [task.token, task] as const),
    );
  }

  judge(): Findings {
    this.#checkBodies();
    for (const entry of this.entries) this.#take(entry);
    for (const call of this.#underWay.keys()) this.#accuse(`${call} was queued and never settled`);
    this.findings.lost = this.#underWay.size;
    return this.findings;
  }

  #take(entry: Entry): void {
    switch (entry.kind) {
      case 'begin': {
        const permits = (this.#permits.get(entry.token) ?? 0) - 1;
        this.#permits.set(entry.token, permits);
        for (const call of this.#underWay.values()) {
          if (call.task.token === entry.token) call.attempt = entry.attempt;
        }
        if (permits < 0) this.#accuse(`${entry.token} was executed more often than it began`);
        return;
      }
      case 'fault':
        this.#noteFault(entry.work, entry.fault);
        return;
      case 'queued':
      case 'started':
      case 'retried':
      case 'settled':
        this.#takeCall(entry);
        return;
      case 'answer':
        this.#checkAnswer(entry);
        return;
      case 'full': {
        const most = this.#plan(entry.work).options.maxQueue ?? 1000;
        if (entry.waiting < most) this.#accuse(`${entry.work} was full with ${entry.waiting} waiting`);
        return;
      }
      case 'blow':
        if (entry.action === 'kill') this.#addStray('*');
        if (entry.action === 'remove') this.#removed.add(entry.work);
        this.#underBlow.add(entry.work);
        return;
      case 'blown':
        this.#underBlow.delete(entry.work);
        return;
      case 'refused':
        if (!this.#isEnding && !this.#hasEndedEarly) this.#accuse(`${entry.work} had left the app by itself`);
        return;
      case 'ending':
        this.#isEnding = true;
        return;
      case 'stopped':
        this.#isStopped = true;
        this.#checkEnd(entry);
        return;
      case 'over':
        if (!this.#isStopped) this.#accuse('the app was over before it told of its end');
        if (entry.threads > 0) this.#accuse(`${entry.threads} threads are left`);
        return;
      case 'alive':
      case 'end':
        return;
    }
  }

  #takeCall(entry: CallEntry): void {
    const { kind, work, call, token, atMs } = entry;
    const name = `${token}#${call}`;
    if (this.#isStopped) this.#accuse(`${name} ${kind} after the end of the app`);
    const running = this.#runningOf(work);
    const known = this.#underWay.get(name);
    if (kind === 'queued') {
      if (known !== undefined || this.#settled.has(name)) this.#accuse(`${name} was queued twice`);
      for (const other of this.#underWay.keys()) {
        if (other.startsWith(`${token}#`)) this.#accuse(`${name} was queued beside ${other}`);
      }
      const task = this.#tasks.get(token) as Task;
      this.#underWay.set(name, {
        task,
        plan: this.#plan(work),
        queuedAtMs: atMs,
        startedAtMs: undefined,
        attempt: undefined,
      });
      return;
    }
    if (known === undefined) {
      if (kind === 'settled') this.findings.twice++;
      this.#accuse(`${name} ${kind} when it was not under way`);
      return;
    }
    if (kind === 'started') {
      running.add(name);
      known.startedAtMs = atMs;
      this.#permits.set(token, (this.#permits.get(token) ?? 0) + 1);
      const { concurrency = 1 } = this.#plan(work).options;
      if (running.size > concurrency) this.#accuse(`${[...running].join(', ')} ran side by side`);
      return;
    }
    running.delete(name);
    this.#checkOutcome(name, known, entry);
    known.startedAtMs = undefined;
    known.attempt = undefined;
    if (kind === 'retried') return;
    this.#underWay.delete(name);
    this.#settled.add(name);
    this.#outcomes.set(token, entry);
  }

  #checkOutcome(name: string, call: CallUnderWay, entry: CallEntry): void {
    if (entry.outcome === 'stopped') {
      const isMeant = this.#underBlow.has(entry.work) || this.#removed.has(entry.work) || this.#isEnding;
      if (!isMeant && !this.#hasEndedEarly) this.#accuse(`${name} was stopped, and nobody asked for it`);
      return;
    }
    const outcome = entry.outcome ?? 'failed';
    const expected = this.#expectedOf(call);
    const isExpected = expected.some(
      (one) =>
        one.outcome === outcome &&
        (outcome === 'succeeded' ||
          (one.reason === entry.reason && (one.message?.test(entry.message ?? '') ?? true))),
    );
    if (isExpected || this.#isExcused(call, entry)) return;
    this.#accuse(
      `${name} (${call.task.fault ?? 'no fault'}) ${entry.kind}: ${outcome}, ${entry.reason}, ${entry.message}`,
    );
  }

  /** What this attempt may come to by what was planned for it. */
  #expectedOf({ task, plan, startedAtMs, attempt }: CallUnderWay): Expected[] {
    if (startedAtMs === undefined) return this.#expectedOfStart(plan);
    // Its worker was ended before the body could say anything.
    if (attempt === undefined) return [];
    if (task.fault === undefined || attempt > task.times) return [{ outcome: 'succeeded' }];
    const { expected } = bodyFaults[task.fault];
    if (expected.reason !== 'userException' || plan.hooks.onException?.deed !== 'exits') return [expected];
    // The hook has its accident so many times, and whether this was one of them is not known here.
    return [expected, { outcome: 'failed', reason: 'crashed', message: /process\.exit\(4\)/ }];
  }

  /** What may become of an attempt before its body has begun. */
  #expectedOfStart({ module, hooks }: WorkPlan): Expected[] {
    const setup = (message: RegExp): Expected => ({ outcome: 'failed', reason: 'setup', message });
    if (module === 'throws') return [setup(/does not load in a worker/)];
    if (module !== 'fine') return [setup(/did not load within/)];
    const deeds = [hooks.making, hooks.onStart].filter((hook) => hook !== undefined);
    return deeds.map(({ deed }) => setup(deed === 'exits' ? /process\.exit\(4\)/ : /throws/));
  }

  /** Whether the machine, or somebody else's fault, is what the attempt came to. */
  #isExcused({ plan, startedAtMs, queuedAtMs }: CallUnderWay, entry: CallEntry): boolean {
    const { reason, work, atMs, message = '' } = entry;
    const { timeoutMs = Number.POSITIVE_INFINITY } = plan.options;
    if (reason === 'timeout') return startedAtMs !== undefined && atMs - startedAtMs >= timeoutMs - 1;
    const isSlow = /did not load within/.test(message);
    const { startTimeoutMs = 10_000 } = this.scenario.options;
    if (reason === 'setup' && isSlow) return atMs - queuedAtMs >= startTimeoutMs - 1;
    if (reason !== 'crashed' && reason !== 'setup') return false;
    if (plan.executor === 'process' && /SIGKILL|cannot be reached|process ended/.test(message)) {
      if (this.#takeStray('*')) return true;
    }
    return /process\.exit\(3\)|nobody caught me/.test(message) && this.#takeStray(work);
  }

  #noteFault(work: string, fault: string): void {
    if (fault in bodyFaults && bodyFaults[fault as keyof typeof bodyFaults].isLate) this.#addStray(work);
  }

  #checkAnswer({ token, value, error }: Extract<Entry, { kind: 'answer' }>): void {
    const last = this.#outcomes.get(token);
    if (last === undefined) {
      this.#accuse(`${token} has an answer and never settled`);
      return;
    }
    const isRight = last.outcome === 'succeeded' ? value === token : error !== undefined;
    if (!isRight) this.#accuse(`${token} ${last.outcome}, and the flow was told ${value ?? error}`);
  }

  #checkEnd({ exitCode, reason }: Extract<Entry, { kind: 'stopped' }>): void {
    const { name } = this.scenario.ending;
    const isDone = exitCode === 0 && reason === 'all is done';
    const isAsPlanned = {
      done: isDone,
      stop: isDone || (exitCode === 0 && reason === 'in the middle'),
      fail: isDone || (exitCode === 1 && reason === 'in the middle'),
      throw: isDone || (exitCode === 1 && reason === 'the flow throws'),
      // Whatever the first failure of the first work was.
      raise: isDone || exitCode === 1,
    }[name];
    if (!isAsPlanned) this.#accuse(`the app ended with ${exitCode}: ${reason}`);
  }

  /** A body is over when nothing more comes of it; never more of one work than `concurrency` are not over. */
  #checkBodies(): void {
    const lasts = new Map<string, number>();
    for (const [index, entry] of this.entries.entries()) if ('body' in entry) lasts.set(entry.body, index);
    const alive = new Map<string, Set<string>>();
    for (const [index, entry] of this.entries.entries()) {
      if (!('body' in entry)) continue;
      const { work, body } = entry;
      const bodies = alive.get(work) ?? new Set();
      alive.set(work, bodies.add(body));
      const { concurrency = 1 } = this.#plan(work).options;
      if (bodies.size > concurrency) this.#accuse(`${bodies.size} bodies of ${work} were alive at once`);
      if (lasts.get(body) === index) bodies.delete(body);
    }
  }

  /** Whether the failure of the work whose failures nobody handles has ended the app. */
  get #hasEndedEarly(): boolean {
    if (this.scenario.ending.name !== 'raise') return false;
    return [...this.#outcomes.values()].some(({ outcome, work }) => {
      return outcome === 'failed' && this.#plan(work).options.raiseException === true;
    });
  }

  #plan(work: string): WorkPlan {
    return this.#plans.get(work) as WorkPlan;
  }

  #runningOf(work: string): Set<string> {
    const running = this.#running.get(work) ?? new Set();
    this.#running.set(work, running);
    return running;
  }

  #addStray(work: string): void {
    this.#strays.set(work, (this.#strays.get(work) ?? 0) + 1);
  }

  #takeStray(work: string): boolean {
    const strays = this.#strays.get(work) ?? 0;
    if (strays === 0) return false;
    this.#strays.set(work, strays - 1);
    return true;
  }

  #accuse(problem: string): void {
    this.findings.problems.push(problem);
  }
}
