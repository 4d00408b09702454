import { flow, work } from 'workloop';
import { TestApp } from 'workloop/testing';
import { Deferred, turns } from './deferred.js';

describe('a blocking call', () => {
  it('lets code above run again, and code below only when it is complete', async () => {
    const log: string[] = [];
    const gate = new Deferred<string>();
    @work()
    class Load {
      run(): Promise<string> {
        log.push('run');
        return gate.promise;
      }
    }
    @flow()
    class Root {
      load = new Load();
      async run(): Promise<void> {
        log.push('above');
        const loaded = await this.load.run();
        log.push(`below ${loaded}`);
      }
    }
    const app = new TestApp(new Root(), { heartbeatMs: false });
    await app.pass();
    await turns();
    expect(log).toEqual(['above', 'run']);
    await app.pass();
    await turns();
    expect(log).toEqual(['above', 'run', 'above']);
    gate.resolve('rows');
    await app.idle();
    expect(log).toEqual(['above', 'run', 'above', 'above', 'below rows']);
    await app.close();
  });

  it('returns the value of a synchronous work itself', async () => {
    @work()
    class Double {
      run(n: number): { n: number } {
        return { n: 2 * n };
      }
    }
    const seen: unknown[] = [];
    @flow()
    class Root {
      double = new Double();
      run(): void {
        seen.push(this.double.run(2));
      }
    }
    const app = new TestApp(new Root());
    await app.advance(200);
    expect(seen).toEqual([{ n: 4 }, { n: 4 }, { n: 4 }]);
    expect(new Set(seen).size).toBe(1);
    expect(app.counts.executions).toBe(1);
    await app.close();
  });

  it('ends the pass where it stands; what the pass has done stays done', async () => {
    @work()
    class Load {
      run(): void {}
    }
    @flow()
    class Root {
      load = new Load();
      above = 0;
      below = 0;
      run(): void {
        if (this.above < 2) this.above++;
        this.load.run();
        this.below = 1;
      }
    }
    const root = new Root();
    const app = new TestApp(root);
    const first = await app.pass();
    expect(first).toMatchObject({ suspendedBy: ['root.load'], changed: ['root.above'] });
    expect([root.above, root.below]).toEqual([1, 0]);
    await app.idle();
    expect([root.above, root.below]).toEqual([2, 1]);
    await app.close();
  });

  it('throws what is no Error and says what it is', async () => {
    let thrown: unknown;
    @work()
    class Load {
      run(): void {}
    }
    @flow()
    class Root {
      load = new Load();
      run(): void {
        try {
          this.load.run();
        } catch (signal) {
          thrown = signal;
          throw signal;
        }
      }
    }
    const app = new TestApp(new Root());
    await app.pass();
    expect(Object.prototype.toString.call(thrown)).not.toBe('[object Error]');
    expect(thrown).not.toBeInstanceOf(Error);
    expect((thrown as Record<symbol, unknown>)[Symbol.for('workloop.signal')]).toBe(true);
    expect(String(thrown)).toMatch(/Suspension.*root\.load/);
    await app.close();
  });

  it('starts an inline body in a macrotask of its own, after the pass has unwound', async () => {
    const log: string[] = [];
    @work()
    class Load {
      run(): void {
        log.push('body');
      }
    }
    @flow()
    class Root {
      load = new Load();
      run(): void {
        queueMicrotask(() => log.push('microtask'));
        process.nextTick(() => log.push('tick'));
        try {
          this.load.run();
          log.push('below');
        } finally {
          log.push('unwound');
        }
      }
    }
    const app = new TestApp(new Root(), { heartbeatMs: false });
    app.on('pass:ended', () => log.push('pass ended'));
    await app.pass();
    await turns();
    expect(log.slice(0, 2)).toEqual(['unwound', 'pass ended']);
    expect([...log.slice(2, 4)].sort()).toEqual(['microtask', 'tick']);
    expect(log.slice(4)).toEqual(['body']);
    await app.close();
  });

  it('executes once, whatever the number of passes', async () => {
    const executed: number[] = [];
    @work()
    class Step {
      run(n: number): number {
        executed.push(n);
        return n + 1;
      }
    }
    @flow()
    class Root {
      step = new Step();
      run(): void {
        const two = this.step.run(1);
        const three = this.step.run(two);
        this.step.run(three);
        this.step.run(1);
      }
    }
    const app = new TestApp(new Root());
    await app.advance(5_000);
    expect(executed).toEqual([1, 2, 3]);
    expect(app.counts).toMatchObject({ executions: 3, passes: 54, hits: 51 * 4 + 3 });
    await app.close();
  });

  it('executes a second time in one pass only what differs', async () => {
    const executed: unknown[] = [];
    @work()
    class Props {
      run(props: { value: number }): void {
        executed.push(props);
      }
    }
    @flow()
    class Root {
      props = new Props();
      run(): void {
        for (let i = 0; i < 5; i++) this.props.run({ value: 1 });
        this.props.run({ value: 10 });
      }
    }
    const app = new TestApp(new Root());
    await app.advance(5_000);
    expect(executed).toEqual([{ value: 1 }, { value: 10 }]);
    await app.close();
  });
});

describe('a blocking call that is not cached', () => {
  it('executes again and again and never lets the code below run, and that is said once', async () => {
    const log: string[] = [];
    @work({ cacheCalls: false })
    class Poll {
      run(): void {
        log.push('run');
      }
    }
    @flow()
    class Root {
      poll = new Poll();
      run(): void {
        log.push('above');
        this.poll.run();
        log.push('below');
      }
    }
    const app = new TestApp(new Root());
    for (let i = 0; i < 4; i++) {
      await app.pass();
      await turns();
    }
    expect(log).toEqual(['above', 'run', 'above', 'run', 'above', 'run', 'above', 'run']);
    expect(app.warnings).toEqual([expect.stringMatching(/`root\.poll`.*`cacheCalls: false`.*never/s)]);
    await app.close();
  });

  it('joins the equal call that is waiting or running', async () => {
    const gate = new Deferred();
    let executions = 0;
    @work({ cacheCalls: false })
    class Poll {
      run(_n: number): Promise<void> {
        executions++;
        return gate.promise;
      }
    }
    @flow()
    class Root {
      poll = new Poll();
      async run(): Promise<void> {
        await this.poll.run(1);
      }
    }
    const app = new TestApp(new Root(), { heartbeatMs: false });
    await app.pass();
    await turns();
    await app.pass();
    await app.pass();
    expect(executions).toBe(1);
    expect(app.counts.joins).toBe(2);
    gate.resolve();
    await turns();
    await app.pass();
    await turns();
    expect(executions).toBe(2);
    await app.close();
  });
});
