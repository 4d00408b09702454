import { compileFiles, createRecorder } from './compile.js';

const body = 'class Daily { run(day: string) { return day; } }';

function planIds(files: Record<string, string>): string[] {
  const outputs = [...compileFiles(files).outputs.values()].join('\n');
  return Array.from(outputs.matchAll(/id: "([^"]+)"/g), ([, id]) => String(id)).sort();
}

test('follows re-exports through barrels, star exports and renamings', () => {
  const ids = planIds({
    'src/framework/names.ts': "export { work as cached, flow } from 'workloop';",
    'src/framework/index.ts': "export * from './names';",
    'src/ns.ts': "import * as wl from './framework'; export { wl };",
    'src/a.ts': `import { cached } from './framework'; @cached() export ${body}`,
    'src/b.ts': `import { wl } from './ns'; @wl.flow export class Loop { run() {} }`,
    'src/c.ts': `import framework = require('workloop'); @framework.work() export ${body}`,
  });
  expect(ids).toEqual(['project/src/a#Daily', 'project/src/b#Loop', 'project/src/c#Daily']);
});

test("leaves another library's work alone, and a work of the user's own", () => {
  const files = {
    'node_modules/other/package.json': '{ "name": "other", "types": "index.d.ts" }',
    'node_modules/other/index.d.ts':
      'export declare function work(): (target: unknown, context?: unknown) => void;',
    'src/own.ts': 'export function work() { return (_target: unknown, _context?: unknown): void => {}; }',
    'src/a.ts': `import { work } from 'other'; @work() export ${body}`,
    'src/b.ts': `import { work } from './own'; @work() export ${body}`,
  };
  const { warnings } = compileFiles(files);
  expect(planIds(files)).toEqual([]);
  expect(warnings).toEqual([]);
});

test('finds the package by name, wherever it is installed and under whatever alias', () => {
  const declarations =
    'export declare function work(o?: object, plan?: unknown): (t: unknown, c?: unknown) => void;';
  const ids = planIds({
    'node_modules/wl/package.json': '{ "name": "workloop", "types": "lib.d.ts" }',
    'node_modules/wl/lib.d.ts': declarations,
    'src/a.ts': `import { work } from 'wl'; @work() export ${body}`,
  });
  expect(ids).toEqual(['project/src/a#Daily']);
});

test("takes the package's own sources for its own, and its tests for a user's", () => {
  const own =
    'export function work(_o?: object, _plan?: unknown) { return (_t: unknown, _c?: unknown): void => {}; }';
  const ids = planIds({
    '/repository/package.json': '{ "name": "workloop" }',
    '/repository/src/index.ts': own,
    '/repository/test/a.ts': `import { work } from '../src/index'; @work() export ${body}`,
    '/repository/test/fake.ts': own,
    '/repository/test/b.ts': `import { work } from './fake'; @work() export ${body}`,
  });
  expect(ids).toEqual(['workloop/test/a#Daily']);
});

test('names modules by the nearest package.json with a name, and keeps extensions apart', () => {
  const source = `import { work } from 'workloop'; @work() export default ${body}`;
  const ids = planIds({
    'packages/app/package.json': '{ "name": "app" }',
    'packages/app/lib/package.json': '{ "type": "commonjs" }',
    'packages/app/lib/daily.ts': source,
    'src/daily.ts': source,
    'src/daily.mts': source,
    'src/view.tsx': source,
  });
  expect(ids).toEqual([
    'app/lib/daily#Daily',
    'project/src/daily#Daily',
    'project/src/daily.mts#Daily',
    'project/src/view.tsx#Daily',
  ]);
});

test('finds the run of a base class, with the types that the class put in', () => {
  const { module, decorations } = createRecorder();
  compileFiles({
    'src/base.ts': 'export abstract class Base<T> { async run(value: T) { return value; } }',
    'src/fragment.ts': `import { work } from 'workloop'; import { Base } from './base';
      @work() export class Numbers extends Base<number> {}`,
  }).evaluate('src/fragment.ts', { workloop: module });
  expect(decorations).toMatchObject([{ plan: { isAsync: true, params: ['value'] } }]);
});

test('tells a promise of any kind from a value', () => {
  const { module, decorations } = createRecorder();
  compileFiles({
    'src/fragment.ts': `import { work } from 'workloop';
      interface Deferred<T> extends PromiseLike<T> { cancel(): void }
      @work() export class A { run(): Deferred<number> { throw 1; } }
      @work() export class B { run(day: string): number | Promise<number> { return day.length; } }
      @work() export class C { run(): Promise<number> | Promise<string> { return Promise.resolve(1); } }
      @work() export class D { run(): any { return 1; } }`,
  }).evaluate('src/fragment.ts', { workloop: module });
  expect(decorations.map(({ plan }) => (plan as { isAsync: boolean }).isAsync)).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

test('a module that is only declared counts by what is declared of it', () => {
  const job = `import { work } from 'workloop'; @work() export class Job { run() {} }`;
  const untyped = compileFiles({ 'src/workloop.d.ts': "declare module 'workloop';", 'src/job.ts': job });
  expect(untyped.warnings.map(({ code }) => code)).toEqual([9001011]);
  expect(untyped.outputOf('src/job.ts')).not.toContain('version: 1');
  const typed = compileFiles({
    'src/workloop.d.ts':
      "declare module 'workloop' { export function work(o?: object, p?: object): (t: unknown) => void; }",
    'src/job.ts': job,
  });
  expect(typed.outputOf('src/job.ts')).toContain('version: 1');
});

test('takes a run that only a type declares', () => {
  const { module, decorations } = createRecorder();
  compileFiles({
    'src/fragment.ts': `import { work } from 'workloop';
      type Runner = new (...args: any[]) => { run(value: number): Promise<number> };
      const Base = class { async run(value: number) { return value; } } as Runner;
      const mixin = <T extends Runner>(Parent: T) => class Mixed extends Parent { extra = 1; };
      @work() export class A extends Base {}
      @work() export class B extends mixin(Base) {}`,
  }).evaluate('src/fragment.ts', { workloop: module });
  expect(decorations.map(({ plan }) => plan)).toMatchObject([
    { isAsync: true, params: ['value'] },
    { isAsync: true, params: ['value'] },
  ]);
});

test("works beside a class of the user's that is called Symbol", () => {
  const { module } = createRecorder();
  const text = `import { flow } from 'workloop';
    @flow() export class Loop { run() { try { throw 1; } catch (error) { return error; } } }
    export class Symbol { constructor(readonly ticker: string) {} }`;
  // The compiler's own helper for standard decorators does not work beside one.
  const compilerOptions = { experimentalDecorators: true };
  const { Symbol: Ticker, Loop } = compileFiles({ 'src/fragment.ts': text }, { compilerOptions }).evaluate(
    'src/fragment.ts',
    { workloop: module },
  ) as { Symbol: unknown; Loop: new () => { run(): unknown } };
  expect(new Loop().run()).toBe(1);
  expect(typeof Ticker).toBe('function');
});
