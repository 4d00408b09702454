import { flow, handleOf, withOptions, work } from 'workloop';
import { TestApp } from 'workloop/testing';
import { optionsOf, pretendEdits } from './internals.js';
import { Stores } from './stores.js';

/* Compiled as the tests of a user are: what is to be rebuilt needs the transformer. */

let stores: Stores;
let folder: string;
/** Stands for an edit of the code of a class, by the name of the class. */
let edits: Record<string, string>;
beforeEach(() => {
  stores = new Stores();
  folder = stores.make();
  edits = {};
  pretendEdits(() => edits);
});
afterEach(() => {
  jest.restoreAllMocks();
  stores.remove();
});

interface Lived {
  readonly app: TestApp;
  readonly copy: string;
}

/** Lets an app live until nothing is left to do, and leaves the store as a kill would. */
async function live(root: object, store = folder): Promise<Lived> {
  const app = new TestApp(root, { store, heartbeatMs: false });
  await app.idle();
  const copy = await stores.killed(store);
  await app.close();
  return { app, copy };
}

@work()
class Job {
  executed = 0;
  _private = 0;
  constructor(readonly name: string) {}
  run(n: number): string {
    this.executed++;
    return `${this.name}${n}`;
  }
}

let edit: (list: Listing) => void = () => undefined;
let initial: string[] = [];

@flow()
class Listing {
  step = 0;
  jobs: Job[] = initial.map((name) => new Job(name));
  mixed: Record<string, unknown> = {};
  one: Job | undefined = initial[0] === undefined ? undefined : new Job(`one ${initial[0]}`);
  readonly #made = [...this.jobs];
  run(): void {
    if (this.step === 0) {
      this.step = 1;
      edit(this);
    }
    for (const job of this.jobs) job.run(1);
    this.one?.run(1);
  }
  madeAt(index: number): Job | undefined {
    return this.#made[index];
  }
  get names(): string[] {
    return this.jobs.map(({ name }) => name);
  }
}

/** What is next becomes what was last. */
@flow()
class Rotation {
  next = new Job('a');
  last: Job | undefined;
  run(): void {
    if (this.last === undefined) {
      this.last = this.next;
      this.next = new Job('a');
    }
    this.last.run(1);
    this.next.run(2);
  }
}

@flow()
class Team {
  job = new Job('a');
  jobs: Job[] = [];
  run(): void {
    for (const job of [this.job, ...this.jobs]) job.run(1);
  }
}

/** Gives its own to another flow, which has one in the same place, and takes an equal one. */
@flow()
class Pool {
  job = new Job('a');
  team = new Team();
  run(): void {
    if (this.team.jobs.length === 0) {
      this.team.jobs.push(this.job);
      this.job = new Job('a');
    }
    this.job.run(1);
    this.team.run();
  }
}

