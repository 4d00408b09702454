import {
  type CallEvent,
  flow,
  handleOf,
  WorkFailedError,
  type WorkOptions,
  withOptions,
  work,
} from 'workloop';
import { TestApp } from 'workloop/testing';

/** Throws what it is given, or returns what throws it when it is read. */
@work({ raiseException: false })
class Thrower {
  /** Not a field that holds it, because the app looks for components in fields. */
  _make: () => unknown = () => undefined;
  _isInResult = false;

  run(): unknown {
    const raise = (): never => {
      throw this._make();
    };
    return this._isInResult ? Object.defineProperty({}, 'value', { get: raise, enumerable: true }) : raise();
  }
}

@flow()
class Root {
  readonly thrower: Thrower;
  _failures = 0;

  constructor(
    make: () => unknown,
    { isInResult = false, ...options }: WorkOptions & { isInResult?: boolean },
  ) {
    const thrower = Object.assign(new Thrower(), { _make: make, _isInResult: isInResult });
    this.thrower = withOptions(thrower, options);
  }

  run(): void {
    try {
      this.thrower.run();
    } catch (error) {
      if (!(error instanceof WorkFailedError)) throw error;
      this._failures++;
    }
  }
}

const refuse = (): never => {
  throw new Error('looked at');
};

const traps = {
  get: refuse,
  has: refuse,
  ownKeys: refuse,
  getOwnPropertyDescriptor: refuse,
  getPrototypeOf: refuse,
};

describe('an error that throws when it is looked at', () => {
  it.each([
    ['a Proxy around an error', () => new Proxy(new Error(), traps)],
    ['a Proxy around a function', () => new Proxy(() => undefined, traps)],
    [
      'an error whose message is a getter',
      () => Object.defineProperty(new Error(), 'message', { get: refuse }),
    ],
    ['an object whose message cannot be a text', () => ({ message: Object.create(null) })],
    [
      'an object whose class cannot be asked for',
      () => Object.defineProperty({}, 'constructor', { get: refuse }),
    ],
  ])('is a failure like any other: %s', async (_name, make) => {
    for (const options of [{}, { retry: { attempts: 2, backoffMs: 0 } }, { isInResult: true }]) {
      const root = new Root(make, options);
      const app = new TestApp(root);
      const settled: CallEvent[] = [];
      app.on('call:settled', (event) => settled.push(event));
      await app.advance(200);

      const { status } = handleOf(root.thrower);
      expect(status).toMatchObject({ name: 'failed', reason: 'userException' });
      expect(settled).toHaveLength(1);
      expect(root._failures).toBeGreaterThan(1);
      await app.close();
    }
  });
});
