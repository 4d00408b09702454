import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { type CallKey, callKeyOf, textOfKey } from '../../src/identity/call-key.js';
import { digestOfKey } from '../../src/identity/key-digest.js';

it('is the digest of the canonical text, for every key', () => {
  const anything = fc.oneof(
    ...[
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.bigInt(),
      fc.boolean(),
      fc.constantFrom(null, undefined, -0, 'A1[', '#', '\ud800'),
    ],
    fc.string({ minLength: 65_530, maxLength: 65_560 }),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 2 }), (args) => {
      const key: CallKey = callKeyOf(args, undefined);

      expect(digestOfKey(key)).toBe(createHash('sha256').update(textOfKey(key)).digest('base64url'));
    }),
  );
});

it('does not change: stores live by it', () => {
  expect(digestOfKey('2012-01-01')).toBe('ckq5aMFL4SJ-G1B2A_j_B0he_eLADbkkUaN02xqNzNI');
});