describe('components in the fields of a flow', () => {
  beforeEach(() => {
    initial = ['a', 'b', 'c'];
    edit = () => undefined;
  });

  it('are those of the constructors where the flow has not changed the field', async () => {
    const { copy } = await live(new Listing());
    initial = ['a', 'b', 'c', 'd'];
    const root = new Listing();
    const { app } = await live(root, copy);
    expect(root.names).toEqual(['a', 'b', 'c', 'd']);
    expect(app.counts.executions).toBe(1);
    expect(root.jobs.map(({ executed }) => executed)).toEqual([1, 1, 1, 1]);
  });

  it('stay out where the flow had taken them out, and keep the instance that the constructor made', async () => {
    edit = (list) => void list.jobs.shift();
    const { copy } = await live(new Listing());
    const root = new Listing();
    const { app } = await live(root, copy);
    expect(root.names).toEqual(['b', 'c']);
    expect(root.jobs).toEqual([root.madeAt(1), root.madeAt(2)]);
    expect(root.jobs[0]).toBe(root.madeAt(1));
    expect(app.counts.executions).toBe(0);
  });

  it('are rebuilt in their order, at any depth and among data', async () => {
    edit = (list) => {
      list.jobs.reverse();
      list.jobs.splice(1, 0, new Job('new'));
      list.mixed = {
        rows: [1, { deep: new Map([['x', [new Job('deep'), 7]]]) }],
        when: new Date(5),
        nan: NaN,
      };
    };
    const first = new Listing();
    const { copy } = await live(first);
    const root = new Listing();
    const { app } = await live(root, copy);
    expect(root.names).toEqual(['c', 'new', 'b', 'a']);
    expect(root.mixed).toEqual(first.mixed);
    expect(root.jobs[0]).toBe(root.madeAt(2));
    expect(app.counts.executions).toBe(0);
    expect(app.warnings).toEqual([]);
  });

  it('are those of new code where a constructor made them and makes others now', async () => {
    edit = (list) => void list.jobs.push(new Job('d'));
    const { copy } = await live(new Listing());
    initial = ['a', 'B', 'c'];
    const root = new Listing();
    const { app } = await live(root, copy);
    expect(root.names).toEqual(['a', 'B', 'c', 'd']);
    // `B`, and the one that is called after the first.
    expect(app.counts.executions).toBe(1);
  });

  it('are dropped where new code makes them no more', async () => {
    edit = (list) => void list.jobs.push(new Job('d'));
    const { copy } = await live(new Listing());
    initial = ['a'];
    edits = { Listing: 'other' };
    const root = new Listing();
    await live(root, copy);
    expect(root.names).toEqual(['a', 'd']);
  });

  it('may be nothing, or others in the place of a constructor', async () => {
    edit = (list) => {
      list.one = undefined;
      list.jobs = [];
    };
    const { copy } = await live(new Listing());
    const root = new Listing();
    const { copy: next } = await live(root, copy);
    expect([root.one, root.jobs]).toEqual([undefined, []]);
    edit = () => undefined;
    const third = new Listing();
    await live(third, next);
    expect([third.one, third.jobs]).toEqual([undefined, []]);
  });

  it('are new ones where one was taken out and an equal one put in', async () => {
    const store = folder;
    const root = new Listing();
    const app = new TestApp(root, { store, heartbeatMs: false });
    await app.idle();
    root.jobs[0] = new Job('a');
    await app.pass();
    await app.idle();
    expect(root.jobs[0]?.executed).toBe(1);
    const copy = await stores.killed(store);
    await app.close();
    const again = new Listing();
    const { app: second } = await live(again, copy);
    expect(again.jobs[0]?.executed).toBe(1);
    expect(second.counts.executions).toBe(0);
    expect(app.counts.executions).toBe(5);
  });

  it('keep their uid and their records when they move', async () => {
    edit = (list) => void list.jobs.push(new Job('d'), new Job('e'));
    const root = new Listing();
    const app = new TestApp(root, { store: folder, heartbeatMs: false });
    await app.idle();
    root.jobs.splice(2, 1);
    root.jobs.reverse();
    await app.pass();
    const copy = await stores.killed(folder);
    await app.close();
    const again = new Listing();
    const { app: second } = await live(again, copy);
    expect(again.names).toEqual(['e', 'd', 'b', 'a']);
    expect(second.counts.executions).toBe(0);
  });

  it('go to another field, and make room for an equal one', async () => {
    const root = new Rotation();
    const { app, copy } = await live(root);
    expect([root.last?.executed, root.next.executed, app.counts.executions]).toEqual([1, 1, 2]);
    const again = new Rotation();
    const { app: second, copy: next } = await live(again, copy);
    expect([again.last?.executed, again.next.executed, second.counts.executions]).toEqual([1, 1, 0]);
    expect(again.last).not.toBe(again.next);
    const { app: third } = await live(new Rotation(), next);
    expect(third.counts.executions).toBe(0);
  });

  it.each([{}, { Team: 'other' }])('go to another flow, whose code may have changed', async (edited) => {
    const root = new Pool();
    const { app, copy } = await live(root);
    expect(app.counts.executions).toBe(3);
    edits = edited;
    const again = new Pool();
    const { app: second } = await live(again, copy);
    expect(again.team.jobs.map(({ name }) => name)).toEqual(['a']);
    expect([...again.team.jobs, again.team.job, again.job].map(({ executed }) => executed)).toEqual([
      1, 1, 1,
    ]);
    expect(second.counts.executions).toBe(0);
  });

  it('have the options that were set for them alone', async () => {
    edit = (list) => void list.jobs.push(withOptions(new Job('d'), { maxQueue: 7, retry: { attempts: 3 } }));
    const { copy } = await live(new Listing());
    const root = new Listing();
    const { app } = await live(root, copy);
    const job = root.jobs.at(-1) as Job;
    expect(optionsOf(job)).toMatchObject({ maxQueue: 7, retry: { attempts: 3 }, cacheCalls: true });
    expect(app.counts.executions).toBe(0);
  });
});

