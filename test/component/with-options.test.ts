import { handleOf, withOptions, work } from 'workloop';

describe('withOptions', () => {
  it('overrides for one instance, keeps what it does not name, and returns the instance', () => {
    let executions = 0;
    @work({ maxEntries: 1 })
    class Count {
      run(_n: number): number {
        return ++executions;
      }
    }
    const uncached = new Count();
    expect(withOptions(uncached, { cacheCalls: false })).toBe(uncached);
    uncached.run(1);
    uncached.run(1);
    expect(executions).toBe(2);
    withOptions(uncached, { cacheCalls: true });
    for (const n of [1, 1, 2, 1]) uncached.run(n);
    expect(executions).toBe(5);
    const other = new Count();
    other.run(1);
    other.run(1);
    expect(executions).toBe(6);
  });

  it('counts options given as undefined as not given', () => {
    let executions = 0;
    @work({ cacheCalls: false })
    class Count {
      run(): number {
        return ++executions;
      }
    }
    const count = withOptions(new Count(), { cacheCalls: undefined } as never);
    expect([count.run(), count.run()]).toEqual([1, 2]);
  });

  it('is of effect before and after the first call, standalone', () => {
    let executions = 0;
    @work()
    class Count {
      run(_n: number): number {
        return ++executions;
      }
    }
    const count = new Count();
    expect([count.run(1), count.run(1)]).toEqual([1, 1]);
    withOptions(count, { cacheCalls: false });
    expect([count.run(1), count.run(1)]).toEqual([2, 3]);
    expect(handleOf(count).result(1)).toBe(1);
  });

  it('does not let a change of what is ignored answer a call from the record of another', () => {
    @work()
    class Second {
      run(...numbers: number[]): number | undefined {
        return numbers[1];
      }
    }
    const second = new Second();
    expect([second.run(7), second.run(1, 2)]).toEqual([undefined, 2]);
    withOptions(second, { ignore: [0] });
    expect([second.run(5, 7), second.run(6, 7)]).toEqual([7, 7]);
  });
});
