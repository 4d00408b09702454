import { flow, work } from 'workloop';
import { TestApp } from 'workloop/testing';

describe('the state of a running work', () => {
  it('begins a pass when it changes, without a heartbeat', async () => {
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    @work({ parallel: true })
    class Train {
      progress = 0;
      async run(): Promise<void> {
        await new Promise<void>((resolve) => setImmediate(resolve));
        this.progress = 0.5;
        await finished;
      }
    }
    const seen: number[] = [];
    @flow()
    class Root {
      train = new Train();
      run() {
        void this.train.run();
        seen.push(this.train.progress);
        if (this.train.progress > 0) finish();
      }
    }
    const app = new TestApp(new Root(), { heartbeatMs: false });
    const changes: unknown[] = [];
    app.on('state:changed', (change) => changes.push(change));
    await app.idle();
    // The first pass, the one for the new state, and the one for the end of the call.
    expect(seen).toEqual([0, 0.5, 0.5]);
    expect(changes).toEqual([{ path: 'root.train', field: 'progress', before: 0, after: 0.5 }]);
    await app.close();
  });

  it('counts as the flow’s own change when the flow sets it', async () => {
    @work({ parallel: true })
    class Train {
      speed = 0;
      run(): void {}
    }
    @flow()
    class Root {
      train = new Train();
      run() {
        this.train.speed++;
      }
    }
    const app = new TestApp(new Root(), { heartbeatMs: false });
    await app.idle();
    expect(app.counts.passes).toBe(26);
    expect(app.warnings).toEqual([
      expect.stringContaining('`root.train.speed` changed in 25 passes in a row'),
    ]);
    await app.close();
  });
});