describe('a component that cannot be rebuilt', () => {
  @work()
  class Calling {
    constructor(readonly _callback: () => void) {}
    run(): number {
      return 1;
    }
  }
  let make: () => object = () => ({});
  @flow()
  class Owner {
    made: unknown;
    run(): void {
      this.made ??= make();
    }
  }

  it('is told of when it is stored, and is an error that names it', async () => {
    make = () => new Calling(() => undefined);
    const { app, copy } = await live(new Owner());
    expect(app.warnings.join()).toMatch(/root\.made.*cannot be made again/);
    const again = new TestApp(new Owner(), { store: copy });
    await expect(again.ended).rejects.toMatchObject({ code: 'WORKLOOP_REBUILD', path: 'root.made' });
  });

  it('is an error where its constructor throws', async () => {
    let isBroken = false;
    @work()
    class Fragile {
      constructor(readonly n: number) {
        if (isBroken) throw new Error('broken');
      }
      run(): number {
        return this.n;
      }
    }
    make = () => new Fragile(3);
    const { app, copy } = await live(new Owner());
    expect(app.warnings).toEqual([]);
    isBroken = true;
    const again = new TestApp(new Owner(), { store: copy });
    await expect(again.ended).rejects.toMatchObject({
      code: 'WORKLOOP_REBUILD',
      classId: expect.stringContaining('#Fragile'),
      message: expect.stringContaining('broken'),
    });
  });
});

describe('state and code', () => {
  it('of a work is reset where its code has changed, and forgotten for good', async () => {
    initial = ['a'];
    edit = () => undefined;
    const { copy } = await live(new Listing());
    edits = { Job: 'other' };
    const root = new Listing();
    const { app, copy: next } = await live(root, copy);
    expect(app.counts.executions).toBe(2);
    expect(root.jobs[0]?.executed).toBe(1);
    const third = new Listing();
    const { app: last } = await live(third, next);
    expect(last.counts.executions).toBe(0);
    expect(third.jobs[0]?.executed).toBe(1);
  });

  it('of a work goes back to the values of its constructor by `delete`', async () => {
    initial = ['a'];
    const { copy } = await live(new Listing());
    const root = new Listing();
    const app = new TestApp(root, { store: copy, heartbeatMs: false });
    await app.idle();
    const [job] = root.jobs;
    expect(job?.executed).toBe(1);
    handleOf(job as Job).delete();
    expect(job?.executed).toBe(0);
    await app.pass();
    const killed = await stores.killed(copy);
    await app.close();
    const third = new Listing();
    await live(third, killed);
    expect(third.jobs[0]?.executed).toBe(1);
  });

  it('of a flow migrates once', async () => {
    const calls: unknown[] = [];
    @flow()
    class Migrating {
      first = 'Ann';
      count = 0;
      full = '';
      job = new Job('x');
      run(): void {
        if (this.count < 3) this.count++;
        this.job.run(1);
      }
      migrate(old: Record<string, unknown>): void {
        calls.push({ ...old });
        this.full = `${String(old.first)} ${this.count}`;
      }
    }
    edits = { Migrating: 'one' };
    const { copy } = await live(new Migrating());
    expect(calls).toEqual([]);
    edits = { Migrating: 'two' };
    const root = new Migrating();
    const { copy: next } = await live(root, copy);
    expect(calls).toEqual([{ first: 'Ann', count: 3, full: '' }]);
    expect(root.full).toBe('Ann 3');
    const third = new Migrating();
    await live(third, next);
    expect(calls).toHaveLength(1);
    expect(third.full).toBe('Ann 3');
  });

  it('is an error of the app where `migrate` throws, and nothing is lost', async () => {
    let isBroken = true;
    @flow()
    class Throwing {
      count = 0;
      run(): void {
        if (this.count < 3) this.count++;
      }
      migrate(): void {
        if (isBroken) throw new Error('cannot');
      }
    }
    edits = { Throwing: 'one' };
    const { copy } = await live(new Throwing());
    edits = { Throwing: 'two' };
    const again = new TestApp(new Throwing(), { store: copy });
    await expect(again.ended).rejects.toMatchObject({ code: 'WORKLOOP_MIGRATION', path: 'root' });
    isBroken = false;
    const root = new Throwing();
    await live(root, copy);
    expect(root.count).toBe(3);
  });
});

