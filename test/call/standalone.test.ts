import { withOptions, work } from 'workloop';
import { Deferred } from '../loop/deferred.js';

describe('a synchronous work on its own', () => {
  it('executes once for each argument list, ever, not only for the last one', () => {
    const executed: number[] = [];
    @work()
    class Double {
      run(n: number): number {
        executed.push(n);
        return 2 * n;
      }
    }
    const double = new Double();
    expect([1, 10, 1, 10, 1].map((n) => double.run(n))).toEqual([2, 20, 2, 20, 2]);
    expect(executed).toEqual([1, 10]);
  });

  it('returns the value itself, on the miss and on the hit', () => {
    @work()
    class Seven {
      run(): number {
        return 7;
      }
    }
    const seven = new Seven();
    expect([seven.run(), seven.run()]).toEqual([7, 7]);
  });

  it('executes at once, in the call', () => {
    const log: string[] = [];
    @work()
    class Note {
      run(): void {
        log.push('in run');
      }
    }
    log.push('before');
    new Note().run();
    log.push('after');
    expect(log).toEqual(['before', 'in run', 'after']);
  });

  it('remembers for each instance on its own', () => {
    let executions = 0;
    @work()
    class Count {
      run(): number {
        return ++executions;
      }
    }
    const [one, another] = [new Count(), new Count()];
    expect([one.run(), another.run(), one.run(), another.run()]).toEqual([1, 2, 1, 2]);
  });

  it('counts the number of arguments, and undefined as one', () => {
    let executions = 0;
    @work()
    class Count {
      run(..._args: unknown[]): number {
        return ++executions;
      }
    }
    const count = new Count();
    expect([count.run(), count.run(undefined), count.run(undefined, undefined), count.run(null)]).toEqual([
      1, 2, 3, 4,
    ]);
    expect([count.run(null), count.run(undefined, undefined), count.run(undefined), count.run()]).toEqual([
      4, 3, 2, 1,
    ]);
  });

  it('does not record a call that threw, and throws what run threw', () => {
    const error = new Error('no luck');
    let executions = 0;
    @work()
    class Fragile {
      run(): string {
        if (++executions === 1) throw error;
        return 'done';
      }
    }
    const fragile = new Fragile();
    expect(() => fragile.run()).toThrow(error);
    expect([fragile.run(), fragile.run()]).toEqual(['done', 'done']);
    expect(executions).toBe(2);
  });

  it('may call itself with other arguments', () => {
    let executions = 0;
    @work()
    class Fibonacci {
      run(n: number): number {
        executions++;
        return n < 2 ? n : this.run(n - 1) + this.run(n - 2);
      }
    }
    expect(new Fibonacci().run(50)).toBe(12_586_269_025);
    expect(executions).toBe(51);
  });

  it('may call another work', () => {
    let executions = 0;
    @work()
    class Square {
      run(n: number): number {
        executions++;
        return n * n;
      }
    }
    const square = new Square();
    @work()
    class SumOfSquares {
      run(numbers: readonly number[]): number {
        return numbers.reduce((sum, n) => sum + square.run(n), 0);
      }
    }
    const sum = new SumOfSquares();
    expect([sum.run([1, 2]), sum.run([2, 3]), sum.run([1, 2])]).toEqual([5, 13, 5]);
    expect(executions).toBe(3);
  });

  it('leaves fields as the last executed call made them: a hit does not touch them', () => {
    @work()
    class Last {
      seen = 0;
      run(n: number): void {
        this.seen = n;
      }
    }
    const last = new Last();
    last.run(1);
    last.run(2);
    last.run(1);
    expect(last.seen).toBe(2);
  });

  it('executes every call in call order where calls are not cached', () => {
    const executed: unknown[] = [];
    @work({ cacheCalls: false })
    class Echo {
      run(value: unknown): unknown {
        executed.push(value);
        return value;
      }
    }
    const echo = new Echo();
    const value = { mutable: 1 };
    for (const item of [1, 1, 10, 1]) echo.run(item);
    expect(echo.run(value)).toBe(value);
    expect(executed).toEqual([1, 1, 10, 1, value]);
  });

  it('takes no notice of arguments that have no identity where calls are not cached', () => {
    @work({ cacheCalls: false })
    class Call {
      run(callback: () => string): string {
        return callback();
      }
    }
    expect(new Call().run(() => 'called')).toBe('called');
  });

  it('takes no notice of the options that count only in an app', () => {
    @work({ parallel: true, raiseException: false, maxQueue: 1 })
    class Plain {
      run(n: number): number {
        if (n < 0) throw new RangeError('negative');
        return n;
      }
    }
    const plain = new Plain();
    expect([plain.run(1), plain.run(2), plain.run(3)]).toEqual([1, 2, 3]);
    expect(() => plain.run(-1)).toThrow(RangeError);
  });
});

describe('an asynchronous work on its own', () => {
  it('returns a promise of the value, on the miss and on the hit', async () => {
    let executions = 0;
    @work()
    class Load {
      async run(day: string): Promise<string> {
        executions++;
        return `rows of ${day}`;
      }
    }
    const load = new Load();
    const miss = load.run('monday');
    expect(miss).toBeInstanceOf(Promise);
    expect(await miss).toBe('rows of monday');
    const hit = load.run('monday');
    expect(hit).toBeInstanceOf(Promise);
    expect(await hit).toBe('rows of monday');
    expect(executions).toBe(1);
  });

  it('lets equal calls under way share one promise, and others run beside them', async () => {
    const gates = new Map<string, Deferred<number>>();
    @work()
    class Wait {
      run(name: string): Promise<number> {
        const gate = new Deferred<number>();
        gates.set(name, gate);
        return gate.promise;
      }
    }
    const wait = new Wait();
    const first = wait.run('a');
    expect(wait.run('a')).toBe(first);
    const other = wait.run('b');
    expect(other).not.toBe(first);
    expect([...gates.keys()]).toEqual(['a', 'b']);
    gates.get('b')?.resolve(2);
    gates.get('a')?.resolve(1);
    expect(await Promise.all([first, other, wait.run('a')])).toEqual([1, 2, 1]);
    expect(gates.size).toBe(2);
  });

  it('rejects everybody who waits with what run rejected with, and executes again after that', async () => {
    const error = new Error('offline');
    let executions = 0;
    @work()
    class Fetch {
      async run(): Promise<string> {
        if (++executions === 1) throw error;
        return 'online';
      }
    }
    const fetch = new Fetch();
    const [first, joined] = [fetch.run(), fetch.run()];
    await expect(first).rejects.toBe(error);
    await expect(joined).rejects.toBe(error);
    expect(await fetch.run()).toBe('online');
    expect(executions).toBe(2);
  });

  it('treats a thenable as the promise that it stands for', async () => {
    let executions = 0;
    @work()
    class Thenable {
      run(): PromiseLike<number> {
        executions++;
        // biome-ignore lint/suspicious/noThenProperty: what older libraries return.
        return { then: (resolve: (n: number) => unknown) => resolve(5) as never } as PromiseLike<number>;
      }
    }
    const thenable = new Thenable();
    expect([await thenable.run(), await thenable.run()]).toEqual([5, 5]);
    expect(executions).toBe(1);
  });

  it('executes every call, also equal ones side by side, where calls are not cached', async () => {
    let executions = 0;
    @work()
    class Count {
      async run(): Promise<number> {
        return ++executions;
      }
    }
    const count = withOptions(new Count(), { cacheCalls: false });
    expect(await Promise.all([count.run(), count.run(), count.run()])).toEqual([1, 2, 3]);
  });
});
