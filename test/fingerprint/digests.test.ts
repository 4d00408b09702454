// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are sources.

import ts from 'typescript';
import { type CompileOptions, createRecorder } from '../transformer/compile.js';
import { fingerprintIn } from './compiled-fingerprints.js';

/* What changes the digest of a declaration, and what does not. */

const workloop = {
  ...createRecorder().module,
  App: class {
    run(): void {}
  },
};

const inBody = (text: string): string => `
import { work } from 'workloop';
declare const a: any, b: any, c: any, tag: any;
@work() export class Subject { async *helper(x: any, y: any, z: any) { ${text}
} run() {} }
`;

const inClass = (text: string): string => `
import { work } from 'workloop';
const mark: any = (..._: any[]) => (..._: any[]): any => {};
class Parent { constructor(..._: any[]) {} }
interface Shape { x: number }
@work() export class Subject extends Parent { ${text} run() {} }
`;

const atTop = (text: string): string => `
import { work } from 'workloop';
@work() export class Subject { run() { return subject as any; } }
${text}
`;

function digestOf(text: string, options?: CompileOptions): string {
  const found = fingerprintIn({ 'src/app.ts': text }, { ...options, modules: { workloop } });
  if (found.kind === 'unknown') throw new Error(found.reasons.join());
  return found.digest;
}

