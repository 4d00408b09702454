import ts from 'typescript';
import * as workloop from 'workloop';
import { TestApp } from 'workloop/testing';

/** Compiles a program with legacy decorators, as `experimentalDecorators` does, and returns what it exports. */
function evaluate(source: string, options: ts.CompilerOptions = {}): Record<string, never> {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: {
      experimentalDecorators: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
      ...options,
    },
  });
  const exported: Record<string, never> = {};
  new Function('exports', 'require', outputText)(exported, () => workloop);
  return exported;
}

/** Runs a program for its `result`. */
function resultOf(body: string, options?: ts.CompilerOptions): unknown {
  const { result } = evaluate(`import { flow, use, withOptions, work } from 'workloop';\n${body}`, options);
  return result;
}

const SOLE = 'run(n: number) { executed.push(n); return n; }';
const USE_IT =
  'const sole = new Sole(); for (const n of [1, 1, 2, 1]) sole.run(n); export const result = executed;';

describe.each<[string, ts.CompilerOptions]>([
  ['ES2022', {}],
  ['ES2022, fields assigned', { useDefineForClassFields: false }],
  ['ES2017', { target: ts.ScriptTarget.ES2017 }],
  ['ES5', { target: ts.ScriptTarget.ES5, downlevelIteration: true }],
  ['ES2022 with decorator metadata', { emitDecoratorMetadata: true }],
])('legacy decorators for %s', (_name, options) => {
  it.each([
    ['@work on the class', `@work class Sole { ${SOLE} }`],
    ['@work() on the class', `@work() class Sole { ${SOLE} }`],
    ['@work({…}) on the class', `@work({ parallel: false }) class Sole { ${SOLE} }`],
    ['@work on run', `class Sole { @work ${SOLE} }`],
    ['@work() on run', `class Sole { @work() ${SOLE} }`],
    ['@work({…}) on run', `class Sole { @work({ parallel: false }) ${SOLE} }`],
  ])('make a work: %s', (_form, declaration) => {
    expect(resultOf(`const executed: number[] = []; ${declaration} ${USE_IT}`, options)).toEqual([1, 2]);
  });

  it('run the body of the parent once, by super.run', () => {
    const body = `
      const log: string[] = [];
      @work() class Base { run(n: number) { log.push('base ' + n); return n; } }
      @work() class Derived extends Base { run(n: number) { log.push('derived ' + n); return super.run(n) + 1; } }
      class OnRun extends Base { @work() run(n: number) { return super.run(n) + 2; } }
      const derived = new Derived();
      const onRun = new OnRun();
      export const result = [derived.run(1), derived.run(1), onRun.run(5), onRun.run(5), ...log];`;
    expect(resultOf(body, options)).toEqual([2, 2, 7, 7, 'derived 1', 'base 1', 'base 5']);
  });

  it('make flows and works that an app runs', async () => {
    const program = evaluate(
      `import { flow, use, work } from 'workloop';
       export const log: string[] = [];
       class Load { @work() async run(day: string) { log.push('load ' + day); return [1, 2]; } }
       @work({ parallel: true }) class Sum {
         async run(rows: readonly number[]) { log.push('sum'); return rows[0] + rows[1]; }
       }
       @flow() export class Root {
         load = new Load();
         sum = new Sum();
         total = 0;
         run() { this.total = use(this.sum.run(use(this.load.run('monday')))); }
       }`,
      options,
    );
    const root = new (program.Root as unknown as new () => { total: number })();
    const app = new TestApp(root);
    await app.idle();
    expect(root.total).toBe(3);
    expect(program.log).toEqual(['load monday', 'sum']);
    await app.close();
  });

  it.each([
    ['another method', '@work() compute() {}', /the method `compute`/],
    ['a static run', '@work() static run() {}', /static method `run`/],
    ['a field', '@work() run = () => 1;', /the member `run`/],
    ['a getter', '@work() get run() { return () => 1; }', /the member `run`/],
    ['a decorated class', '@work() run() {}', /decorated twice/, '@work()'],
    ['a flow', '@flow() run() {}', /@flow stands on a method/],
  ])('are refused on %s', (_place, member, message, onClass = '') => {
    expect(() => resultOf(`${onClass} class Wrong { ${member} }`, options)).toThrow(message);
  });

  it('override options of one instance', () => {
    const body = `
      let executions = 0;
      @work() class Count { run() { return ++executions; } }
      const count = withOptions(new Count(), { cacheCalls: false });
      export const result = [count.run(), count.run()];`;
    expect(resultOf(body, options)).toEqual([1, 2]);
  });
});

describe('legacy decorators', () => {
  it('are refused on a generator, where the compiler leaves it one', () => {
    expect(() => resultOf('class Wrong { @work() *run() {} }')).toThrow(/is a generator/);
  });
});
