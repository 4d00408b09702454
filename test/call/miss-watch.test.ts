import { flow, type WorkOptions, withOptions, work } from 'workloop';
import { TestApp } from 'workloop/testing';

const STREAK = 10_000;

@work()
class Sink {
  run(..._args: unknown[]): void {}
}

describe('a work that misses 10,000 times in a row', () => {
  let warnings: string[];

  beforeEach(() => {
    warnings = [];
    jest.spyOn(process, 'emitWarning').mockImplementation((warning) => void warnings.push(String(warning)));
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  /** Calls a work so often, each time with other arguments, and returns the warnings. */
  function warningsAfter(
    count: number,
    argsOf: (i: number) => unknown[],
    options: WorkOptions = {},
    sink = new Sink(),
  ): string[] {
    withOptions(sink, options);
    for (let i = 0; i < count; i++) sink.run(...argsOf(i));
    return warnings;
  }

  it('warns, and not one miss earlier', () => {
    const sink = new Sink();
    expect(warningsAfter(STREAK - 1, (i) => [i], {}, sink)).toEqual([]);
    sink.run(STREAK);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/`Sink` was called 10,000 times in a row without a hit.*args\[0\]/);
  });

  it('warns once in its life', () => {
    expect(warningsAfter(3 * STREAK, (i) => [i])).toHaveLength(1);
  });

  it('names the part of the argument that keeps changing, and no other', () => {
    const [warning] = warningsAfter(STREAK, (i) => ['same', { filter: { day: 'monday', at: i } }, [1]]);
    expect(warning).toContain('args[1].filter.at keeps changing');
    expect(warning).not.toMatch(/args\[0\]|args\[2\]|day/);
  });

  it('names every argument that keeps changing', () => {
    const [warning] = warningsAfter(STREAK, (i) => [i, 'same', -i]);
    expect(warning).toMatch(/args\[0\], args\[2\]/);
  });

  it('knows an argument by its name where a plan tells it', () => {
    class Planned {
      run(_day: string, _at: number): void {}
    }
    work({}, { version: 1, id: 'a#Planned', isAsync: false, params: ['day', 'at'] })(Planned);
    const [warning] = warningsAfter(STREAK, (i) => ['monday', i], {}, new Planned() as never);
    expect(warning).toContain('`at` (args[1]) keeps changing');
  });

  it('sees a change of an object that is passed again and again', () => {
    const query = { text: 'a', page: 0 };
    const [warning] = warningsAfter(STREAK, (i) => {
      query.page = i;
      return [query];
    });
    expect(warning).toContain('args[0].page keeps changing');
  });

  it('says so where it is the number of arguments', () => {
    const [warning] = warningsAfter(STREAK, (i) =>
      i < STREAK - 20 ? [i] : new Array(i - STREAK + 22).fill(0),
    );
    expect(warning).toContain('the number of arguments keeps changing');
  });

  it('leaves out what is ignored, which may have no identity', () => {
    const [warning] = warningsAfter(STREAK, (i) => [i, () => i], { ignore: [1] });
    expect(warning).toContain('args[0] keeps changing');
    expect(warning).not.toContain('args[1]');
  });

  it('gets along with cycles', () => {
    const [warning] = warningsAfter(STREAK, (i) => {
      const node: { i: number; self?: unknown } = { i };
      node.self = node;
      return [node];
    });
    expect(warning).toContain('args[0].i');
  });

  it('does not warn where a hit comes in between', () => {
    const sink = new Sink();
    warningsAfter(STREAK - 1, (i) => [i], {}, sink);
    sink.run(5);
    expect(warningsAfter(STREAK - 1, (i) => [-i - 1], {}, sink)).toEqual([]);
  });

  it('does not warn where each miss is followed by a hit of the same old call', () => {
    const sink = new Sink();
    sink.run('old');
    sink.run('old');
    for (let i = 0; i < STREAK + 10; i++) {
      sink.run('old');
      sink.run(i);
    }
    expect(warnings).toEqual([]);
  });

  it('does not warn where nothing is cached', () => {
    expect(warningsAfter(STREAK + 10, (i) => [i], { cacheCalls: false })).toEqual([]);
  });

  it('warns through the app where it belongs to one, naming its place', async () => {
    @flow()
    class Root {
      sink = withOptions(new Sink(), { parallel: true, maxQueue: Number.POSITIVE_INFINITY });
      _pass = 0;
      run(): void {
        if (this._pass++ === 0) for (let i = 0; i < STREAK; i++) void this.sink.run(i);
      }
    }
    const app = new TestApp(new Root(), { heartbeatMs: false });
    await app.pass();
    expect(warnings).toEqual([]);
    expect(app.warnings).toEqual([expect.stringMatching(/`root.sink` was called 10,000 times/)]);
    await app.close();
  });
});
