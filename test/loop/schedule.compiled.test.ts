import { flow, schedule, schedule as ticks, use } from 'workloop';
import { TestApp } from 'workloop/testing';
import { Gated, passBy } from './gated.js';

/* Compiled as the tests of a user are: here each place in the code has schedules of its own, and each flow. */

const AT = '2026-03-02T10:30:00Z';
const HOUR_MS = 3_600_000;

/** A helper function: its place is one, and it knows of no flow. */
const isHour = () => ticks('@hourly');

@flow()
class Child {
  _isAsked = true;
  readonly _ticks: string[] = [];
  run(): void {
    if (!this._isAsked) return;
    if (schedule('@hourly')) this._ticks.push('first');
    if (this.isDue()) this._ticks.push('method');
    if (isHour()) this._ticks.push('helper');
  }
  isDue(): boolean {
    return schedule('@hourly');
  }
}

@flow()
class Root {
  children = [new Child(), new Child()];
  _hasSecond = true;
  readonly _ticks: string[] = [];
  run(): void {
    if (schedule('@hourly')) this._ticks.push('first');
    if (this._hasSecond && schedule('@hourly')) this._ticks.push('second');
    for (const key of ['a', 'b']) {
      if (key === 'b' && !this._hasSecond) continue;
      if (schedule('@hourly', { key })) this._ticks.push(key);
    }
    for (const child of this.children) child.run();
  }
}

test('places and flows have schedules of their own, and a tick that one misses is none of the others’', async () => {
  const root = new Root();
  const [one, other] = root.children as [Child, Child];
  const app = new TestApp(root, { at: AT, heartbeatMs: false });
  await app.idle();
  root._hasSecond = false;
  other._isAsked = false;
  await app.advance(HOUR_MS);
  expect(root._ticks).toEqual(['first', 'a']);
  expect([one._ticks, other._ticks]).toEqual([['first', 'method', 'helper'], []]);
  root._hasSecond = true;
  other._isAsked = true;
  await app.pass();
  expect(root._ticks).toEqual(['first', 'a', 'second', 'b']);
  // The place in the helper is the same for both flows, and its tick was given.
  expect(other._ticks).toEqual(['first', 'method']);
  expect(app.warnings).toEqual([]);
  await app.close();
});

test('a flow takes its schedules with it', async () => {
  const root = new Root();
  const app = new TestApp(root, { at: AT, heartbeatMs: false });
  await app.idle();
  const [gone] = root.children.splice(1, 1, new Child());
  await app.pass();
  await app.advance(HOUR_MS / 2);
  expect(gone?._ticks).toEqual([]);
  expect(root.children.map(({ _ticks }) => _ticks.length)).toEqual([3, 3]);
  await app.close();
});

test('works below an inherited run and in an async flow', async () => {
  const seen: string[] = [];
  @flow()
  class Base {
    constructor(readonly _name: string) {}
    async run(): Promise<void> {
      await Promise.resolve();
      if (schedule('@hourly')) seen.push(this._name);
    }
  }
  @flow()
  class Derived extends Base {
    override async run(): Promise<void> {
      await super.run();
      if (schedule('@hourly')) seen.push(`${this._name} derived`);
    }
  }
  @flow()
  class Top {
    one = new Base('one');
    two = new Derived('two');
    async run(): Promise<void> {
      await this.one.run();
      await this.two.run();
    }
  }
  const app = new TestApp(new Top(), { at: AT, heartbeatMs: false });
  await app.advance(HOUR_MS);
  expect(seen).toEqual(['one', 'two', 'two derived']);
  await app.close();
});

test.each(['sync', 'async'] as const)('in a flow that waits, %s', async (kind) => {
  const log: string[] = [];
  @flow()
  class Waiting {
    inside = new Gated();
    outside = new Gated();
    act(): void {
      if (schedule('@hourly')) log.push('above');
      if (schedule('@hourly')) log.push(String(use(this.inside.run('inside'))));
      if (schedule('@hourly')) log.push('between');
      this.outside.run('outside');
      if (schedule('@hourly')) log.push('below');
    }
    run(): void | Promise<void> {
      this.act();
    }
  }
  @flow()
  class WaitingAsync extends Waiting {
    override async run(): Promise<void> {
      await Promise.resolve();
      this.act();
    }
  }
  const root = kind === 'sync' ? new Waiting() : new WaitingAsync();
  const app = new TestApp(root, { at: AT, heartbeatMs: HOUR_MS / 10 });
  // The last one is met only when the flow comes to it.
  root.outside._gate('outside').resolve();
  await passBy(app, HOUR_MS);
  expect(log).toEqual(['above', 'between', 'below']);
  // Only the branch that waits waits, also when the next tick comes.
  await passBy(app, HOUR_MS);
  expect(log).toEqual(['above', 'between', 'below', 'above', 'between', 'below']);
  log.length = 0;
  root.inside._gate('inside').resolve();
  await passBy(app, HOUR_MS / 4);
  expect(log).toEqual(['inside', 'inside']);
  await app.close();
});
