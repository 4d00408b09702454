import { flow, work } from 'workloop';
import { TestApp } from 'workloop/testing';
import { Stores } from './stores.js';

let stores: Stores;
let folder: string;
beforeEach(() => {
  stores = new Stores();
  folder = stores.make();
});
afterEach(() => stores.remove());

@work()
class Counting {
  executed = 0;
  seen: string[] = [];
  constructor(readonly factor = 1) {}
  run(n: number): number {
    this.executed++;
    this.seen.push(`${n}`);
    return n * this.factor;
  }
}

@flow()
class Child {
  passes = 0;
  job: Counting;
  constructor(readonly name: string) {
    this.job = new Counting(name.length);
  }
  run(): void {
    if (this.passes < 3) this.passes++;
    this.job.run(1);
  }
}

@flow()
class Root {
  count = 0;
  log: string[] = [];
  counting = new Counting(10);
  children: Child[] = [];
  byName = new Map<string, Child>();
  run(): void {
    if (this.count < 2) {
      this.count++;
      this.log.push(`pass ${this.count}`);
      this.children.push(new Child(`c${this.count}`));
      this.byName.set(`k${this.count}`, new Child(`map${this.count}`));
    }
    this.counting.run(this.count);
    for (const child of [...this.children, ...this.byName.values()]) child.run();
  }
}

describe('an app that is started again', () => {
  it('has the state back that it had', async () => {
    const root = new Root();
    const app = new TestApp(root, { store: folder, heartbeatMs: false });
    await app.idle();
    expect(app.warnings).toEqual([]);
    await app.close();
    const again = new Root();
    const second = new TestApp(again, { store: folder, heartbeatMs: false });
    await second.idle();
    expect(second.warnings).toEqual([]);
    expect(second.counts.executions).toBe(0);
    expect(again).toEqual(root);
    await second.close();
  });

  it('has it back after a kill', async () => {
    const root = new Root();
    const app = new TestApp(root, { store: folder, heartbeatMs: false });
    await app.idle();
    const copy = await stores.killed(folder);
    const again = new Root();
    const second = new TestApp(again, { store: copy, heartbeatMs: false });
    await second.idle();
    expect(again).toEqual(root);
    await second.close();
    await app.close();
  });
});
