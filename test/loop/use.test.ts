import { flow, NotACallError, OutsidePassError, use, WorkFailedError, withOptions, work } from 'workloop';
import { TestApp } from 'workloop/testing';
import { Deferred, turns } from './deferred.js';

@work({ parallel: true })
class Fetch {
  readonly _gates = new Map<string, Deferred<string>>();
  run(name: string): Promise<string> {
    const gate = new Deferred<string>();
    this._gates.set(name, gate);
    return gate.promise;
  }
}

/** An app whose root does what is given, with the last thing that its flow returned. */
function rootOf<Value>(run: (fetch: Fetch) => Value, fetch = new Fetch()) {
  @flow()
  class Root {
    fetch = fetch;
    _seen: Value[] = [];
    _thrown: unknown;
    run(): void {
      try {
        this._seen.push(run(this.fetch));
      } catch (thrown) {
        this._thrown = thrown;
        throw thrown;
      }
    }
  }
  return new Root();
}

async function settle(fetch: Fetch, name: string, value: string): Promise<void> {
  fetch._gates.get(name)?.resolve(value);
  await turns();
}

describe('use', () => {
  it('ends the pass while the call is under way and gives its value once it has ended', async () => {
    const root = rootOf((fetch) => use(fetch.run('a')));
    const app = new TestApp(root, { heartbeatMs: false });
    expect((await app.pass()).suspendedBy).toEqual(['root.fetch']);
    await turns();
    expect((await app.pass()).suspendedBy).toEqual(['root.fetch']);
    expect(root._seen).toEqual([]);
    await settle(root.fetch, 'a', 'value of a');
    await app.idle();
    expect(root._seen).toEqual(['value of a']);
    await app.close();
  });

  it('waits for an array once: every call is under way before the pass ends', async () => {
    const root = rootOf((fetch) => use([fetch.run('a'), fetch.run('b'), fetch.run('c')]));
    const app = new TestApp(root, { heartbeatMs: false });
    expect((await app.pass()).suspendedBy).toHaveLength(3);
    await turns();
    expect([...root.fetch._gates.keys()]).toEqual(['a']);
    await settle(root.fetch, 'a', 'A');
    await settle(root.fetch, 'b', 'B');
    expect((await app.pass()).suspendedBy).toEqual(['root.fetch']);
    await settle(root.fetch, 'c', 'C');
    await app.idle();
    expect(root._seen).toEqual([['A', 'B', 'C']]);
    await app.close();
  });

  it('takes a record and gives the values by name', async () => {
    const root = rootOf((fetch) => use({ left: fetch.run('a'), right: fetch.run('b') }));
    const app = new TestApp(root, { heartbeatMs: false });
    await app.pass();
    await turns();
    await settle(root.fetch, 'a', 'A');
    await settle(root.fetch, 'b', 'B');
    await app.idle();
    expect(root._seen).toEqual([{ left: 'A', right: 'B' }]);
    await app.close();
  });

  it('takes nothing to wait for', async () => {
    const root = rootOf(() => [use([]), use({})]);
    const app = new TestApp(root);
    await app.pass();
    expect(root._seen).toEqual([[[], {}]]);
    await app.close();
  });

  it('takes the promise of a blocking asynchronous work', async () => {
    const root = rootOf((fetch) => use(fetch.run('a')), withOptions(new Fetch(), { parallel: false }));
    const app = new TestApp(root, { heartbeatMs: false });
    await app.pass();
    await turns();
    await settle(root.fetch, 'a', 'A');
    await app.idle();
    expect(root._seen).toEqual(['A']);
    await app.close();
  });

  it('throws WorkFailedError with the original as its cause where a call failed, the same one in every pass', async () => {
    const original = new RangeError('no such name');
    const root = rootOf(
      (fetch) => {
        try {
          return use([fetch.run('a'), fetch.run('b')]);
        } catch (error) {
          if (!(error instanceof WorkFailedError)) throw error;
          return error;
        }
      },
      withOptions(new Fetch(), { raiseException: false }),
    );
    const app = new TestApp(root);
    await app.pass();
    await turns();
    root.fetch._gates.get('a')?.reject(original);
    await turns();
    // The other one is still awaited.
    expect((await app.pass()).suspendedBy).toEqual(['root.fetch']);
    await settle(root.fetch, 'b', 'B');
    await app.advance(300);
    expect(root._seen.length).toBeGreaterThan(2);
    expect(new Set(root._seen).size).toBe(1);
    expect(root._seen[0]).toMatchObject({
      code: 'WORKLOOP_WORK_FAILED',
      path: 'root.fetch',
      cause: original,
    });
    expect((root._seen[0] as WorkFailedError).cause).toBe(original);
    await app.close();
  });

  it.each<[string, () => unknown]>([
    ['a value', () => 3],
    ['nothing', () => undefined],
    ['null', () => null],
    ['a promise of somebody else', () => Promise.resolve(1)],
    ['Promise.all of calls', () => Promise.all([])],
    ['a promise derived from a call', () => derived],
    ['an array with one of those', () => [Promise.resolve(1)]],
    ['a record with one of those', () => ({ a: 1 })],
    ['a Map', () => new Map()],
  ])('takes the promise of a call and no %s', async (_name, make) => {
    const root = rootOf(() => use(make() as never));
    const app = new TestApp(root);
    await app.idle();
    expect(root._thrown).toBeInstanceOf(NotACallError);
    await expect(app.ended).rejects.toBe(root._thrown);
    expect(root._thrown).toMatchObject({ code: 'WORKLOOP_NOT_A_CALL' });
    await expect(app.close()).rejects.toBe(root._thrown);
  });
  const derived = Promise.resolve().then(() => 1);

  it('names the item that is no call', async () => {
    const root = rootOf((fetch) => use({ good: fetch.run('a'), bad: 'text' as never }));
    const app = new TestApp(root);
    await app.idle();
    expect(String(root._thrown)).toMatch(/`bad`.*'text'/);
    await expect(app.close()).rejects.toBe(root._thrown);
  });

  it('acts on the pass under way and is refused elsewhere', async () => {
    const promise = new Fetch().run('a');
    expect(() => use(promise)).toThrow(OutsidePassError);
    let inBody: unknown;
    @work()
    class Body {
      run(): void {
        try {
          use(promise);
        } catch (error) {
          inBody = error;
        }
      }
    }
    @flow()
    class Root {
      body = new Body();
      run(): void {
        this.body.run();
      }
    }
    const app = new TestApp(new Root());
    await app.idle();
    expect(inBody).toBeInstanceOf(OutsidePassError);
    await app.close();
  });

  it('does not wait for ever for a call that was made before the work belonged to an app', async () => {
    const fetch = new Fetch();
    const early = fetch.run('early');
    const root = rootOf(() => use(early));
    const app = new TestApp(root);
    await app.pass();
    fetch._gates.get('early')?.resolve('E');
    await early;
    await app.advance(1_000);
    expect(root._seen[0]).toBe('E');
    await app.close();
  });

  it('gives each pass a copy of its own of a result that cannot be frozen', async () => {
    @work({ parallel: true })
    class Table {
      async run(): Promise<Map<string, number>> {
        return new Map([['a', 1]]);
      }
    }
    const sizes: number[] = [];
    @flow()
    class Root {
      table = new Table();
      run(): void {
        const table = use(this.table.run());
        sizes.push(table.size);
        table.set('b', 2);
      }
    }
    const app = new TestApp(new Root());
    await app.advance(300);
    expect(sizes).toEqual([1, 1, 1, 1]);
    await app.close();
  });
});
