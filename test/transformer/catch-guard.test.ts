import ts from 'typescript';
import { type CompileOptions, compileFragment } from './compile.js';

const source = `
  import { flow } from 'workloop';
  @flow()
  export class Loop {
    seen: unknown[] = [];
    bound(thrown: unknown) { try { throw thrown; } catch (error) { this.seen.push(error); return 'caught'; } }
    unbound(thrown: unknown) { try { throw thrown; } catch { return 'caught'; } }
    apart(thrown: unknown) { try { throw thrown; } catch ({ message = 'none' }: any) { return message; } }
    async later(thrown: unknown) { try { await Promise.reject(thrown); } catch (error) { return 'caught'; } }
    async laterUnbound(thrown: unknown) { try { await Promise.reject(thrown); } catch { return 'caught'; } }
    async laterApart(thrown: unknown) {
      try { await Promise.reject(thrown); } catch ({ message }: any) { await null; return message; }
    }
    arrow = (thrown: unknown) => { try { throw thrown; } catch (error) { return 'caught'; } };
    get nested() { return (thrown: unknown) => { try { throw thrown; } catch (error) { return 'caught'; } }; }
    promised(thrown: unknown) { return Promise.reject(thrown).catch(() => 'caught'); }
    run() {}
  }
`;

interface Loop {
  bound(thrown: unknown): unknown;
  unbound(thrown: unknown): unknown;
  apart(thrown: unknown): unknown;
  later(thrown: unknown): Promise<unknown>;
  laterUnbound(thrown: unknown): Promise<unknown>;
  laterApart(thrown: unknown): Promise<unknown>;
  arrow(thrown: unknown): unknown;
  nested(thrown: unknown): unknown;
  promised(thrown: unknown): Promise<unknown>;
}

function createLoop(compilerOptions: NonNullable<CompileOptions['compilerOptions']>): Loop {
  const lib = ['lib.es2023.d.ts'];
  const compiled = compileFragment(source, { compilerOptions: { lib, ...compilerOptions } });
  const { Loop } = compiled.evaluate('src/fragment.ts') as { Loop: new () => Loop };
  return new Loop();
}

const signal = Object.assign(() => {}, { [Symbol.for('workloop.signal')]: true });
const ways = ['bound', 'unbound', 'apart', 'arrow', 'nested'] as const;

describe.each([
  ['ES2022', { target: ts.ScriptTarget.ES2022 }],
  ['ES2017 with legacy decorators', { target: ts.ScriptTarget.ES2017, experimentalDecorators: true }],
  ['ES5', { target: ts.ScriptTarget.ES5, downlevelIteration: true, experimentalDecorators: true }],
])('a catch clause in a flow, at %s', (_name, options) => {
  const loop = createLoop(options);

  test.each(ways)('lets a control signal pass (%s)', (way) => {
    let thrown: unknown;
    try {
      loop[way](signal);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBe(signal);
  });

  test.each(ways)('takes whatever else is thrown (%s)', (way) => {
    const expected = way === 'apart' ? 'none' : 'caught';
    for (const thrown of [new Error(''), 0, 'text', { [Symbol.for('workloop.signal')]: 1 }, () => {}])
      expect(loop[way](thrown)).toBe(way === 'apart' && thrown instanceof Error ? '' : expected);
  });

  test('takes null and undefined, as far as the clause does', () => {
    expect([loop.bound(null), loop.unbound(undefined)]).toEqual(['caught', 'caught']);
    expect(() => loop.apart(null)).toThrow(TypeError);
  });

  test('takes what cannot be looked at', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(loop.bound(proxy)).toBe('caught');
  });

  test('lets a signal pass that an awaited promise rejected with', async () => {
    for (const way of ['later', 'laterUnbound', 'laterApart'] as const) {
      await expect(loop[way](signal)).rejects.toBe(signal);
      await expect(loop[way](new Error('caught'))).resolves.toBe('caught');
    }
  });

  test('leaves promise.catch alone', async () => {
    await expect(loop.promised(signal)).resolves.toBe('caught');
  });
});
