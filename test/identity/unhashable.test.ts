import { createSecretKey } from 'node:crypto';
import { Readable } from 'node:stream';
import vm from 'node:vm';
import { canonicalizeArguments } from '../../src/identity/canonical.js';
import { canonicalize, digest, type UnhashableArgumentError } from '../../src/identity/index.js';
import { argumentsOf } from './arguments-of.js';

class Socket {
  readonly #handle = 1;
  get handle() {
    return this.#handle;
  }
}
class Registry extends Map<unknown, unknown> {}
class Failure extends Error {}
class List extends Array<unknown> {}

function refusalOf(run: () => unknown): UnhashableArgumentError {
  try {
    run();
  } catch (error) {
    expect(error).toMatchObject({ code: 'WORKLOOP_UNHASHABLE_ARGUMENT', name: 'UnhashableArgumentError' });
    return error as UnhashableArgumentError;
  }
  throw new Error('was not refused');
}

const exchanged = (value: object, prototype: object | null) => Object.setPrototypeOf(value, prototype);
const detached = () => {
  const bytes = new Uint8Array(8);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
};

test.each<readonly [what: string, value: unknown]>([
  ['a function', () => 1],
  ['a class', Socket],
  ['a unique symbol', Symbol('a')],
  ['a promise', Promise.resolve(1)],
  ['a stream', Readable.from([])],
  ['an iterator of an array', [][Symbol.iterator]()],
  ['an iterator of a Map', new Map().entries()],
  ['an iterator of a Set', new Set().values()],
  ['an iterator of a string', ''[Symbol.iterator]()],
  ['a generator', (function* () {})()],
  ['an async generator', (async function* () {})()],
  ['a WeakMap', new WeakMap()],
  ['a WeakSet', new WeakSet()],
  ['a WeakRef', new WeakRef({})],
  ['a FinalizationRegistry', new FinalizationRegistry(() => undefined)],
  ['a SharedArrayBuffer', new SharedArrayBuffer(8)],
  ['bytes in a SharedArrayBuffer', new Uint8Array(new SharedArrayBuffer(8))],
  ['a view of a SharedArrayBuffer', new DataView(new SharedArrayBuffer(8))],
  ['a detached buffer', detached().buffer],
  ['bytes of a detached buffer', detached()],
  ['a view of a detached buffer', viewOfDetached()],
  ['a Blob', new Blob([])],
  ['an AbortSignal', new AbortController().signal],
  ['an EventTarget', new EventTarget()],
  ['a KeyObject', createSecretKey(Buffer.alloc(8))],
  ['an Intl object', new Intl.NumberFormat('en')],
  ['Math', Math],
  ['JSON', JSON],
  ['Reflect', Reflect],
  ['the global object', globalThis],
  ['an instance of a class', new Socket()],
  ['an instance of a class of another realm', vm.runInNewContext('new (class A {})()')],
  ['an instance of a subclass of Map', new Registry()],
  ['an instance of a subclass of Error', new Failure()],
  ['an instance of a subclass of Array', new List()],
  ['an object with a prototype of its own', Object.create({})],
  ['an object with a bare prototype', Object.create(Object.create(null))],
  ['a Map without prototype', exchanged(new Map([[1, 2]]), null)],
  ['a Map that looks plain', exchanged(new Map([[1, 2]]), Object.prototype)],
  ['a Map that looks plain and has fields', exchanged(Object.assign(new Map(), { a: 1 }), Object.prototype)],
  ['a Set that looks plain', exchanged(new Set([1]), Object.prototype)],
  ['a Set that looks like a Map', exchanged(new Set([1]), Map.prototype)],
  ['a Date that looks plain', exchanged(new Date(0), Object.prototype)],
  ['a RegExp that looks plain', exchanged(/a/, null)],
  ['an error that looks plain', exchanged(new Error('a'), Object.prototype)],
  [
    'an error that looks plain and says so',
    Object.assign(exchanged(new Error('a'), null), { [Symbol.toStringTag]: 'Object' }),
  ],
  ['an array without prototype', exchanged([], null)],
  ['a buffer that looks plain', exchanged(new ArrayBuffer(1), Object.prototype)],
  ['bytes that look plain', exchanged(new Uint8Array(1), null)],
  ['bytes that look like others', exchanged(new Uint8Array(1), Int8Array.prototype)],
  ['a boxed bigint that looks plain', exchanged(Object(1n), Object.prototype)],
  ['a promise that looks plain', exchanged(Promise.resolve(), Object.prototype)],
  ['a WeakMap that looks plain', exchanged(new WeakMap(), null)],
  ['a plain object that looks like a Map', Object.create(Map.prototype)],
  ['a plain object that looks like a Date', Object.create(Date.prototype)],
  ['a plain object that looks like a URL', Object.create(URL.prototype)],
  ['a proxy of a Map', new Proxy(new Map(), {})],
  ['a revoked proxy', revoked()],
  [
    'a proxy that lies about its length',
    new Proxy([1], { get: (target, key) => (key === 'length' ? '1]n1;' : Reflect.get(target, key)) }),
  ],
  ['an object with a hidden tag', Object.defineProperty({}, Symbol.toStringTag, { value: 'A' })],
  ['arguments with another length', Object.assign(argumentsOf(1), { length: 'a' })],
  ['a prototype that names a built-in class', Object.create({ constructor: Object })],
  [
    'a prototype that names a class of another realm',
    Object.create({ constructor: vm.runInNewContext('Object') }),
  ],
  ['a prototype that pretends to be of another realm', Object.create({ constructor: pretender() })],
])('%s is refused', (_, value) => {
  expect(refusalOf(() => canonicalize(value)).path).toBe('value');
  expect(refusalOf(() => digest(value)).path).toBe('value');
  expect(refusalOf(() => canonicalizeArguments([1, { client: value }])).path).toMatch(/^args\[1\]\.client/);
});

