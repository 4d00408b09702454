import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { seal, unseal } from '../../../src/ledger/store/seal.js';

describe('a sealed record', () => {
  it('gives back what was sealed, to who has its key', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.uint8Array({ maxLength: 300 }), (key, bytes) => {
        const read = unseal('store', key, seal(key, 'inline', bytes));

        expect(read.kind === 'inline' && Buffer.from(read.bytes).equals(bytes)).toBe(true);
        expect(unseal('store', `${key}x`, seal(key, 'inline', bytes)).kind).toBe('unreadable');
      }),
    );
  });

  it('is unreadable with any bit flipped', () => {
    const record = seal('key', 'inline', randomBytes(40));
    for (let bit = 0; bit < record.length * 8; bit++) {
      const flipped = Buffer.from(record);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));

      expect(unseal('store', 'key', flipped).kind).toBe('unreadable');
    }
  });

  it('is unreadable when it is cut, at any place', () => {
    const record = seal('key', 'inline', randomBytes(40));
    for (let length = 0; length < record.length; length++) {
      expect(unseal('store', 'key', record.subarray(0, length)).kind).toBe('unreadable');
    }
  });

  it('is the same bytes for ever', () => {
    expect(Buffer.from(seal('v1:00', 'inline', Buffer.from('value'))).toString('hex')).toMatchInlineSnapshot(
      `"fbe22c32776c010000000000000076616c7565"`,
    );
  });
});
