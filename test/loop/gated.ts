import { work } from 'workloop';
import type { TestApp } from 'workloop/testing';
import { Deferred, turns } from './deferred.js';

/** A blocking work whose calls end when the test lets them. */
@work()
export class Gated {
  readonly _executed: unknown[] = [];
  readonly _gates = new Map<unknown, Deferred>();
  /** How many calls were let end. */
  _opened = 0;
  async run(name: unknown): Promise<unknown> {
    this._executed.push(name);
    await this._gate(name).promise;
    this._opened++;
    return name;
  }
  _gate(name: unknown): Deferred {
    const gate = this._gates.get(name) ?? new Deferred();
    this._gates.set(name, gate);
    return gate;
  }
}

/** Moves the clock although a body is under way, for which `advance` would wait. */
export async function passBy(app: TestApp, ms: number): Promise<void> {
  const untilMs = app.clock.now() + ms;
  await settle(app);
  for (;;) {
    const nextMs = app.clock.nextAlarmMs;
    if (nextMs === undefined || nextMs > untilMs) break;
    app.clock.moveTo(nextMs);
    await settle(app);
  }
  app.clock.moveTo(untilMs);
}

const idling = new WeakMap<TestApp, Promise<void>>();

/** Lets the app go on until nothing is left to do, or what is left waits for the test. */
async function settle(app: TestApp): Promise<void> {
  const idle = idling.get(app) ?? app.idle().finally(() => idling.delete(app));
  idling.set(app, idle);
  await Promise.race([idle, turns(20)]);
}
