import type { Shape } from '../../transformer/shape/shape.js';
import { unidentifiableParts } from '../../transformer/shape/unidentifiable.js';
import { readShapes } from './hasher-lab.js';

const declarations = `
enum Level { Low, High = 'high' }
const enum Bit { Off, On }
type Brand = string & { readonly __brand: 'id' };
interface Tree { value: number; kids: readonly Tree[] }
interface Animal { name: string }
interface Dog extends Animal { barks: boolean }
class Point { x = 1; private y = 2; norm() { return this.x + this.y; } get size() { return 1; } }
class Handler { onDone = () => 1; }
class Secret { #key = 1; get() { return this.#key; } }
class Open { #key = 1; [Symbol.for('workloop.identity')]() { return this.#key; } }
const identity = Symbol.for('workloop.identity');
class OpenToo { #key = 1; [identity]() { return this.#key; } }
class Derived extends Secret { more = 1; }
class Mailbox extends Promise<string> {}
interface Table extends Map<string, number> { caption: string }
namespace Own { export interface Map<K, V> { key: K; value: V } export class Date { time = 1 } }
interface Wide<T> { value: T; next: Wide<T[]> | null }
const secret: unique symbol = Symbol();
const shared = Symbol.for('shared');
`;

const string: Shape = { kind: 'primitive', of: 'string' };
const number: Shape = { kind: 'primitive', of: 'number' };
const boolean: Shape = { kind: 'primitive', of: 'boolean' };
const nothing: Shape = { kind: 'primitive', of: 'undefined' };
const generic: Shape = { kind: 'generic' };
const literal = (value: string | number | boolean): Shape => ({ kind: 'literal', value });
const union = (...members: Shape[]): Shape => ({ kind: 'union', members });
const field = (name: string, shape: Shape, isOptional = false) => ({ name, isOptional, shape });
const object = (...fields: ReturnType<typeof field>[]): Shape => ({ kind: 'object', fields });
const item = (shape: Shape, kind?: 'optional' | 'rest') => ({
  shape,
  isOptional: kind === 'optional',
  isRest: kind === 'rest',
});

const single: readonly (readonly [type: string, shape: Shape])[] = [
  ['string', string],
  ['number', number],
  ['boolean', boolean],
  ['bigint', { kind: 'primitive', of: 'bigint' }],
  ['null', { kind: 'primitive', of: 'null' }],
  ['undefined', nothing],
  ["'on' | 1", union(literal(1), literal('on'))],
  ['true', literal(true)],
  ['Level', union(literal(0), literal('high'))],
  ['Bit', union(literal(0), literal(1))],
  ['Brand', string],
  ['number & { readonly __unit: "ms" }', number],
  [`\`id-$\{number}\``, string],
  ['keyof Animal', literal('name')],
  [
    '{ a: string; readonly b?: number }',
    object(field('a', string), field('b', union(nothing, number), true)),
  ],
  [
    '{ "__proto__": number; "": string; 1: boolean }',
    object(field('__proto__', number), field('', string), field('1', boolean)),
  ],
  ['Dog', object(field('barks', boolean), field('name', string))],
  ['{ a: string } & { b: number }', object(field('a', string), field('b', number))],
  ['{ [K in "a" | "b"]: K }', object(field('a', literal('a')), field('b', literal('b')))],
  ['Record<string, number>', { kind: 'object', fields: [], rest: number }],
  [`{ [key: \`x-$\{string}\`]: string }`, { kind: 'object', fields: [], rest: string }],
  ['{ [key: number]: string; [key: symbol]: number }', { kind: 'object', fields: [], rest: string }],
  ['readonly string[]', { kind: 'array', item: string }],
  [
    '[a: string, b?: number, ...c: boolean[]]',
    { kind: 'tuple', items: [item(string), item(union(nothing, number), 'optional'), item(boolean, 'rest')] },
  ],
  ['Map<string, number>', { kind: 'map', key: string, value: number }],
  ['ReadonlySet<string>', { kind: 'set', item: string }],
  ['Date', { kind: 'builtIn', name: 'Date' }],
  ['Date & { readonly __brand: 1 }', { kind: 'builtIn', name: 'Date' }],
  ['Float64Array', { kind: 'builtIn', name: 'Float64Array' }],
  ['Own.Map<string, number>', object(field('key', string), field('value', number))],
  ['Own.Date', { kind: 'instance', fields: [field('time', number)] }],
  ['Point', { kind: 'instance', fields: [field('x', number), field('y', number)] }],
  ['Open', generic],
  ['OpenToo', generic],
  ['Table', generic],
  ['any', generic],
  ['unknown', generic],
  ['object', generic],
  ['{}', generic],
  ['Error', generic],
  ['Iterable<string>', generic],
  ['typeof Symbol.iterator', generic],
  ['typeof shared', generic],
];

const shapes = readShapes(
  declarations,
  single.map(([type]) => `value: ${type}`),
);

test.each(single.map(([type, shape], index) => [type, shape, index] as const))(
  '%s is read as what it promises',
  (_, shape, index) => {
    expect(plain(shapes[index]?.parameters[0]?.shape)).toEqual(plain(shape));
  },
);

