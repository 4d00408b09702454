import { flow, handleOf, OutsidePassError, work } from 'workloop';
import { TestApp } from 'workloop/testing';
import { turns } from './deferred.js';

@work()
class Echo {
  readonly _executed: unknown[] = [];
  run<T>(value: T): T {
    this._executed.push(value);
    return value;
  }
}

@flow()
class Group {
  echo = new Echo();
  run(value: unknown): void {
    this.echo.run(value);
  }
}

/** Fields of a root, as somebody could write them. */
function rootWith<Fields extends object>(fields: Fields, run: (root: Fields) => void = () => undefined) {
  @flow()
  class Root {
    run(): void {
      run(this as never);
    }
  }
  return Object.assign(new Root(), fields);
}

async function pathsOf(root: object): Promise<readonly string[]> {
  const app = new TestApp(root);
  let paths: readonly string[] = [];
  app.on('app:started', (event) => {
    paths = event.paths;
  });
  await app.idle();
  await app.close();
  return paths;
}

describe('the components of an app', () => {
  it('are found in fields, arrays, Maps and plain objects, at any depth, and labelled by where they stand', async () => {
    const root = rootWith({
      trainer: new Echo(),
      group: new Group(),
      jobs: [new Echo(), new Echo()],
      byUser: new Map([['ann', new Echo()]]),
      named: { left: new Echo(), deep: [{ right: new Echo() }] },
      data: { rows: [1, 2], at: new Date(0) },
    });
    expect(await pathsOf(root)).toEqual([
      'root',
      'root.trainer',
      'root.group',
      'root.group.echo',
      'root.jobs.0',
      'root.jobs.1',
      'root.byUser.ann',
      'root.named.left',
      'root.named.deep.0.right',
    ]);
  });

  it('have ledgers of their own, also when they are of one class', async () => {
    const root = rootWith({ left: new Group(), right: new Group() }, ({ left, right }) => {
      left.run('same');
      right.run('same');
    });
    const app = new TestApp(root);
    await app.idle();
    expect([root.left.echo._executed, root.right.echo._executed]).toEqual([['same'], ['same']]);
    await app.close();
  });

  it('may be reached through data that contains itself', async () => {
    const cycle: { self?: unknown; echo: Echo } = { echo: new Echo() };
    cycle.self = cycle;
    expect(await pathsOf(rootWith({ cycle }))).toEqual(['root', 'root.cycle.echo']);
  });

  it.each<[string, () => object, RegExp]>([
    [
      'a component in two fields',
      () => {
        const echo = new Echo();
        return rootWith({ first: echo, second: echo });
      },
      /same Echo.*`root\.first`.*`root\.second`/,
    ],
    [
      'a component in a field and in an array',
      () => {
        const echo = new Echo();
        return rootWith({ list: [echo], single: echo });
      },
      /`root\.list\.0`.*`root\.single`/,
    ],
    [
      'a flow below itself',
      () => {
        const root = rootWith({ child: new Group() });
        Object.assign(root.child, { parent: root });
        return root;
      },
      /`root\.child\.parent` is `root` itself/,
    ],
    [
      'a work that owns a component',
      () => rootWith({ owner: Object.assign(new Echo(), { inner: new Echo() }) }),
      /work `root\.owner` owns the component `root\.owner\.inner`/,
    ],
  ])('are a tree: %s fails the app before its first pass', async (_name, make, message) => {
    const app = new TestApp(make());
    await expect(app.ended).rejects.toMatchObject({
      code: 'WORKLOOP_COMPONENT_TREE',
      message: expect.stringMatching(message),
    });
    expect(app.counts.passes).toBe(0);
  });

  it('leave nobody in an app that did not come to be', async () => {
    const echo = new Echo();
    const app = new TestApp(rootWith({ first: echo, second: echo }));
    await expect(app.ended).rejects.toThrow();
    expect(echo.run(1)).toBe(1);
  });
});