function viewOfDetached(): DataView {
  const view = new DataView(new ArrayBuffer(8));
  structuredClone(view.buffer, { transfer: [view.buffer] });
  return view;
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function pretender(): () => unknown {
  // biome-ignore lint/suspicious/noShadowRestrictedNames: the name is the deception
  function Object() {
    return undefined;
  }
  return Object.bind(undefined);
}

test.each<readonly [path: string, value: unknown]>([
  ['value.client.socket', { client: { socket: new WeakMap() } }],
  ['value[2].a', [1, 2, { a: () => 1 }]],
  ['value["a b"]["0"]', { 'a b': { 0: Symbol('a') } }],
  ['value[""]', { '': () => 1 }],
  ['value.get("a").b', new Map([['a', { b: () => 1 }]])],
  ['value.get(1)', new Map([[1, () => 1]])],
  [
    'value.keys()[1].a',
    new Map<unknown, unknown>([
      [1, 1],
      [{ a: () => 1 }, 1],
    ]),
  ],
  ['value.values()[0]', new Map<unknown, unknown>([[{}, () => 1]])],
  ['value.values()[1]', new Set([1, () => 1])],
  ['value.cause.code', new Error('a', { cause: { code: () => 1 } })],
  ['value.code', Object.assign(new Error('a'), { code: () => 1 })],
  ['value.a', Object.assign(new Date(0), { a: () => 1 })],
  ['value.a', Object.assign([1], { a: () => 1 })],
  ['value[Symbol.for("a")].b', { [Symbol.for('a')]: { b: () => 1 } }],
  ['value[Symbol.iterator]', { [Symbol.iterator]: () => 1 }],
  ['value[Symbol(a)]', { [Symbol('a')]: 1 }],
  [
    "value.a[Symbol.for('workloop.identity')]().b",
    { a: { [Symbol.for('workloop.identity')]: () => ({ b: () => 1 }) } },
  ],
  ['value.a[Symbol.for("workloop.identity")]', { a: { [Symbol.for('workloop.identity')]: 1 } }],
  ['value[0]', new Proxy([() => 1], {})],
])('says %s', (path, value) => {
  const error = refusalOf(() => canonicalize(value));
  expect(error.path).toBe(path);
  expect(error.message).toContain(`\`${path}\``);
});

test('names the argument of a call', () => {
  expect(refusalOf(() => canonicalizeArguments([{ client: { socket: new Socket() } }]))).toMatchObject({
    path: 'args[0].client.socket',
    message: expect.stringContaining('registerIdentity(Socket)'),
  });
});

test('an accessor, a trap or an identity method that throws is named and kept as the cause', () => {
  const cause = new Error('no');
  const fail = () => {
    throw cause;
  };
  const getter = Object.defineProperty({}, 'a', { get: fail, enumerable: true });
  const method = { [Symbol.for('workloop.identity')]: fail };
  expect(refusalOf(() => canonicalize([getter]))).toMatchObject({ path: 'value[0].a', cause });
  expect(refusalOf(() => canonicalize([new Proxy({}, { ownKeys: fail })]))).toMatchObject({
    path: 'value[0]',
    cause,
  });
  expect(refusalOf(() => canonicalize({ a: method })).cause).toBe(cause);
});

test('what an accessor refuses by itself is not mistaken for a refusal of ours', () => {
  const value = {
    get a() {
      return canonicalize({ b: () => 1 });
    },
  };
  const error = refusalOf(() => canonicalize(value));
  expect(error.path).toBe('value.a');
  expect(error.cause).toMatchObject({ path: 'value.b' });
});

test('nesting beyond 1,000 levels is refused, with the middle of the path left out', () => {
  const nest = (levels: number) => {
    let value: unknown = [];
    for (let i = 1; i < levels; i++) value = [value];
    return value;
  };
  expect(() => canonicalize(nest(1_001))).not.toThrow();
  expect(refusalOf(() => canonicalize(nest(1_002))).path).toMatch(/^value(\[0\])+ … \d+ more … (\[0\])+$/);
  expect(refusalOf(() => canonicalize(nest(100_000))).reason).toContain('1,000 levels');
});

test('a call stack that is nearly full is refused and not a RangeError', () => {
  let value: unknown = [];
  for (let i = 1; i < 900; i++) value = { a: value };
  const kinds = new Set<unknown>();
  const dive = (depth: number): void => {
    try {
      dive(depth + 1);
    } catch {
      kinds.add('full');
    }
    // On the way up there is a little more room each time, until the value fits.
    if (kinds.has('text') || depth % 20 !== 0) return;
    try {
      canonicalize(value);
      kinds.add('text');
    } catch (error) {
      kinds.add((error as UnhashableArgumentError).code);
    }
  };
  dive(0);
  expect(kinds).toContain('WORKLOOP_UNHASHABLE_ARGUMENT');
  expect(kinds).toContain('text');
});

describe('an identity method that leads back to its object is refused', () => {
  class Account {
    readonly owner = { account: this };
    constructor(private readonly returned: (account: Account) => unknown) {}
    [Symbol.for('workloop.identity')]() {
      return this.returned(this);
    }
  }

  test.each([
    ['the object itself', (account: Account) => account, "value[Symbol.for('workloop.identity')]()"],
    ['a list with it', (account: Account) => [1, account], "value[Symbol.for('workloop.identity')]()[1]"],
    ['its owner', (account: Account) => account.owner, "value[Symbol.for('workloop.identity')]().account"],
  ])('%s', (_what, returned, path) => {
    const refusal = refusalOf(() => canonicalize(new Account(returned)));
    expect(refusal.path).toBe(path);
    expect(refusal.message).toContain('Return what tells one instance from another');
  });

  test('and one that returns a cycle beside it is not', () => {
    const loop: unknown[] = [];
    loop.push(loop);
    expect(canonicalize(new Account(() => loop))).toBe('Ks7:AccountA1[r1;]');
  });
});