test('a type that contains itself is named, and its body is kept', () => {
  const [tree] = readShapes(declarations, ['value: Tree']);
  expect(plain(tree?.parameters[0]?.shape)).toEqual({ kind: 'named', id: 0 });
  expect(plain(tree?.named)).toEqual([
    object(field('value', number), field('kids', { kind: 'array', item: { kind: 'named', id: 0 } })),
  ]);
});

test('a type without end is cut off', () => {
  const [wide] = readShapes(declarations, ['value: Wide<1>']);
  expect(JSON.stringify(plain(wide)).length).toBeLessThan(20_000);
});

test('parameters know what may be left out', () => {
  const [list] = readShapes(declarations, ['a: string, b?: number, ...rest: boolean[]']);
  expect(list?.parameters.map(({ name, isOptional, isRest }) => [name, isOptional, isRest])).toEqual([
    ['a', false, false],
    ['b', true, false],
    ['rest', false, true],
  ]);
});

test('a rest parameter with a tuple type counts as its elements', () => {
  const [list] = readShapes(declarations, ['...rest: [a: string, b?: number]']);
  expect(list?.parameters.map(({ shape }) => plain(shape))).toEqual([string, union(nothing, number)]);
});

const parts: readonly (readonly [parameters: string, parts: readonly string[]])[] = [
  ['a: () => void', ['args[0] function always']],
  ['a: { client: { send(): void } }', ['args[0].client.send function always']],
  ['a: string, b: { "on done": () => void }', ['args[1]["on done"] function always']],
  ['a: { onDone?: () => void }', ['args[0].onDone function perhaps']],
  ['a?: () => void', ['args[0] function perhaps']],
  ['a: string | (() => void)', ['args[0] function perhaps']],
  ['a: Promise<1> | (() => void)', ['args[0] promise always', 'args[0] function always']],
  ['a: (() => void)[]', ['args[0][number] function perhaps']],
  ['a: [string, () => void]', ['args[0][1] function always']],
  ['a: Map<string, symbol>', ['args[0] (value) symbol perhaps']],
  ['a: Record<string, PromiseLike<1>>', ['args[0][string] promise perhaps']],
  ['...a: symbol[]', ['args[0…] symbol perhaps']],
  ['a: typeof secret', ['args[0] symbol always']],
  ['a: Generator<1>', ['args[0] iterator always']],
  ['a: AsyncIterable<1>', ['args[0] iterator always']],
  ['a: WeakMap<object, 1>', ['args[0] weak always']],
  ['a: SharedArrayBuffer', ['args[0] sharedMemory always']],
  ['a: Secret', ['args[0] privateState always']],
  ['a: Derived', ['args[0] privateState always']],
  ['a: { deep: Handler }', ['args[0].deep.onDone function always']],
  ['a: Mailbox', ['args[0] promise always']],
  ['a: typeof Point', ['args[0] function always']],
  ['a: Point, b: Open, c: Tree, d: Partial<Date>, e: Error', []],
];

test.each(parts)('(%s) has these parts without identity: %j', (parameters, expected) => {
  const [found] = readShapes(declarations, [parameters]);
  const listed = unidentifiableParts(found!).map(
    ({ path, why, isCertain }) => `${path} ${why} ${isCertain ? 'always' : 'perhaps'}`,
  );
  expect(listed.sort()).toEqual([...expected].sort());
});

test('a part without identity knows its declaration and its cause', () => {
  const [found] = readShapes(declarations, ['a: { inner: Secret }']);
  const [part] = unidentifiableParts(found!);
  expect([part?.declaration?.getText(), part?.cause?.getText()]).toEqual(['inner: Secret', '#key = 1;']);
});

describe('what Node declares', () => {
  const imports = `
    import { Readable } from 'node:stream';
    import { Socket } from 'node:net';
    import { ReadableStream } from 'node:stream/web';
    import { EventEmitter } from 'node:events';
    class Download extends Readable {}
  `;
  const lists = ['a: URL, b: Buffer, c: URLSearchParams', 'a: Download', 'a: { client: { socket: Socket } }'];
  const others = [
    'a: ReadableStream',
    'a: AbortSignal',
    'a: Blob',
    'a: EventEmitter',
    'a: NodeJS.ReadableStream',
  ];
  const found = readShapes(imports, [...lists, ...others], ['node']);

  test('is known by the file that declares it', () => {
    expect(found[0]?.parameters.map(({ shape }) => plain(shape))).toEqual([
      { kind: 'builtIn', name: 'URL' },
      { kind: 'builtIn', name: 'Buffer' },
      { kind: 'builtIn', name: 'URLSearchParams' },
    ]);
    const reasons = found
      .slice(1)
      .map((one) => unidentifiableParts(one).map(({ path, why }) => `${path} ${why}`));
    expect(reasons).toEqual([
      ['args[0] stream'],
      ['args[0].client.socket stream'],
      ['args[0] stream'],
      ['args[0] abortSignal'],
      ['args[0] blob'],
      [],
      ['args[0] stream'],
    ]);
  });
});

/** Shapes without the nodes that they point to. */
function plain<T>(shape: T): T {
  return JSON.parse(
    JSON.stringify(shape, (key, value: unknown) => (key === 'declaration' ? undefined : value)),
  );
}