describe('a component that comes into the tree during a pass', () => {
  it('can be called at once', async () => {
    const root = rootWith({ jobs: [] as Echo[] }, ({ jobs }) => {
      if (jobs.length < 3) jobs.push(new Echo());
      for (const [i, job] of jobs.entries()) job.run(i);
    });
    const app = new TestApp(root);
    await app.idle();
    expect(root.jobs.map(({ _executed }) => _executed)).toEqual([[0], [1], [2]]);
    await app.close();
  });

  it('may be a flow with works of its own, whose changes wake the loop', async () => {
    @flow()
    class Counter {
      echo = new Echo();
      steps = 0;
      run(): void {
        this.echo.run('x');
        this.steps = Math.min(this.steps + 1, 3);
      }
    }
    const root = rootWith({ groups: new Map<string, Counter>() }, ({ groups }) => {
      if (!groups.has('ann')) groups.set('ann', new Counter());
      groups.get('ann')?.run();
    });
    const app = new TestApp(root, { heartbeatMs: false });
    await app.idle();
    expect(root.groups.get('ann')?.steps).toBe(3);
    await app.close();
  });

  it('belongs to no component where it is only in a variable, and that is an error with the remedy', async () => {
    const app = new TestApp(rootWith({}, () => void new Echo().run(1)));
    await app.idle();
    await expect(app.ended).rejects.toMatchObject({
      code: 'WORKLOOP_OUTSIDE_PASS',
      message: expect.stringMatching(/Echo.*belongs to no component.*public field/s),
    });
  });

  it('is not found where nobody can look', async () => {
    @flow()
    class Root {
      readonly #echo = new Echo();
      run(): void {
        this.#echo.run(1);
      }
    }
    const app = new TestApp(new Root());
    await app.idle();
    await expect(app.ended).rejects.toBeInstanceOf(OutsidePassError);
  });

  it('keeps its record when it moves', async () => {
    const root = rootWith({ jobs: [new Echo(), new Echo()] }, ({ jobs }) => {
      for (const job of jobs) job.run('same');
    });
    const app = new TestApp(root);
    await app.idle();
    root.jobs.reverse();
    await app.advance(1_000);
    expect(root.jobs.map((job) => job._executed.length)).toEqual([1, 1]);
    root.jobs[0] = new Echo();
    await app.advance(1_000);
    expect(root.jobs[0]?._executed).toEqual(['same']);
    expect(handleOf(root.jobs[0] as Echo).successes).toBe(1);
    await app.close();
  });
});

describe('the fields of a work in an app', () => {
  it('reach the flow while the work runs, and wake the loop', async () => {
    const seen: number[] = [];
    @work({ parallel: true })
    class Train {
      loss = 3;
      async run(): Promise<void> {
        while (this.loss > 0) {
          this.loss--;
          await turns(2);
        }
      }
    }
    const root = rootWith({ train: new Train() }, ({ train }) => {
      void train.run();
      seen.push(train.loss);
    });
    const app = new TestApp(root, { heartbeatMs: false });
    await app.idle();
    expect([...new Set(seen)]).toEqual([3, 2, 1, 0]);
    await app.close();
  });

  it('are changed by a pass only where it leaves them with other data', async () => {
    @work({ parallel: true })
    class Train {
      settings: unknown = { depth: 3, tags: ['a'] };
      async run(): Promise<void> {}
    }
    let depth = 3;
    const root = rootWith({ train: new Train() }, ({ train }) => {
      train.settings = { depth, tags: ['a'] };
    });
    const app = new TestApp(root, { heartbeatMs: false });
    const changed: string[] = [];
    app.on('pass:ended', (event) => changed.push(event.changed.join()));
    await app.pass();
    depth = 4;
    await app.pass();
    await app.pass();
    expect(changed).toEqual(['', 'root.train.settings', '']);
    await app.close();
  });
});
