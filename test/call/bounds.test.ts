import * as fc from 'fast-check';
import { flow, type WorkOptions, withOptions, work } from 'workloop';
import { TestApp } from 'workloop/testing';

@work()
class Log {
  readonly executed: unknown[] = [];
  run(...args: unknown[]): number {
    this.executed.push(args[0]);
    return this.executed.length;
  }
}

function logging(options: WorkOptions): Log {
  return withOptions(new Log(), options);
}

describe('maxEntries', () => {
  it('forgets the call that was used least recently, and a hit is a use', () => {
    const log = logging({ maxEntries: 2 });
    for (const n of [1, 2, 1, 3, 1, 2]) log.run(n);
    expect(log.executed).toEqual([1, 2, 3, 2]);
  });

  it('counts a last call that is asked for again and again as used', () => {
    const log = logging({ maxEntries: 2 });
    for (const n of [1, 1, 1, 2, 2, 1, 1, 3, 1]) log.run(n);
    expect(log.executed).toEqual([1, 2, 3]);
  });

  it('follows a cache of that size for any sequence of calls', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.integer({ min: 0, max: 8 })), (size, calls) => {
        const log = logging({ maxEntries: size });
        const model: number[] = [];
        const executed: number[] = [];
        for (const n of calls) {
          log.run(n);
          const at = model.indexOf(n);
          if (at === -1) executed.push(n);
          else model.splice(at, 1);
          model.push(n);
          if (model.length > size) model.shift();
        }
        expect(log.executed).toEqual(executed);
      }),
      { numRuns: 300 },
    );
  });

  it('is lowered for an instance that remembers more already', () => {
    const log = logging({});
    for (const n of [1, 2, 3, 4]) log.run(n);
    withOptions(log, { maxEntries: 2 });
    for (const n of [5, 5, 4, 1]) log.run(n);
    expect(log.executed).toEqual([1, 2, 3, 4, 5, 1]);
  });

  it('holds in an app as well', async () => {
    @flow()
    class Root {
      log = logging({ maxEntries: 1 });
      _wanted = 1;
      run(): void {
        this.log.run(this._wanted);
      }
    }
    const root = new Root();
    const app = new TestApp(root);
    for (const wanted of [1, 1, 2, 2, 1]) {
      root._wanted = wanted;
      await app.advance(100);
    }
    expect(root.log.executed).toEqual([1, 2, 1]);
    await app.close();
  });
});

describe('ttlMs', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('lets a result count so long from its recording, and a hit does not prolong it', () => {
    jest.useFakeTimers({ now: 0 });
    const log = logging({ ttlMs: 100 });
    for (const at of [0, 50, 99, 100, 150, 199, 200]) {
      jest.setSystemTime(at);
      log.run('a');
    }
    expect(log.executed).toHaveLength(3);
  });

  it('counts for an asynchronous work from when it settled', async () => {
    jest.useFakeTimers({ now: 0 });
    let executions = 0;
    @work({ ttlMs: 100 })
    class Slow {
      async run(): Promise<number> {
        jest.setSystemTime(1_000);
        return ++executions;
      }
    }
    const slow = new Slow();
    await slow.run();
    jest.setSystemTime(1_099);
    expect(await slow.run()).toBe(1);
    jest.setSystemTime(1_100);
    expect(await slow.run()).toBe(2);
  });

  it('goes by the clock of the app', async () => {
    @flow()
    class Root {
      log = logging({ ttlMs: 1_000 });
      run(): void {
        this.log.run('a');
      }
    }
    const root = new Root();
    const app = new TestApp(root);
    await app.idle();
    await app.advance(999);
    expect(root.log.executed).toHaveLength(1);
    await app.advance(101);
    expect(root.log.executed).toHaveLength(2);
    await app.close();
  });

  it('leaves room in a bounded cache only to what counts', () => {
    jest.useFakeTimers({ now: 0 });
    const log = logging({ ttlMs: 100, maxEntries: 2 });
    log.run('a');
    jest.setSystemTime(60);
    log.run('b');
    jest.setSystemTime(120);
    log.run('c');
    log.run('b');
    expect(log.executed).toEqual(['a', 'b', 'c']);
  });
});

describe('ignore', () => {
  it('leaves a position out of the identity and gives run what the executing call gave', () => {
    const log = logging({ ignore: [1] });
    expect([log.run('a', 1), log.run('a', 2), log.run('a'), log.run('b', 1)]).toEqual([1, 1, 1, 2]);
  });

  it('lets an argument without identity pass', () => {
    const log = logging({ ignore: [1, 2] });
    expect([log.run('a', () => 1, Symbol('x')), log.run('a', () => 2, new WeakMap())]).toEqual([1, 1]);
    expect(() => log.run(() => 1)).toThrow(expect.objectContaining({ code: 'WORKLOOP_UNHASHABLE_ARGUMENT' }));
  });

  it('never takes arguments that count for one another', () => {
    const log = logging({ ignore: [0, 2] });
    const results = [
      log.run(0, 'a', 0, 'b'),
      log.run(0, 'b', 0, 'a'),
      log.run(9, 'a', 9, 'b'),
      log.run(0, 'a'),
    ];
    expect(results).toEqual([1, 2, 1, 3]);
  });

  it('says for a name what it takes where the names of parameters are not known', () => {
    const log = logging({ ignore: ['callback'] });
    expect(() => log.run(1)).toThrow(
      expect.objectContaining({
        code: 'WORKLOOP_INVALID_OPTION',
        message: expect.stringMatching(/`Log` was compiled without the transformer.*'callback'/),
      }),
    );
  });

  it('takes names of parameters where a plan tells them, and names them all where one is wrong', () => {
    class Named {
      executions = 0;
      run(_day: string, _log: () => void): number {
        return ++this.executions;
      }
    }
    work({ ignore: ['log'] }, { version: 1, id: 'a#Named', isAsync: false, params: ['day', 'log'] })(Named);
    const named = new Named();
    expect([named.run('a', () => undefined), named.run('a', () => undefined)]).toEqual([1, 1]);
    withOptions(named, { ignore: ['lgo'] });
    expect(() => named.run('b', () => undefined)).toThrow(/day, log.*'lgo'/);
  });
});
