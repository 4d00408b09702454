import { work } from 'workloop';

/** The base of all: a work that notes what its own body was called with. */
function makeBase(log: string[]) {
  @work()
  class Base {
    run(n: number): number {
      log.push(`base ${n}`);
      return n;
    }
  }
  return Base;
}

describe('a work derived from a work', () => {
  it('is a work without a decorator, with the run that it inherits and calls of its own', () => {
    const log: string[] = [];
    const Base = makeBase(log);
    class Derived extends Base {}
    const [base, derived] = [new Base(), new Derived()];
    expect([derived.run(1), derived.run(1), base.run(1)]).toEqual([1, 1, 1]);
    expect(log).toEqual(['base 1', 'base 1']);
  });

  it('runs the parent body by super.run, once, and it is the derived call that is remembered', () => {
    const log: string[] = [];
    const Base = makeBase(log);
    @work()
    class Derived extends Base {
      override run(n: number): number {
        log.push(`derived ${n}`);
        return 10 * super.run(n);
      }
    }
    const derived = new Derived();
    expect([derived.run(1), derived.run(1), derived.run(2)]).toEqual([10, 10, 20]);
    expect(log).toEqual(['derived 1', 'base 1', 'derived 2', 'base 2']);
  });

  it('gives super.run what the parent body returns, neither copied nor frozen', () => {
    const rows = [1];
    @work()
    class Base {
      run(): number[] {
        return rows;
      }
    }
    @work()
    class Derived extends Base {
      override run(): number[] {
        const own = super.run();
        expect(own).toBe(rows);
        own.push(2);
        return own;
      }
    }
    expect(new Derived().run()).toEqual([1, 2]);
  });

  it('runs every body of a chain of three, once', () => {
    const log: string[] = [];
    const Base = makeBase(log);
    @work()
    class Middle extends Base {
      override run(n: number): number {
        log.push(`middle ${n}`);
        return super.run(n) + 1;
      }
    }
    @work()
    class Last extends Middle {
      override run(n: number): number {
        log.push(`last ${n}`);
        return super.run(n) + 1;
      }
    }
    const last = new Last();
    expect([last.run(0), last.run(0)]).toEqual([2, 2]);
    expect(log).toEqual(['last 0', 'middle 0', 'base 0']);
  });

  it('may call super.run more than once, with other arguments', () => {
    const log: string[] = [];
    const Base = makeBase(log);
    @work()
    class Twice extends Base {
      override run(n: number): number {
        return super.run(n) + super.run(n) + super.run(n + 1);
      }
    }
    expect(new Twice().run(1)).toBe(4);
    expect(log).toEqual(['base 1', 'base 1', 'base 2']);
  });

  it('awaits super.run of an asynchronous parent', async () => {
    const log: string[] = [];
    @work()
    class Base {
      async run(n: number): Promise<number> {
        log.push(`base ${n}`);
        return n;
      }
    }
    @work()
    class Derived extends Base {
      override async run(n: number): Promise<number> {
        return 10 * (await super.run(n));
      }
    }
    const derived = new Derived();
    expect(await Promise.all([derived.run(1), derived.run(1)])).toEqual([10, 10]);
    expect(await derived.run(1)).toBe(10);
    expect(log).toEqual(['base 1']);
  });

  it('has the options of its own decorator, not those of its parent', () => {
    const log: string[] = [];
    @work({ cacheCalls: false })
    class Base {
      run(): void {
        log.push('base');
      }
    }
    @work()
    class Derived extends Base {
      override run(): void {
        super.run();
      }
    }
    class Undecorated extends Base {}
    const [derived, undecorated] = [new Derived(), new Undecorated()];
    derived.run();
    derived.run();
    expect(log).toHaveLength(1);
    undecorated.run();
    undecorated.run();
    expect(log).toHaveLength(3);
  });

  it('inherits a run from a decorated class that adds none', () => {
    const log: string[] = [];
    const Base = makeBase(log);
    @work({ maxEntries: 1 })
    class Bounded extends Base {}
    const bounded = new Bounded();
    for (const n of [1, 1, 2, 1]) bounded.run(n);
    expect(log).toEqual(['base 1', 'base 2', 'base 1']);
  });

  it('decorates the run that it inherits from a class that is no work, and leaves that class alone', () => {
    const log: number[] = [];
    class Plain {
      run(n: number): void {
        log.push(n);
      }
    }
    @work()
    class Derived extends Plain {}
    const [plain, derived] = [new Plain(), new Derived()];
    for (const component of [plain, plain, derived, derived]) component.run(1);
    expect(log).toEqual([1, 1, 1]);
  });

  it.each([
    ['parent first', false],
    ['child first', true],
  ])('may carry its decorator on run, as its parent does: %s', (_name, childFirst) => {
    const log: string[] = [];
    class Base {
      @work() run(n: number): number {
        log.push(`base ${n}`);
        return n;
      }
    }
    class Derived extends Base {
      @work() override run(n: number): number {
        log.push(`derived ${n}`);
        return super.run(n) + 1;
      }
    }
    const components = childFirst ? [new Derived(), new Base()] : [new Base(), new Derived()];
    for (const component of components) for (const n of [1, 1]) component.run(n);
    expect(log.sort()).toEqual(['base 1', 'base 1', 'derived 1']);
  });

  it('sees private members and fields as ever', () => {
    @work()
    class Secret {
      readonly #factor = 3;
      constructor(readonly offset: number) {}
      run(n: number): number {
        return this.#factor * n + this.offset;
      }
    }
    expect(new Secret(1).run(2)).toBe(7);
  });
});