describe('is another one for', () => {
  test.each([
    ['literals', 'return 1;', 'return 2;'],
    ['strings', "return 'a';", "return 'b';"],
    ['a string and a number', "return '1';", 'return 1;'],
    ['a bigint and a number', 'return 1n;', 'return 1;'],
    ['binary operators', 'return x + y;', 'return x - y;'],
    ['the order of operands', 'return x - y;', 'return y - x;'],
    ['grouping', 'return (x + y) * z;', 'return x + y * z;'],
    ['assignment operators', 'x += y;', 'x -= y;'],
    ['logical assignments', 'x ??= y;', 'x ||= y;'],
    ['prefix operators', 'return -x;', 'return +x;'],
    ['negations', 'return !x;', 'return ~x;'],
    ['prefix and postfix', 'return ++x;', 'return x++;'],
    ['postfix operators', 'x++;', 'x--;'],
    ['in and instanceof', 'return x in y;', 'return x instanceof y;'],
    ['template parts', 'return `a${x}b`;', 'return `a${x}c`;'],
    ['template heads', 'return `a${x}b`;', 'return `b${x}b`;'],
    ['template middles', 'return `${x}a${y}`;', 'return `${x}b${y}`;'],
    ['raw text of a tagged template', 'return tag`\\n`;', 'return tag`\n`;'],
    ['regular expressions', 'return /a/g;', 'return /b/g;'],
    ['regex flags', 'return /a/g;', 'return /a/i;'],
    ['let and const', 'let one = 1;', 'const one = 1;'],
    ['var and let', 'var one = 1;', 'let one = 1;'],
    ['optional chaining', 'return x?.y;', 'return x.y;'],
    ['optional calls', 'return x?.();', 'return x();'],
    ['optional elements', 'return x?.[y];', 'return x[y];'],
    ['the end of an optional chain', 'return (x?.y).z;', 'return x?.y.z;'],
    ['the end of an optional chain of types', 'return (x?.y)!.z;', 'return x?.y!.z;'],
    ['await', 'return await x();', 'return x();'],
    ['async functions', 'return async () => 1;', 'return () => 1;'],
    ['generators', 'return function* () {};', 'return function () {};'],
    ['yield and yield*', 'yield x;', 'yield* x;'],
    ['for await', 'for await (const one of x) a(one);', 'for (const one of x) a(one);'],
    ['for of and for in', 'for (const one of x) a(one);', 'for (const one in x) a(one);'],
    ['parts of a for loop', 'for (x();;) a();', 'for (;x();) a();'],
    ['other parts of a for loop', 'for (;;x()) a();', 'for (;x();) a();'],
    ['while and do', 'while (x) a();', 'do a(); while (x);'],
    ['then and else', 'if (x) a(); else b();', 'if (x) b(); else a();'],
    ['an empty then', 'if (x) ; else a();', 'if (x) a();'],
    ['catch and finally', 'try { a(); } catch { b(); }', 'try { a(); } finally { b(); }'],
    ['names of properties', 'return x.y;', 'return x.z;'],
    ['names of private members', 'return #p in x;', 'return #q in x;'],
    ['keys of objects', 'return { a: x };', 'return { b: x };'],
    ['computed keys', 'return { [x]: y };', 'return { x: y };'],
    ['spread elements', 'return [...x];', 'return [x];'],
    ['spread arguments', 'return a(...x);', 'return a(x);'],
    ['holes', 'return [, x];', 'return [x];'],
    ['more holes', 'return [x, , y];', 'return [x, y];'],
    ['destructured names and defaults', 'const { one: x1 } = x;', 'const { one = x1 } = x; var x1;'],
    ['rest elements', 'const [...one] = x;', 'const [one] = x;'],
    ['default values', 'return (one = 1) => one;', 'return (one = 2) => one;'],
    ['arrow functions', 'return () => { return this; };', 'return function () { return this; };'],
    ['new', 'return new x();', 'return x();'],
    ['new with arguments', 'return new x(y);', 'return new (x(y))();'],
    ['new.target', 'return function () { return new.target; };', 'return function () { return a.target; };'],
    ['labels', 'one: for (;;) { for (;;) break one; }', 'one: for (;;) { for (;;) continue one; }'],
    ['typeof and void', 'return typeof x;', 'return void x;'],
    ['delete', 'delete x.y;', 'void x.y;'],
    ['comma', 'return (x, y);', 'return [x, y];'],
    ['conditions', 'return x ? y : z;', 'return x ? z : y;'],
    ['cases', 'switch (x) { case 1: a(); }', 'switch (x) { default: a(); }'],
    ['getters and methods', 'return { get x() { return 1; } };', 'return { x() { return 1; } };'],
    ['throw', 'throw x;', 'return x;'],
    ['null and undefined', 'return null;', 'return undefined;'],
    ['this and super', 'return this.toString();', 'return super.toString();'],
    ['statement order', 'a(); b();', 'b(); a();'],
    ['names of functions', 'return function f() {};', 'return function g() {};'],
    ['a missing statement', 'a(); b();', 'a();'],
  ])('%s', (_what, one, other) => {
    const declared = (text: string): string => inBody(text).replace('run() {}', '#p = 1; #q = 1; run() {}');
    expect(digestOf(declared(one))).not.toBe(digestOf(declared(other)));
  });

  test.each([
    ['static members', 'static x = 1;', 'x = 1;'],
    ['initialisers', 'x = 1;', 'x = 2;'],
    ['a field without initialiser', 'x: any;', ''],
    ['accessors', 'accessor x = 1;', 'x = 1;'],
    ['private names', '#x = 1;', 'x = 1;'],
    ['static blocks', 'static { String(1); }', 'static { String(2); }'],
    [
      'parameter properties',
      'constructor(private x: number) { super(); }',
      'constructor(x: number) { super(); }',
    ],
    ['default arguments', 'go(x = 1) { return x; }', 'go(x = 2) { return x; }'],
    ["other decorators' arguments", '@mark(1) x = 1;', '@mark(2) x = 1;'],
    ['other decorators', '@mark(1) x = 1;', 'x = 1;'],
    ['async methods', 'async go() {}', 'go() {}'],
    ['generator methods', '*go() {}', 'go() {}'],
    ['getters and setters', 'get x() { return 1; }', 'set x(_: number) {}'],
    ['computed names', "['x' + 1] = 1;", "['x' + 2] = 1;"],
  ])('class members: %s', (_what, one, other) => {
    const options = { compilerOptions: { experimentalDecorators: true } };
    expect(digestOf(inClass(one), options)).not.toBe(digestOf(inClass(other), options));
  });

  test.each([
    ['let and const', 'let subject = 1;', 'const subject = 1;'],
    ['enum members', 'enum subject { A, B }', 'enum subject { B, A }'],
    ['enum values', 'enum subject { A = 1 }', 'enum subject { A = 2 }'],
    ['computed enum values', "enum subject { A = 'ab'.length }", "enum subject { A = 'abc'.length * 1 }"],
    [
      'const enums',
      'const enum subjects { A = 1 } const subject = subjects.A;',
      'const enum subjects { A = 2 } const subject = subjects.A;',
    ],
    ['namespaces', 'namespace subject { export const a = 1; }', 'namespace subject { export const a = 2; }'],
    [
      'merged namespaces',
      'namespace subject { export const a = 1; } namespace subject { export const b = 1; }',
      'namespace subject { export const a = 1; } namespace subject { export const b = 2; }',
    ],
    [
      'a function and its namespace',
      'function subject() {} namespace subject { export const b = 1; }',
      'function subject() {} namespace subject { export const b = 2; }',
    ],
    [
      'a base',
      'class A { a = 1; } class subject extends A {}',
      'class A { a = 2; } class subject extends A {}',
    ],
    ['extends', 'class A {} class subject extends A {}', 'class A {} class subject {}'],
    [
      'destructured sources',
      'const { subject, other } = { subject: 1, other: 2 };',
      'const { subject, other } = { subject: 1, other: 3 };',
    ],
    ['destructured arrays', 'const [subject] = [1];', 'const [, subject] = [1, 2];'],
    [
      'aliases of namespaces',
      'namespace A { export namespace B { export const c = 1; } } import subject = A.B;',
      'namespace A { export namespace B { export const c = 2; } } import subject = A.B;',
    ],
    ['statements', 'let subject = 1; subject = 2;', 'let subject = 1; subject = 3;'],
    ['statements about others', 'const subject = 1; String(1);', 'const subject = 1; String(2);'],
    [
      'what a statement calls',
      'const subject = 1; go(); function go() { String(1); }',
      'const subject = 1; go(); function go() { String(2); }',
    ],
    [
      'variables in statements',
      'if (Date.now()) { var subject = 1; }',
      'if (Date.now()) { var subject = 2; }',
    ],
    [
      'default exports',
      'const subject = 1; export default subject; String(1)',
      'const subject = 1; export default subject; String(2)',
    ],
  ])('declarations: %s', (_what, one, other) => {
    expect(digestOf(atTop(one))).not.toBe(digestOf(atTop(other)));
  });

  test.each([
    ['text', '<p>a</p>', '<p>b</p>'],
    ['attributes', '<p title="a" />', '<p title="b" />'],
    ['names of attributes', '<p title="a" />', '<p id="a" />'],
    ['elements', '<p />', '<b />'],
    ['spaces at the end of a line', '<p>a {1}</p>', '<p>a{1}</p>'],
  ])('JSX: %s', (_what, one, other) => {
    expect(digestOfJsx(one)).not.toBe(digestOfJsx(other));
  });

  test('the component that a decorator makes', () => {
    const text = inBody('');
    const asFlow = text.replaceAll('work', 'flow').replace("'flowloop'", "'workloop'");
    expect(digestOf(asFlow)).not.toBe(digestOf(text));
  });
});

