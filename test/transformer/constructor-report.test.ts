import { SourceMap } from 'node:module';
import ts from 'typescript';
import { constructorArgumentsOf } from '../../src/component/constructed.js';
import { compileFiles, compileFragment } from './compile.js';

const source = `
import { flow, work } from 'workloop';

export class Plain { seen: unknown[]; constructor(...args: unknown[]) { this.seen = args; } }

@work() export class Base {
  rows = 0;
  constructor(readonly rate = 1, public name?: string, ..._rest: unknown[]) { rate = 7; }
  run() {}
}
@work() export class Fixed extends Base { constructor() { super(5, 'fixed'); } override run() {} }
@work() export class Silent extends Base { more = 1; override run() {} }
@work() export class OfPlain extends Plain { more = this.seen.length; run() {} }
@work() export class Late extends Base {
  constructor(private factor: number, options: { deep: number[] }) {
    const rate = factor * 2;
    super(rate);
    this.rows = rate + this.factor + options.deep.length + this.#secret;
  }
  #secret = 0;
  override run() {}
}
@work() export class Branching extends Base {
  constructor(rate: number) {
    if (rate > 1) super(rate); else super(-rate);
  }
  override run() {}
}
@work() export class InExpression extends Base {
  constructor(rate: number) {
    const made = [super(rate + 1)];
    this.rows = made.length;
  }
  override run() {}
}
@work() export class Tried extends Base {
  constructor(rate: number) {
    try { super(rate); } finally { void rate; }
    this.rows = rate;
  }
  override run() {}
}
@work() export class Empty { run() {} }
@flow() export class Daily { constructor(private hours: number[]) { void this.hours; } run() {} }
export const Expression = (@work() class extends Base { override run() {} });
export class OnMethod extends Base { @work() override run() {} }
`;

type Constructor = new (...args: unknown[]) => Record<string, unknown>;

const { ES2015, ES2021, ES2022, ESNext } = ts.ScriptTarget;
/** The newest target leaves the standard's decorators as they are, and Node cannot read them yet. */
const dialects = [true, false].flatMap((experimentalDecorators) =>
  [ES2015, ES2021, ES2022, ESNext]
    .filter((target) => experimentalDecorators || target !== ESNext)
    .map((target) => ({ experimentalDecorators, target })),
);

describe.each(dialects)('compiled with %p', (options) => {
  // Only the standard's decorators can stand on an expression.
  const text = options.experimentalDecorators
    ? source.replace('(@work() class extends Base { override run() {} })', 'Silent')
    : source;
  const compilerOptions = { ...options, lib: ['lib.es2023.d.ts'] };
  const { evaluate } = compileFragment(text, { compilerOptions });
  const classes = evaluate('src/fragment.ts') as Record<string, Constructor>;
  const argumentsOf = (name: string, ...args: unknown[]): readonly unknown[] | undefined => {
    const Class = classes[name] as Constructor;
    return constructorArgumentsOf(new Class(...args));
  };

  test('every component reports what it was made with', () => {
    expect(argumentsOf('Base', 2, 'b', null, undefined)).toEqual([2, 'b', null, undefined]);
    expect(argumentsOf('Base')).toEqual([]);
    expect(argumentsOf('Fixed')).toEqual([]);
    expect(argumentsOf('Silent', 3)).toEqual([3]);
    expect(argumentsOf('OfPlain', 1, 2)).toEqual([1, 2]);
    expect(argumentsOf('Late', 2, { deep: [1] })).toEqual([2, { deep: [1] }]);
    expect(argumentsOf('Branching', 2)).toEqual([2]);
    expect(argumentsOf('Branching', -2)).toEqual([-2]);
    expect(argumentsOf('InExpression', 2)).toEqual([2]);
    expect(argumentsOf('Tried', 2)).toEqual([2]);
    expect(argumentsOf('Daily', [8])).toEqual([[8]]);
    expect(argumentsOf('OnMethod', 9)).toEqual([9]);
    expect(argumentsOf('Expression', 9)).toEqual([9]);
    expect(argumentsOf('Empty', 9)).toBeUndefined();
    expect(argumentsOf('Plain', 9)).toBeUndefined();
  });

  test('fields, parameter properties and lengths are what they were', () => {
    const plain = compileFragment(text, { compilerOptions, untransformed: true }).evaluate('src/fragment.ts');
    for (const [name, args] of Object.entries({
      Late: [2, { deep: [1] }],
      Silent: [3],
      Tried: [4],
      Base: [5],
    })) {
      const [Class, Untouched] = [classes[name] as Constructor, plain[name] as Constructor];
      expect({ ...new Class(...args) }).toEqual({ ...new Untouched(...args) });
      expect(Class.length).toBe(Untouched.length);
    }
  });
});

test('keeps copies, because arguments may be changed later', () => {
  const { evaluate } = compileFragment(source);
  const { Daily } = evaluate('src/fragment.ts') as Record<string, Constructor>;
  const hours = [8];
  const daily = new (Daily as Constructor)(hours);
  hours.push(9);
  expect(constructorArgumentsOf(daily)).toEqual([[8]]);
});

test('does nothing where no runtime is loaded', () => {
  const key = Symbol.for('workloop.constructed');
  const report = Object.getOwnPropertyDescriptor(globalThis, key) as PropertyDescriptor;
  Reflect.deleteProperty(globalThis, key);
  try {
    const { Late } = compileFragment(source).evaluate('src/fragment.ts') as Record<string, Constructor>;
    expect(new (Late as Constructor)(2, { deep: [] })).toMatchObject({ rate: 4, rows: 6 });
  } finally {
    Object.defineProperty(globalThis, key, report);
  }
});

test('leaves declaration files and constructors without a body as they are', () => {
  const text = `import { work } from 'workloop';
    declare class Elsewhere { constructor(rate: number); }
    @work() export abstract class Base extends Elsewhere {
      constructor(rate: string); constructor(rate: number);
      constructor(rate: number | string) { super(Number(rate)); }
      run() {}
    }
    @work() export class Sub extends Base { override run() {} }`;
  const compilerOptions = { declaration: true };
  const declarations = [true, false].map((untransformed) =>
    compileFiles({ 'src/a.ts': text }, { compilerOptions, untransformed }).outputs.get('/project/src/a.d.ts'),
  );
  expect(declarations[0]).toBe(declarations[1]);
});

test('maps what stands after a report to where it was written', () => {
  const { outputs, outputOf } = compileFragment(source, { compilerOptions: { sourceMap: true } });
  const map = new SourceMap(JSON.parse(outputs.get('/project/src/fragment.js.map') ?? '{}'));
  const statement = 'this.rows = rate + this.factor';
  const lineIn = (text: string): number => text.split('\n').findIndex((line) => line.includes(statement));
  const line = lineIn(outputOf('src/fragment.ts'));
  const column = outputOf('src/fragment.ts').split('\n')[line]?.indexOf(statement) ?? -1;
  expect(map.findEntry(line, column)).toMatchObject({ originalLine: lineIn(source) });
});
