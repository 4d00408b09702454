import { runInNewContext } from 'node:vm';
import { decode, decodeError } from '../../src/codec/decode.js';
import { encode, sizeOf } from '../../src/codec/encode.js';
import { encodeError } from '../../src/codec/encode-error.js';
import { QueueFullError, WorkFailedError, WorkloopError } from '../../src/errors.js';
import { registerIdentity } from '../../src/identity/index.js';
import { isSame } from '../identity/oracle.js';

type Shown = Error & Record<string, unknown>;

function thrownAcross(thrown: unknown): Shown {
  return decodeError(structuredClone(encodeError(thrown))) as Shown;
}

/** Both ways by which an error crosses. */
const ways: [string, (error: unknown) => Shown][] = [
  ['as a value', (error) => decode(structuredClone(encode(error, 'value'))) as Shown],
  ['as what was thrown', thrownAcross],
];

describe.each(ways)('an error that crosses %s', (_way, across) => {
  const errors = [
    new Error('e'),
    new TypeError('t'),
    new RangeError(''),
    new SyntaxError('s', { cause: undefined }),
    new EvalError('e'),
    new ReferenceError('r'),
    new URIError('u'),
    new AggregateError([new Error('one'), 'two'], 'a'),
    new Error('', { cause: new Error('inner', { cause: 'root' }) }),
  ];
  it.each(errors.map((error) => [error.name, error] as const))('keeps all of it: %s', (_name, error) => {
    const arrived = across(error);

    expect(isSame(arrived, error)).toBe(true);
    expect(Object.getPrototypeOf(arrived)).toBe(Object.getPrototypeOf(error));
    expect(arrived.stack).toBe(error.stack);
    expect(new Set(Object.getOwnPropertyNames(arrived))).toEqual(new Set(Object.getOwnPropertyNames(error)));
    for (const key of Object.getOwnPropertyNames(arrived)) {
      const { enumerable } = Object.getOwnPropertyDescriptor(error, key)!;
      expect(Object.getOwnPropertyDescriptor(arrived, key)).toMatchObject({ enumerable });
    }
  });

  it('keeps fields, enumerable or not, and what its class says of it', () => {
    class Refusal extends TypeError {
      override name = 'Refusal!';
      details = { at: [1, -0], when: new Date(5) };
      get code(): string {
        return 'E_REFUSED';
      }
    }
    const error = Object.defineProperty(new Refusal('no'), 'hint', { value: 'try', enumerable: false });
    const arrived = across(error);

    expect(arrived).toBeInstanceOf(TypeError);
    expect(arrived.constructor.name).toBe('Refusal');
    expect(arrived).toMatchObject({
      name: 'Refusal!',
      code: 'E_REFUSED',
      hint: 'try',
      message: 'no',
      details: error.details,
    });
    expect(Object.keys(arrived)).toEqual(['name', 'details']);
  });

  it('is of one class made for it, below the nearest one that is known', () => {
    class HttpError extends RangeError {}
    class NotFound extends HttpError {}
    const [one, other] = [across(new NotFound('a')), across(new NotFound('b'))];

    expect(one.constructor).toBe(other.constructor);
    expect(Object.getPrototypeOf(one.constructor).name).toBe('HttpError');
    expect([one.name, one.message]).toEqual(['RangeError', 'a']);
    expect(one).toBeInstanceOf(RangeError);
  });

  it('is of the registered class, or below it', () => {
    class Registered extends Error {
      status = 404;
    }
    class Below extends Registered {}
    registerIdentity(Registered, `test/Registered ${_way}`);

    expect(across(new Registered('r'))).toBeInstanceOf(Registered);
    expect(across(new Below('r'))).toBeInstanceOf(Registered);
    expect(across(new Below('r'))).toMatchObject({ status: 404, message: 'r' });
  });

  it('is of the class that the transformer announced for it', () => {
    class Announced extends Error {}
    const registry = Symbol.for('workloop.registry');
    const list = (Reflect.get(globalThis, registry) as unknown[] | undefined) ?? [];
    Reflect.set(globalThis, registry, list);
    list.push({ module: `app/${_way}`, errors: { Announced: () => Announced } });

    expect(across(new Announced('a'))).toBeInstanceOf(Announced);
  });

  it("is of the framework's class", () => {
    const error = new WorkFailedError('root.a', new QueueFullError('root.a', 3));
    const arrived = across(error);

    expect(arrived).toBeInstanceOf(WorkFailedError);
    expect(arrived).toBeInstanceOf(WorkloopError);
    expect(arrived).toMatchObject({ code: 'WORKLOOP_WORK_FAILED', path: 'root.a', name: 'WorkFailedError' });
    expect(arrived.cause).toBeInstanceOf(QueueFullError);
    expect(arrived.cause).toMatchObject({ maxQueue: 3 });
  });

  it("is not taken for the framework's by its name", () => {
    const Mine = { QueueFullError: class QueueFullError extends Error {} }.QueueFullError;
    expect(across(new Mine('m'))).not.toBeInstanceOf(QueueFullError);
  });

  it('may be one of Node', () => {
    const error = (() => {
      try {
        return new URL('http://[');
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(across(error)).toMatchObject({ code: 'ERR_INVALID_URL', input: 'http://[', name: 'TypeError' });
  });

  it('may be a DOMException', () => {
    const { reason } = AbortSignal.abort();
    const arrived = across(reason);

    expect(arrived).toBeInstanceOf(DOMException);
    expect(arrived).toMatchObject({
      name: 'AbortError',
      code: 20,
      message: reason.message,
      stack: reason.stack,
    });
  });

  it('may come from another realm', () => {
    const arrived = across(runInNewContext('new RangeError("r", { cause: new Error("c") })'));

    expect(arrived).toBeInstanceOf(RangeError);
    expect(arrived.cause).toBeInstanceOf(Error);
  });

  it('may be its own cause', () => {
    const error = new Error('round');
    error.cause = { error };
    const arrived = across(error);

    expect((arrived.cause as { error: unknown }).error).toBe(arrived);
  });

  it('may have no message, name or stack of its own', () => {
    const error = new Error();
    Reflect.deleteProperty(error, 'stack');
    expect(Object.getOwnPropertyNames(across(error))).toEqual([]);
  });
});

describe('what was thrown', () => {
  it.each<[unknown]>([
    [null],
    [undefined],
    [0],
    [-0],
    [Number.NaN],
    ['text'],
    [10n],
    [Symbol.for('s')],
    [{ code: 1, at: [undefined] }],
    [[1]],
  ])('arrives as it is where it can: %p', (thrown) => {
    expect(isSame(thrownAcross(thrown), thrown)).toBe(true);
  });

  class Failure {
    #secret = 1;
    code = 'E_FAIL';
    message = `failed ${this.#secret}`;
    extra = [1];
  }

  it.each<[string, unknown, object]>([
    ['a function', function callMe() {}, { message: expect.stringContaining('callMe') }],
    ['a unique symbol', Symbol('mine'), { message: expect.stringContaining('Symbol(mine)') }],
    ['an instance', new Failure(), { code: 'E_FAIL', message: 'failed 1', extra: [1] }],
    ['a promise', Promise.resolve(1), { message: expect.stringContaining('Promise') }],
    ['a WeakMap', new WeakMap(), { message: expect.stringContaining('WeakMap') }],
  ])('arrives as an error that says what it was: %s', (_name, thrown, said) => {
    const arrived = thrownAcross(thrown);

    expect(arrived).toBeInstanceOf(Error);
    expect(arrived).toMatchObject(said);
  });

  it('is named after its class', () => {
    expect(thrownAcross(new Failure()).constructor.name).toBe('Failure');
  });

  const throwing = new Proxy(
    {},
    Object.fromEntries(
      Reflect.ownKeys(Reflect).map((trap) => [
        trap,
        () => {
          throw new Error(`trap ${String(trap)}`);
        },
      ]),
    ),
  );
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const throwingFunction = Proxy.revocable(() => 1, {});
  throwingFunction.revoke();

  it.each<[string, unknown]>([
    ['a proxy that throws', throwing],
    ['a revoked proxy', revoked.proxy],
    ['a revoked function', throwingFunction.proxy],
  ])('may be %s', (_name, thrown) => {
    expect(thrownAcross(thrown)).toBeInstanceOf(Error);
    expect(thrownAcross(new Error('outer', { cause: thrown }))).toMatchObject({ message: 'outer' });
  });

  it('loses only the parts that cannot cross', () => {
    class Socket {
      #handle = 1;
      port = this.#handle;
    }
    const error = Object.assign(new TypeError('t'), {
      code: 'E_X',
      socket: new Socket(),
      retry: () => 1,
      request: {
        url: '/a',
        socket: new Socket(),
        tries: [1, () => 2],
        seen: new Map<unknown, unknown>([
          [1, Symbol('u')],
          [2, 2],
        ]),
      },
      [Symbol('unique')]: 1,
      [Symbol.for('known')]: 2,
    });
    Object.defineProperty(error, 'broken', {
      enumerable: true,
      get() {
        throw new Error('getter');
      },
    });
    const arrived = thrownAcross(error);

    expect(Object.keys(arrived)).toEqual(['code', 'request']);
    expect(arrived.request).toEqual({ url: '/a', tries: [1, undefined], seen: new Map([[2, 2]]) });
    expect(Reflect.get(arrived, Symbol.for('known'))).toBe(2);
    expect([arrived.message, arrived.stack]).toEqual(['t', error.stack]);
  });

  it('loses a stack and a name that throw, and keeps the rest', () => {
    const error = new RangeError('r');
    for (const key of ['stack', 'name']) {
      Object.defineProperty(error, key, {
        get() {
          throw new Error('no');
        },
      });
    }
    expect(thrownAcross(error)).toMatchObject({ message: 'r', name: 'RangeError' });
  });

  it('stays small, however large it was', () => {
    const big = {
      text: 'x'.repeat(5_000_000),
      bytes: new Uint8Array(5_000_000),
      list: new Array(1_000_000).fill(1),
    };
    const error = Object.assign(new Error('m'.repeat(5_000_000)), big, {
      id: 7,
      more: [big, new Map([[big, big]])],
    });
    const encoded = encodeError(error);
    const arrived = decodeError(encoded) as Shown;

    expect(sizeOf(encoded)).toBeLessThan(2_000_000);
    expect(arrived.message).toHaveLength(65_538);
    expect(arrived.id).toBe(7);
  });

  it('may have causes without end', () => {
    const thrower: { cause: unknown } = {
      get cause() {
        return Object.defineProperty(
          new Error('again'),
          'cause',
          Object.getOwnPropertyDescriptor(thrower, 'cause')!,
        );
      },
    };
    expect(thrownAcross(thrower.cause)).toMatchObject({ message: 'again', cause: { message: 'again' } });
  });

  it('may be an instance of a class that is unknown here', () => {
    const { text } = encode(new Registered(1), 'value');
    const unknown = { text: text.replace('test/Thrown', 'test/Unknown') };

    expect(decodeError(unknown)).toEqual({ n: 1 });
    expect(() => decode(unknown)).toThrow(
      expect.objectContaining({
        code: 'WORKLOOP_UNKNOWN_CLASS',
        id: 'test/Unknown',
        message: expect.stringMatching(/import/i),
      }),
    );
  });
});

class Registered {
  constructor(readonly n: number) {}
}
registerIdentity(Registered, 'test/Thrown');
