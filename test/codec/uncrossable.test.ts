import { encode } from '../../src/codec/encode.js';
import { Money } from '../identity/declared-classes.js';

class Client {
  #socket = {};
  isOpen = this.#socket !== undefined;
}
class Rows extends Array<number> {}

const detached = new Uint8Array(8);
structuredClone(detached, { transfer: [detached.buffer] });

it.each<[string, unknown, string, RegExp]>([
  ['a function', () => 1, 'args', /a function/],
  [
    'a function far inside',
    [{ a: new Map([['k', [new Set([() => 1])]]]) }],
    'args[0].a.get("k")[0].values()[0]',
    /a function/,
  ],
  ['a unique symbol', [Symbol('s')], 'args[0]', /unique symbol/],
  ['a unique symbol as a key', { [Symbol('s')]: 1 }, 'args[Symbol(s)]', /unique symbol/],
  ['a promise', { p: Promise.resolve() }, 'args.p', /a promise/],
  ['an instance', [{ client: new Client() }], 'args[0].client', /`Client`/],
  ['an instance with an identity of its own', [new Money(1)], 'args[0]', /`Money`/],
  ['a subclass of a built-in', [new Rows()], 'args[0]', /`Rows`/],
  ['a WeakMap', new WeakMap(), 'args', /`WeakMap`/],
  ['shared memory', new Uint8Array(new SharedArrayBuffer(8)), 'args', /shared memory/],
  ['shared memory itself', [new SharedArrayBuffer(8)], 'args[0]', /SharedArrayBuffer/],
  ['bytes that are gone', [detached], 'args[0]', /transferred/],
  ['a namespace', { m: Math }, 'args.m', /namespace/],
  ['a generator', [(function* () {})()], 'args[0]', /./],
  ['a prototype of its own', { a: Object.create({ b: 1 }) }, 'args.a', /prototype/],
  ['the Map behind a proxy', [new Proxy(new Map(), {})], 'args[0]', /`Map`/],
  ['a field of an error', new Error('e', { cause: { f: () => 1 } }), 'args.cause.f', /a function/],
  ['an element beyond holes', Object.assign(new Array(5), { 3: () => 1 }), 'args[3]', /a function/],
  ['a key of a Map', new Map([[() => 1, 1]]), 'args.keys()[0]', /a function/],
])('refuses %s and names its path', (_name, value, path, reason) => {
  expect(() => encode(value, 'args')).toThrow(
    expect.objectContaining({
      code: 'WORKLOOP_UNCROSSABLE_VALUE',
      path,
      reason: expect.stringMatching(reason),
    }),
  );
});

it('names the part that is nearest to the root', () => {
  const value = { deep: { deeper: { f: () => 1 } }, near: { p: Promise.resolve() } };
  expect(() => encode(value, 'fields.rows')).toThrow(expect.objectContaining({ path: 'fields.rows.near.p' }));
});

it('names a getter that throws, and what it threw', () => {
  const thrown = new RangeError('boom');
  const value = {
    list: [
      {
        get bad() {
          throw thrown;
        },
      },
    ],
  };
  expect(() => encode(value, 'result')).toThrow(
    expect.objectContaining({
      path: 'result.list[0].bad',
      cause: thrown,
      reason: expect.stringContaining('boom'),
    }),
  );
});

it('names a revoked proxy', () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  expect(() => encode([proxy], 'result')).toThrow(
    expect.objectContaining({ code: 'WORKLOOP_UNCROSSABLE_VALUE', path: 'result[0]' }),
  );
});
