import { flow, handleOf, OutsidePassError, use, withOptions, work } from 'workloop';
import { TestApp } from 'workloop/testing';

@work()
class Job {
  executed = 0;
  constructor(readonly day: string) {}
  run(): string {
    this.executed++;
    return this.day;
  }
}

describe('a component that leaves the tree', () => {
  it('can be called no more, and executes anew when it comes back', async () => {
    const job = new Job('Monday');
    const outcomes: unknown[] = [];
    @flow()
    class Root {
      job: Job | undefined = job;
      run(): void {
        try {
          outcomes.push(job.run());
        } catch (error) {
          if (!(error instanceof Error)) throw error;
          outcomes.push(error);
        }
      }
    }
    const root = new Root();
    const app = new TestApp(root, { heartbeatMs: false });
    await app.idle();
    root.job = undefined;
    await app.pass();
    await app.pass();
    expect(outcomes.at(-1)).toBeInstanceOf(OutsidePassError);
    root.job = job;
    await app.pass();
    await app.idle();
    expect(outcomes.at(-1)).toBe('Monday');
    expect(job.executed).toBe(2);
    await app.close();
  });

  it('is let go: nobody waits for its calls any more', async () => {
    @work()
    class Endless {
      async run(): Promise<void> {
        await new Promise(() => undefined);
      }
    }
    @flow()
    class Root {
      job: Endless | undefined;
      run(): void {
        this.job = new Endless();
        void this.job.run();
      }
    }
    const app = new TestApp(new Root(), { heartbeatMs: false });
    const settled: string[] = [];
    app.on('call:settled', ({ path, outcome }) => settled.push(`${path} ${outcome}`));
    for (let i = 0; i < 4; i++) await app.pass();
    expect(settled).toEqual(['root.job stopped', 'root.job stopped', 'root.job stopped']);
    await app.close();
  });

  it('changes its label and nothing else when it moves', async () => {
    const [first, second] = [new Job('a'), withOptions(new Job('b'), { cacheCalls: false, parallel: true })];
    @flow()
    class Root {
      jobs = [first, second];
      run(): void {
        for (const job of this.jobs) void job.run();
      }
    }
    const root = new Root();
    const app = new TestApp(root, { heartbeatMs: false });
    const started: string[] = [];
    app.on('call:started', ({ path }) => started.push(path));
    await app.pass();
    await app.pass();
    root.jobs = [second, first];
    await app.pass();
    await app.pass();
    await app.pass();
    expect(started).toContain('root.jobs.1');
    expect(started.at(-1)).toBe('root.jobs.0');
    expect(first.executed).toBe(1);
    expect(handleOf(first).successes).toBe(1);
    await app.close();
  });
});

describe('a flow that joins the tree during a pass', () => {
  it('is watched from then on, also when it owns no work', async () => {
    @flow()
    class Child {
      n = 0;
      run(): void {
        if (this.n < 5) this.n++;
      }
    }
    @flow()
    class Root {
      children: Child[] = [];
      run(): void {
        if (this.children.length === 0) this.children.push(new Child());
        for (const child of this.children) child.run();
      }
    }
    const root = new Root();
    const app = new TestApp(root, { heartbeatMs: false });
    await app.idle();
    expect(root.children[0]?.n).toBe(5);
    await app.close();
  });
});

describe('a tree that is none', () => {
  it('ends the app, and whoever waits for it to be idle', async () => {
    @flow()
    class Twice {
      a = new Job('x');
      b = this.a;
      run(): void {
        use([]);
      }
    }
    const app = new TestApp(new Twice());
    await app.idle();
    await expect(app.ended).rejects.toMatchObject({ code: 'WORKLOOP_COMPONENT_TREE' });
    expect(app.hasEnded).toBe(true);
  });
});
