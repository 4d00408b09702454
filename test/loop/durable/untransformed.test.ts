import { flow, work } from 'workloop';
import { TestApp } from 'workloop/testing';
import { Stores } from './stores.js';

/* Not compiled with the transformer: nothing is known of constructor arguments, nor of code. */

let stores: Stores;
let folder: string;
beforeEach(() => {
  stores = new Stores();
  folder = stores.make();
});
afterEach(() => stores.remove());

@work()
class Unversioned {
  executed = 0;
  run(): number {
    this.executed++;
    return 1;
  }
}

@work({ version: '1' })
class Versioned {
  executed = 0;
  run(): number {
    this.executed++;
    return 1;
  }
}

@flow()
class Child {
  count = 0;
  run(): void {
    if (this.count < 2) this.count++;
  }
}

@flow()
class Root {
  count = 0;
  first = new Unversioned();
  second = new Unversioned();
  versioned = new Versioned();
  child = new Child();
  added: Child[] = [];
  _adds = false;
  run(): void {
    if (this.count < 2) this.count++;
    this.child.run();
    this.first.run();
    this.second.run();
    this.versioned.run();
    if (this._adds) this.added.push(new Child());
    this._adds = false;
  }
}

it('keeps what it can, and says once why it cannot keep the rest', async () => {
  const app = new TestApp(new Root(), { store: folder, heartbeatMs: false });
  await app.idle();
  await app.close();
  expect(app.warnings).toHaveLength(1);
  expect(app.warnings[0]).toMatch(/`Unversioned` \(`root\.first`\).*without the transformer.*`version`/);
  const root = new Root();
  const again = new TestApp(root, { store: folder, heartbeatMs: false });
  await again.pass();
  expect([root.count, root.child.count]).toEqual([2, 2]);
  expect([root.first.executed, root.versioned.executed]).toEqual([0, 1]);
  await again.idle();
  expect([root.first.executed, root.second.executed, root.versioned.executed]).toEqual([1, 1, 1]);
  expect(again.counts.executions).toBe(2);
  await again.close();
});

it('tells at once of a component that cannot be made again, which is an error then', async () => {
  const root = new Root();
  root._adds = true;
  const app = new TestApp(root, { store: folder, heartbeatMs: false });
  await app.idle();
  await app.close();
  expect(app.warnings.join()).toMatch(/`root\.added\.0` .*cannot be made again.*without the transformer/);
  const again = new TestApp(new Root(), { store: folder });
  await expect(again.ended).rejects.toMatchObject({ code: 'WORKLOOP_REBUILD', path: 'root.added.0' });
});
