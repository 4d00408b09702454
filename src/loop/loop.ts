import { runInAsyncPass, runInPass } from '../call/pass-under-way.js';
import { SwallowedSuspensionError } from '../errors.js';
import { isThenable } from '../executor/executor.js';
import { isSignal } from '../signal.js';
import type { AppContext } from './app-context.js';
import type { Members } from './members.js';
import { Pass, type PassOwner } from './pass.js';

/** So many passes in a row may have no other cause than the flow itself; then it has to wait like everybody else. */
const SELF_CAUSED_LIMIT = 25;
/** A pass that takes longer is told of, once. */
const LONG_PASS_MS = 1000;
/**
 * From this length on, a pass is not made again for each of many calls that end: as long as it took, the ends of calls are
 * gathered for the next one, up to a limit. Else a flow that makes thousands of calls would do nothing but make passes,
 * and the results would have to wait for them.
 */
const GATHER_FROM_MS = 2;
const LONGEST_GATHERING_MS = 100;

/** Lets passes through one by one, for who steps through an app; by default all of them. */
export type PassGate = () => Promise<void> | undefined;

/** A root flow. */
export interface RunnableFlow {
  run(): unknown;
}

/** Calls the root flow again and again, whenever something changed and at the heartbeat. */
export class Loop {
  /** Passes in a row that only the flow itself caused. */
  #selfCaused = 0;
  /** How long the ends of calls are gathered for the next pass. */
  #gatherMs = 0;

  readonly #owner: PassOwner;

  constructor(
    private readonly root: RunnableFlow,
    private readonly app: AppContext,
    private readonly members: Members,
    private readonly heartbeatMs: number | false,
    private readonly gate: PassGate,
  ) {
    const { counts, events, clock, schedules } = app;
    this.#owner = {
      now: () => clock.now(),
      noteHit: (work, args) => {
        counts.hits++;
        schedules.noteMade(work, args);
        if (events.isHeard('call:hit')) events.emit('call:hit', { path: work.label, atMs: clock.now() });
      },
      noteMet: (work, args) => schedules.noteMade(work, args),
      noteRead: (sources) => schedules.noteRead(sources),
      noteWaiting: (calls) => schedules.noteWaiting(calls),
      endsBefore: (path) => schedules.endsBefore(path),
      isDue: (request) => {
        // An asynchronous pass may go on after the end, and must not set an alarm any more.
        if (app.ending.current !== undefined) return false;
        return schedules.isDue(members.flowIn(request.asker) ?? root, request);
      },
      admit: (component) => members.admit(component),
      adopt: (work) => members.adopt(work),
      warnOnce: (message) => app.warnOnce(message),
      requestEnd: (request) => app.requestEnd(request),
      fail: (error) => app.fail(error),
      wakeAfter: (promise) => app.wakeAfter(promise),
    };
  }

  /** Resolves when the app has an end. */
  async run(): Promise<void> {
    const { app } = this;
    app.wake('start');
    while (app.ending.current === undefined) {
      await app.wakeUp.next(this.heartbeatMs, this.#gatherMs);
      const gate = this.gate();
      if (gate !== undefined) await Promise.race([gate, app.ending.promise]);
      if (app.ending.current !== undefined) return;
      if (app.wakeUp.take()) this.#selfCaused = 0;
      const settling = this.#pass();
      // A synchronous pass has ended by now, and waiting for nothing would cost a turn.
      if (settling !== undefined) await settling;
    }
  }

  #pass(): Promise<void> | undefined {
    const { app, root, members } = this;
    const startedAtMs = app.clock.now();
    const pass = new Pass(++app.counts.passes, this.#owner, members.hasAsyncFlow);
    app.pass = pass;
    app.schedules.beginPass();
    app.onlooker?.passStarted(pass.number, startedAtMs);
    if (app.events.isHeard('pass:started')) {
      app.events.emit('pass:started', { pass: pass.number, atMs: startedAtMs });
    }
    const runInContext = members.hasAsyncFlow ? runInAsyncPass : runInPass;
    let returned: unknown;
    try {
      returned = app.clock.run(() => runInContext(pass, () => root.run()));
    } catch (thrown) {
      return this.#endThrowing(pass, startedAtMs, thrown);
    }
    if (!isThenable(returned)) return this.#endReturning(pass, startedAtMs);
    return Promise.resolve(returned).then(
      () => this.#endReturning(pass, startedAtMs),
      (thrown: unknown) => this.#endThrowing(pass, startedAtMs, thrown),
    );
  }

  #endReturning(pass: Pass, startedAtMs: number): undefined {
    const [path] = pass.suspension?.paths ?? [];
    if (path !== undefined && this.app.ending.current === undefined)
      this.app.fail(new SwallowedSuspensionError(path));
    this.#end(pass, startedAtMs);
  }

  #endThrowing(pass: Pass, startedAtMs: number, thrown: unknown): undefined {
    if (!isSignal(thrown)) this.app.fail(thrown);
    this.#end(pass, startedAtMs);
  }

  #end(pass: Pass, startedAtMs: number): void {
    const { app, members } = this;
    pass.isOver = true;
    app.pass = undefined;
    const changed = members.takeChangesOfPass();
    this.#noteSelfCaused(changed);
    app.schedules.endPass(pass.suspension !== undefined);
    members.save();
    const atMs = app.clock.now();
    this.#gatherMs = this.#gatheringAfter(atMs - startedAtMs);
    if (atMs - startedAtMs > LONG_PASS_MS) {
      app.warnOnce(
        `A pass took ${((atMs - startedAtMs) / 1000).toFixed(1)} s, and nothing else in the loop happened meanwhile. ` +
          'Move what is slow into the `run` of a work.',
      );
    }
    app.onlooker?.passEnded(pass.number, atMs, pass.suspension?.paths ?? []);
    if (!app.events.isHeard('pass:ended')) return;
    app.events.emit('pass:ended', {
      pass: pass.number,
      atMs,
      suspendedBy: pass.suspension?.paths ?? [],
      changed,
    });
  }

  #gatheringAfter(passMs: number): number {
    // An asynchronous pass leaves the thread to others while it waits.
    if (passMs < GATHER_FROM_MS || this.members.hasAsyncFlow) return 0;
    return Math.min(passMs, LONGEST_GATHERING_MS);
  }

  #noteSelfCaused(changed: readonly string[]): void {
    if (changed.length === 0) {
      this.#selfCaused = 0;
      return;
    }
    this.#selfCaused++;
    // The first of them had another cause.
    if (this.#selfCaused <= SELF_CAUSED_LIMIT) {
      this.app.wake('flowChanged');
      return;
    }
    const goesOn = this.heartbeatMs === false ? 'waits for another cause' : 'goes on at its heartbeat';
    this.app.warnOnce(
      `\`${changed[0]}\` changed in ${SELF_CAUSED_LIMIT} passes in a row without any other cause, so the loop ${goesOn}. ` +
        'Change fields of a flow only where something else changed; a counter of passes can be a `_field`.',
    );
  }
}
