import { flow, handleOf, OutsidePassError, use, withOptions, work } from 'workloop';
import { TestApp } from 'workloop/testing';

@work()
class Job {
  _executed = 0;
  days = 0;
  constructor(readonly day: string) {}
  run(): string {
    this._executed++;
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
    expect(job._executed).toBe(2);
    await app.close();
  });

  it('forgets its state and its records, also what a body still does that nobody can end', async () => {
    let goOn = (): void => undefined;
    @work({ cacheCalls: false, parallel: true })
    class Collect {
      seen: string[] = [];
      last: string | undefined;
      async run(word: string): Promise<string> {
        this.seen.push(word);
        await new Promise<void>((resolve) => {
          goOn = resolve;
        });
        this.last = word;
        return word;
      }
    }
    const collect = new Collect();
    const job = new Job('Monday');
    @flow()
    class Root {
      works: (Collect | Job)[] = [collect, job];
      run(): void {
        if (this.works.length === 0) return;
        job.days++;
        job.run();
        if (this.works.includes(collect)) void collect.run('one');
      }
    }
    const root = new Root();
    const app = new TestApp(root, { heartbeatMs: false });
    for (let i = 0; i < 3; i++) await app.pass();
    expect(collect.seen).toEqual(['one']);
    expect(handleOf(job).result()).toBe('Monday');
    root.works = [];
    await app.pass();
    expect([collect.seen, job.days, job.day]).toEqual([[], 0, 'Monday']);
    expect(handleOf(job).result()).toBeUndefined();
    goOn();
    await app.pass();
    expect(collect.last).toBeUndefined();
    job.days = 5;
    root.works = [job];
    await app.pass();
    await app.close();
    expect(job.days).toBe(6);
  });

  it('keeps what it has come to since it came back, when a body of before ends', async () => {
    const ends: (() => void)[] = [];
    @work({ cacheCalls: false, parallel: true })
    class Collect {
      seen = 0;
      async run(): Promise<void> {
        this.seen++;
        await new Promise<void>((resolve) => ends.push(resolve));
      }
    }
    const collect = new Collect();
    @flow()
    class Root {
      works = [collect];
      run(): void {
        for (const each of this.works) void each.run();
      }
    }
    const root = new Root();
    const app = new TestApp(root, { heartbeatMs: false });
    await app.pass();
    await app.pass();
    root.works = [];
    await app.pass();
    root.works = [collect];
    await app.pass();
    await app.pass();
    expect(ends).toHaveLength(2);
    const closed = app.close();
    ends[0]!();
    ends[1]!();
    await closed;
    await new Promise(setImmediate);
    expect(collect.seen).toBe(1);
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
    expect(first._executed).toBe(1);
    expect(handleOf(first).successes).toBe(1);
    await app.close();
  });
});

describe('a component in a field that is no state', () => {
  @work({ parallel: true })
  class Endless {
    async run(): Promise<void> {
      await new Promise(() => undefined);
    }
  }

  @flow()
  class Root {
    private readonly jobs: Endless[] = [];
    readonly _internal = new Map<string, Endless>();
    want = 0;
    run(): void {
      while (this.jobs.length < this.want) this.jobs.push(new Endless());
      while (this.jobs.length > this.want) this.jobs.pop();
      if (this.want === 0) this._internal.clear();
      else if (this._internal.size === 0) this._internal.set('it', new Endless());
      for (const job of [...this.jobs, ...this._internal.values()]) void job.run();
    }
  }

  it('comes and goes like the others', async () => {
    const root = new Root();
    const app = new TestApp(root, { heartbeatMs: false });
    const settled: string[] = [];
    app.on('call:settled', ({ path, outcome }) => settled.push(`${path} ${outcome}`));
    await app.pass();
    root.want = 2;
    await app.pass();
    expect(handleOf(root).paths).toEqual(['root.jobs.0', 'root.jobs.1', 'root._internal.it']);
    root.want = 0;
    await app.pass();
    await app.pass();
    expect(settled.sort()).toEqual([
      'root._internal.it stopped',
      'root.jobs.0 stopped',
      'root.jobs.1 stopped',
    ]);
    await app.close();
  });
});

describe('a component that moves within one pass', () => {
  it('keeps its record, its queue and its handle, whatever is looked for on the way', async () => {
    @flow()
    class Root {
      waiting = [new Job('a'), new Job('b')];
      active: Job[] = [];
      extras: Job[] = [];
      run(): void {
        for (const job of [...this.waiting, ...this.active]) job.run();
        const next = this.waiting[0];
        if (next === undefined) return;
        this.active.push(next);
        // In two places until the next line but one, and the tree is looked at in between.
        this.extras.push(new Job('extra'));
        this.waiting.shift();
        this.extras.at(-1)?.run();
      }
    }
    const root = new Root();
    const jobs = [...root.waiting];
    const app = new TestApp(root, { heartbeatMs: false });
    await app.idle();
    expect(root.active).toEqual(jobs);
    expect(jobs.map(({ _executed }) => _executed)).toEqual([1, 1]);
    expect(jobs.map((job) => handleOf(job).path)).toEqual(['root.active.0', 'root.active.1']);
    await app.close();
  });
});

describe('a component in an object in which an app does not look', () => {
  it('is an error at the call that says where it is', async () => {
    @flow()
    class Root {
      readonly jobs = new Set([new Job('a')]);
      run(): void {
        for (const job of this.jobs) job.run();
      }
    }
    const app = new TestApp(new Root());
    await app.idle();
    await expect(app.ended).rejects.toMatchObject({
      code: 'WORKLOOP_OUTSIDE_PASS',
      message: expect.stringMatching(/It is in `root\.jobs`, a Set, .*Keep it.*public field.*Map/s),
    });
  });
});

describe('components under keys that read alike', () => {
  it('are told apart by what the keys are', async () => {
    @flow()
    class Root {
      readonly byId = new Map<number | string, Job>([
        [1, new Job('number')],
        ['1', new Job('text')],
      ]);
      seen: (string | undefined)[] = [];
      run(): void {
        this.seen = [this.byId.get(1)?.run(), this.byId.get('1')?.run()];
      }
    }
    const root = new Root();
    const app = new TestApp(root, { heartbeatMs: false });
    await app.idle();
    expect(root.seen).toEqual(['number', 'text']);
    expect(new Set(handleOf(root).paths).size).toBe(2);
    root.byId.delete('1');
    await app.pass();
    expect(root.byId.get(1)?._executed).toBe(1);
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
