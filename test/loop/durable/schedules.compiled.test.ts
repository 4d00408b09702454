import { flow, schedule, use, work } from 'workloop';
import { TestApp } from 'workloop/testing';
import { Stores } from './stores.js';

const HOUR_MS = 3_600_000;
const AT = '2026-03-02T10:30:00Z';

let stores: Stores;
let folder: string;
let log: string[] = [];
beforeEach(() => {
  stores = new Stores();
  folder = stores.make();
  log = [];
});
afterEach(() => stores.remove());

function start(root: object, store: string, at: string | number = AT): TestApp {
  return new TestApp(root, { store, at, heartbeatMs: false });
}

@flow()
class Hourly {
  ticks = 0;
  run(): void {
    if (schedule('@hourly')) this.ticks++;
  }
}

describe('a schedule, when the app is started again', () => {
  it('goes on with its next tick, and gives none again', async () => {
    const app = start(new Hourly(), folder);
    await app.advance(HOUR_MS);
    const copy = await stores.killed(folder);
    await app.close();
    const root = new Hourly();
    const again = start(root, copy, Date.parse(AT) + HOUR_MS);
    await again.idle();
    expect(root.ticks).toBe(1);
    await again.advance(HOUR_MS);
    expect(root.ticks).toBe(2);
    await again.close();
  });

  it('gives no tick a second time when the clock was set back a day', async () => {
    const app = start(new Hourly(), folder);
    await app.advance(3 * HOUR_MS);
    await app.close();
    const root = new Hourly();
    const again = start(root, folder, Date.parse(AT) - 21 * HOUR_MS);
    await again.advance(24 * HOUR_MS);
    expect(root.ticks).toBe(3);
    await again.advance(HOUR_MS);
    expect(root.ticks).toBe(4);
    await again.close();
  });

  it('gives one of those that were missed meanwhile', async () => {
    const app = start(new Hourly(), folder);
    await app.idle();
    await app.close();
    const root = new Hourly();
    const again = start(root, folder, Date.parse(AT) + 5 * HOUR_MS);
    await again.idle();
    expect(root.ticks).toBe(1);
    await again.close();
  });

  it('drops those that were missed meanwhile where it is to', async () => {
    @flow()
    class Skipping {
      ticks = 0;
      run(): void {
        if (schedule('@hourly', { catchUp: 'skip' })) this.ticks++;
      }
    }
    const app = start(new Skipping(), folder);
    await app.idle();
    await app.close();
    const root = new Skipping();
    const again = start(root, folder, Date.parse(AT) + 5 * HOUR_MS);
    await again.advance(HOUR_MS);
    expect(root.ticks).toBe(1);
    await again.close();
  });
});

let gate: Promise<void> | undefined;

@work()
class Slow {
  async run(day: string): Promise<string> {
    log.push(`began ${day}`);
    await gate;
    log.push(`ended ${day}`);
    return day;
  }
}

@work({ parallel: true })
class Beside {
  async run(day: string): Promise<string> {
    log.push(`began ${day}`);
    await gate;
    log.push(`ended ${day}`);
    return day;
  }
}

@flow()
class Blocking {
  slow = new Slow();
  done: string[] = [];
  run(): void {
    if (schedule('@daily')) {
      void this.slow.run('report');
      this.done.push('report');
    }
  }
}

@flow()
class Using {
  slow = new Beside();
  done: string[] = [];
  run(): void {
    if (schedule('@daily')) this.done.push(use(this.slow.run('report')));
  }
}

@flow()
class Below {
  slow = new Slow();
  ticks = 0;
  run(): void {
    if (schedule('@daily')) this.ticks++;
    void this.slow.run(`below ${this.ticks}`);
  }
}

describe('a branch that was entered at a tick', () => {
  it.each([Blocking, Using])('is entered again where a call in it was under way', async (Root) => {
    gate = new Promise(() => undefined);
    const app = start(new Root(), folder);
    await app.idle();
    app.clock.moveTo(Date.parse('2026-03-03T00:00:00Z'));
    await app.pass();
    await app.pass();
    await app.pass();
    await stores.settled();
    const copy = await stores.killed(folder);
    expect(log).toEqual(['began report']);
    gate = undefined;
    const root = new Root();
    const again = start(root, copy, '2026-03-03T00:10:00Z');
    await again.idle();
    expect(log).toEqual(['began report', 'began report', 'ended report']);
    expect(root.done).toEqual(['report']);
    expect(again.warnings).toEqual([]);
    await again.advance(HOUR_MS);
    expect(root.done).toEqual(['report']);
    const once = await stores.killed(copy);
    await again.close();
    const third = new Root();
    const last = start(third, once, '2026-03-03T02:00:00Z');
    await last.idle();
    expect(third.done).toEqual(['report']);
    await last.close();
    await app.close();
  });

  it('is not entered again where the call was below it', async () => {
    const app = start(new Below(), folder);
    await app.idle();
    gate = new Promise(() => undefined);
    app.clock.moveTo(Date.parse('2026-03-03T00:00:00Z'));
    await app.pass();
    await app.pass();
    const copy = await stores.killed(folder);
    gate = undefined;
    const root = new Below();
    const again = start(root, copy, '2026-03-03T00:10:00Z');
    await again.idle();
    expect(root.ticks).toBe(1);
    expect(log).toEqual([
      'began below 0',
      'ended below 0',
      'began below 1',
      'began below 1',
      'ended below 1',
    ]);
    await again.close();
    await app.close();
  });
});
