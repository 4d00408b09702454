import { flow, stop, withOptions, work } from 'workloop';
import type { Delta } from 'workloop/view';
import { RecordedApp } from './recorded-app.js';

@work()
class Double {
  runs = 0;
  run(n: number): number {
    this.runs++;
    return n * 2;
  }
}

const hitsOf = ({ hits = [] }: Delta) => hits.reduce((sum, { count }) => sum + count, 0);

/** Ends the app; gives all that was told of it then. */
async function last(app: RecordedApp): Promise<Delta> {
  await app.ended;
  app.recorder.close();
  app.clock.close();
  return app.flush();
}

describe('of a work that comes and goes', () => {
  it('the hits are told that it had before anybody looked', async () => {
    @flow()
    class Root {
      job: Double | undefined = new Double();
      late: Double | undefined;
      run(): void {
        if (this.job !== undefined) {
          this.job.run(1);
          this.job.run(1);
          this.job = undefined;
          this.late = new Double();
        }
        this.late?.run(2);
        this.late?.run(2);
      }
    }
    const app = new RecordedApp(new Root(), { heartbeatMs: false });

    const deltas = [await app.settle(), await app.advance(200)];
    await app.close();

    const { hits } = app.engine.context.counts;
    expect(hits).toBeGreaterThanOrEqual(4);
    expect(deltas.reduce((sum, delta) => sum + hitsOf(delta), 0)).toBe(hits);
    expect(new Set(deltas.flatMap((delta) => delta.hits ?? []).map(({ path }) => path))).toEqual(
      new Set(['root.job', 'root.late']),
    );
  });

  it('the hits are counted on when it is back', async () => {
    @flow()
    class Root {
      job: Double | undefined = new Double();
      run(): void {
        this.job?.run(1);
      }
    }
    const root = new Root();
    const { job } = root;
    const app = new RecordedApp(root);
    await app.settle();
    const before = app.engine.context.counts.hits;

    root.job = undefined;
    await app.advance(200);
    root.job = job;
    const delta = await app.advance(1_000);
    await app.close();

    expect(before).toBeGreaterThan(0);
    expect(delta.app!.hits).toBeGreaterThan(before);
    expect(delta.components).toContainEqual(
      expect.objectContaining({ path: 'root.job', hits: delta.app!.hits }),
    );
  });

  it('the hits in an earlier app are not told as those of this one', async () => {
    @flow()
    class Root {
      job = new Double();
      run(): void {
        this.job.run(1);
      }
    }
    const root = new Root();
    const first = new RecordedApp(root);
    await first.settle();
    await first.advance(2_000);
    await first.close();

    const second = new RecordedApp(root);
    const delta = await second.settle();
    await second.close();

    expect(first.engine.context.counts.hits).toBeGreaterThan(10);
    expect(hitsOf(delta)).toBe(delta.app!.hits);
    expect(delta.components).toContainEqual(
      expect.objectContaining({ path: 'root.job', hits: delta.app!.hits }),
    );
  });

  it('the ledger has the arguments of calls that it made elsewhere', async () => {
    @flow()
    class Root {
      jobs = [new Double(), new Double()];
      run(): void {
        for (const [index, job] of this.jobs.entries()) if (job.runs === 0) job.run(index);
      }
    }
    const root = new Root();
    const app = new RecordedApp(root);
    await app.settle();

    root.jobs.shift();
    await app.advance(100);

    expect(app.ask('ledger', { path: 'root.jobs.0' }).entries).toMatchObject([{ args: '(1)', value: '2' }]);
    await app.close();
  });
});

describe('when an app ends', () => {
  it('those components are told that its last pass made, and what became of their calls', async () => {
    @flow()
    class Root {
      jobs: Double[] = [];
      run(): void {
        this.jobs.push(withOptions(new Double(), { parallel: true, executor: 'inline' }));
        void this.jobs[0]!.run(1);
        stop('enough');
      }
    }
    const delta = await last(new RecordedApp(new Root()));

    expect(delta.order).toEqual(['root', 'root.jobs.0']);
    expect(delta.calls).toMatchObject([{ path: 'root.jobs.0', state: 'stopped' }]);
    expect(delta.components).toContainEqual(
      expect.objectContaining({ path: 'root.jobs.0', status: expect.objectContaining({ name: 'stopped' }) }),
    );
  });

  it('the last changes of fields are told', async () => {
    @work()
    class Sole {
      stage = 'none';
      run(): void {
        this.stage = 'all';
      }
    }
    const delta = await last(new RecordedApp(new Sole()));

    expect(delta.changes).toMatchObject([{ path: 'root', field: 'stage', before: "'none'", after: "'all'" }]);
  });

  it('the charts have what happened since the last whole second', async () => {
    @work()
    class Sole {
      run(): void {}
    }
    const delta = await last(new RecordedApp(new Sole()));

    expect(delta.series).toMatchObject([{ executions: 1, hits: 0, failures: 0 }]);
  });
});