describe('components that are not in state', () => {
  it('take over what an earlier run left of them when they join', async () => {
    @flow()
    class Hiding {
      passes = 0;
      _job: Job | undefined;
      run(): void {
        this.passes++;
        if (this.passes >= 2) this._job ??= new Job('hidden');
        this._job?.run(1);
        if (this.passes > 6) this.passes = 6;
      }
    }
    const { copy } = await live(new Hiding());
    const root = new Hiding();
    const { app } = await live(root, copy);
    expect(app.counts.executions).toBe(0);
    expect(root._job?.executed).toBe(1);
  });

  it('have it in the pass that makes them, once they are asked for', async () => {
    const seen: unknown[] = [];
    @flow()
    class Making {
      _jobs: Job[] = [];
      run(): void {
        if (this._jobs.length === 0) {
          const job = new Job('made');
          this._jobs.push(job);
          seen.push(job.executed, handleOf(job).result(1), job.executed);
        }
        for (const job of this._jobs) job.run(1);
      }
    }
    const { copy } = await live(new Making());
    expect(seen.splice(0)).toEqual([0, undefined, 0]);

    const { app } = await live(new Making(), copy);

    expect(seen).toEqual([0, 'made1', 1]);
    expect(app.counts.executions).toBe(0);
  });

  it('of a flow as well, with all that is below it', async () => {
    @flow()
    class Inner {
      jobs: Job[] = [new Job('own')];
      count = 0;
      run(): void {
        if (this.count === 0) {
          this.count = 1;
          this.jobs.push(new Job('added'));
        }
        for (const job of this.jobs) job.run(1);
      }
    }
    @flow()
    class Outer {
      _inner: Inner | undefined;
      run(): void {
        this._inner ??= new Inner();
        this._inner.run();
      }
    }
    const { copy } = await live(new Outer());
    const root = new Outer();
    await live(root, copy);
    expect(root._inner?.jobs.map(({ name }) => name)).toEqual(['own', 'added']);
  });
});

describe('keys', () => {
  it('name a work wherever it stands', async () => {
    @flow()
    class One {
      here = withOptions(new Job('k'), { key: 'the job' });
      run(): void {
        this.here.run(1);
      }
    }
    @flow()
    class Two {
      nested = { there: withOptions(new Job('k'), { key: 'the job' }) };
      run(): void {
        this.nested.there.run(1);
      }
    }
    const { copy } = await live(new One());
    const { app } = await live(new Two(), copy);
    expect(app.counts.executions).toBe(0);
  });

  it('are each of one work', async () => {
    @flow()
    class Both {
      one = withOptions(new Job('k'), { key: 'same' });
      other = withOptions(new Job('l'), { key: 'same' });
      run(): void {}
    }
    const app = new TestApp(new Both(), { store: folder });
    await expect(app.ended).rejects.toMatchObject({
      code: 'WORKLOOP_COMPONENT_TREE',
      message: expect.stringMatching(/root\.one.*root\.other/),
    });
  });
});
