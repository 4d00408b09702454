import { flow, work } from 'workloop';
import { TestApp } from 'workloop/testing';

const plan = (name: string, hidden: readonly string[]) =>
  ({ version: 1, id: `app/hidden#${name}`, isAsync: false, hidden }) as const;

describe('fields that TypeScript declares private or protected', () => {
  it('are no state of a flow where a plan names them', async () => {
    @flow(undefined, plan('Counter', ['ticks']))
    class Counter {
      protected ticks = 0;
      run(): void {
        this.ticks++;
      }
    }
    const app = new TestApp(new Counter(), { heartbeatMs: false });
    await app.idle();
    expect(app.counts.passes).toBe(1);
    expect(app.warnings).toEqual([]);
    await app.close();
  });

  it('are no state of a work either', async () => {
    @work({ parallel: true }, plan('Train', ['step']))
    class Train {
      protected step = 0;
      loss = 1;
      async run(): Promise<void> {
        this.step = 1;
        this.loss = 0.5;
      }
    }
    @flow()
    class Root {
      train = new Train();
      run(): void {
        void this.train.run();
      }
    }
    const app = new TestApp(new Root(), { heartbeatMs: false });
    const changed: string[] = [];
    app.on('state:changed', ({ path, field }) => changed.push(`${path}.${field}`));
    await app.idle();
    expect(changed).toEqual(['root.train.loss']);
    await app.close();
  });

  it('still hold components of the tree', async () => {
    @work()
    class Load {
      run(): number {
        return 1;
      }
    }
    @flow(undefined, plan('Owner', ['load']))
    class Owner {
      private readonly load = new Load();
      loaded = 0;
      run(): void {
        this.loaded = this.load.run();
      }
    }
    const root = new Owner();
    const app = new TestApp(root, { heartbeatMs: false });
    await app.idle();
    expect(root.loaded).toBe(1);
    await app.close();
  });
});
