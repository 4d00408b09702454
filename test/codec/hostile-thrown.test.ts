import { decodeError } from '../../src/codec/decode.js';
import { encode } from '../../src/codec/encode.js';
import { encodeError } from '../../src/codec/encode-error.js';

const refuse = (): never => {
  throw new Error('looked at');
};

/** Throws whatever is done to it. */
function hostile(): object {
  const traps = { get: refuse, has: refuse, ownKeys: refuse, getPrototypeOf: refuse };
  return new Proxy({}, traps);
}

function withGetter<Holder extends object>(holder: Holder): Holder {
  const get = (): never => {
    throw hostile();
  };
  return Object.defineProperty(holder, 'field', { get, enumerable: true });
}

describe('a getter that throws what nobody may look at', () => {
  it('makes a value one that cannot cross', () => {
    expect(() => encode(withGetter({}), 'result')).toThrow(
      expect.objectContaining({ code: 'WORKLOOP_UNCROSSABLE_VALUE', path: 'result.field' }),
    );
  });

  it('is left out of an error', () => {
    const error = decodeError(encodeError(withGetter(new RangeError('the message'))));

    expect(error).toMatchObject({ name: 'RangeError', message: 'the message' });
  });
});