describe('stays the same for', () => {
  test.each([
    ['comments', 'return x;', 'return /* x */ x; // x'],
    ['formatting', 'return x + y;', 'return (\n  x +\n  y\n);'],
    ['semicolons', 'a(); b()', 'a();; b();'],
    ['quotes', "return 'a';", 'return "a";'],
    ['escapes', "return 'a';", "return '\\u0061';"],
    ['numeric separators', 'return 1000000;', 'return 1_000_000;'],
    ['ways to write a number', 'return 255;', 'return 0xff;'],
    ['separators of bigints', 'return 1000n;', 'return 1_000n;'],
    ['quoted keys', 'return { a: 1 };', "return { 'a': 1 };"],
    ['trailing commas', 'return [x, y];', 'return [x, y,];'],
    ['redundant parentheses', 'return x + y * z;', 'return x + (y * z);'],
    ['parentheses of arrow functions', 'return x1 => x1;', 'return (x1) => x1;'],
    ['type annotations', 'const one = x;', 'const one: number = x;'],
    ['type arguments', 'return new Map();', 'return new Map<string, number>();'],
    ['assertions', 'return x;', 'return x as unknown as string;'],
    ['satisfies', 'return x;', 'return x satisfies unknown;'],
    ['non-null assertions', 'return x.y;', 'return x!.y!;'],
    ['local types', 'return x;', 'type T = string; interface I {} return x;'],
    ['type parameters', 'return (one: any) => one;', 'return <T,>(one: T): T => one;'],
    ['this parameters', 'return function () {};', 'return function (this: Date) {};'],
    ['optional parameters', 'return (one: any) => one;', 'return (one?: any) => one;'],
  ])('%s', (_what, one, other) => {
    expect(digestOf(inBody(one))).toBe(digestOf(inBody(other)));
  });

  test.each([
    ['visibility', 'x = 1;', 'protected x = 1;'],
    ['readonly', 'x = 1;', 'readonly x = 1;'],
    [
      'which modifier makes a parameter property',
      'constructor(private x: number) { super(); }',
      'constructor(public readonly x: number) { super(); }',
    ],
    ['declared fields', '', 'declare x: number;'],
    ['index signatures', '', '[key: string]: any;'],
    [
      'overloads',
      'go(x: any) { return x; }',
      'go(x: string): any; go(x: number): any; go(x: any) { return x; }',
    ],
    ['definite assignments', 'x: any;', 'x!: any;'],
    ['implemented types', 'x = 1;', 'x = 1; /* implements Shape */'],
    ['stray semicolons', 'x = 1;', 'x = 1;;'],
  ])('class members: %s', (_what, one, other) => {
    expect(digestOf(inClass(one))).toBe(digestOf(inClass(other)));
  });

  test.each([
    [
      'types beside it',
      'const subject = 1;',
      'const subject = 1; type T = 1; interface I {} declare const d: number; declare function f(): void; declare class D {}',
    ],
    [
      'merged types',
      'class subject {}',
      'class subject {} interface subject { x: number } namespace subject { export type T = 1; }',
    ],
    ['exports', 'const subject = 1;', 'export const subject = 1;'],
    [
      'names of exports',
      'const subject = 1; export { subject as a };',
      'const subject = 1; export { subject as b };',
    ],
    [
      'other declarations',
      'const subject = 1;',
      'const subject = 1; const other = 2; export function third() {}',
    ],
    [
      'abstract members',
      'abstract class subject { x = 1; }',
      'abstract class subject { x = 1; abstract y: number; abstract go(): void; }',
    ],
    ['implements', 'interface I {} class subject {}', 'interface I {} class subject implements I {}'],
    ['empty exports', 'const subject = 1;', 'const subject = 1; export {};'],
    ['directives', 'const subject = 1;', 'const subject = 1; // @ts-check'],
  ])('declarations: %s', (_what, one, other) => {
    expect(digestOf(atTop(one))).toBe(digestOf(atTop(other)));
  });

  test.each([
    ['line breaks', '<p>a</p>', '<p>\n  a\n</p>'],
    ['blank lines', '<p><b /></p>', '<p>\n\n  <b />\n</p>'],
  ])('JSX: %s', (_what, one, other) => {
    expect(digestOfJsx(one)).toBe(digestOfJsx(other));
  });

  test.each([
    ['@work', '@work()'],
    ['@work()', '@work({ timeoutMs: 1 })'],
    [
      "@work({ version: '1' })",
      "@work({ maxQueue: 7, version: '1', retry: { attempts: 3 }, executor: 'thread' })",
    ],
    ["@work({ version: '1' })", "@work({ 'version': '1' } as const)"],
  ])('%s and %s', (one, other) => {
    const text = inBody('').replace('run() {}', 'async run() {}');
    expect(digestOf(text.replace('@work()', one))).toBe(digestOf(text.replace('@work()', other)));
  });

  test('the start of an app in the same file', () => {
    const text = `${inBody('').replace('{ work }', '{ App, work }')} @work() class Other { run() {} }`;
    const started = `${text} const app = new App(new Other()); void app.run(); new App(new Other()).run();`;
    expect(digestOf(started)).toBe(digestOf(text));
  });

  test('names of ours', () => {
    const text = "import { work as job } from 'workloop'; @job() export class Subject { run() {} }";
    const other = "import * as workloop from 'workloop'; @workloop.work() export class Subject { run() {} }";
    expect(digestOf(text)).toBe(digestOf(other));
  });
});

function digestOfJsx(element: string): string {
  const text = `import { work } from 'workloop'; @work() export class Subject { run() { return ${element}; } }`;
  const found = fingerprintIn(
    { 'src/app.tsx': text },
    {
      entry: 'src/app.tsx',
      id: 'project/src/app.tsx#Subject',
      compilerOptions: { jsx: ts.JsxEmit.React },
    },
  );
  if (found.kind === 'unknown') throw new Error(found.reasons.join());
  return found.digest;
}
