import * as fc from 'fast-check';
import { type CallRecord, recordOf } from '../../src/ledger/call-record.js';
import { RecordIndex } from '../../src/ledger/record-index.js';

function recordFor(value: unknown): CallRecord {
  return recordOf(value, { isAsync: false, expiresAtMs: Number.POSITIVE_INFINITY, uncopyable: 'keep' });
}

describe('the index of records', () => {
  it('does what a Map in the order of the last use does', () => {
    const key = fc.oneof(
      fc.nat({ max: 6 }),
      fc.constantFrom('A1[s1:a]', 'long enough to be flattened', null),
    );
    const command = fc.oneof(
      fc.record({
        kind: fc.constantFrom('set' as const, 'touch' as const, 'delete' as const, 'get' as const),
        key,
      }),
      fc.record({ kind: fc.constant('shrink' as const), size: fc.nat({ max: 5 }) }),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
        const index = new RecordIndex();
        const model = new Map<number | string | null, CallRecord>();
        for (const each of commands) {
          switch (each.kind) {
            case 'set':
            case 'touch': {
              const record = model.get(each.key) ?? recordFor([each.key]);
              if (each.kind === 'touch') {
                model.delete(each.key);
                index.touch(each.key, record);
              } else index.set(each.key, record);
              model.set(each.key, record);
              break;
            }
            case 'delete':
              expect(index.delete(each.key)).toBe(model.delete(each.key));
              break;
            case 'get':
              expect(index.get(each.key)).toBe(model.get(each.key));
              break;
            case 'shrink': {
              index.shrinkTo(each.size);
              for (const oldest of model.keys()) if (model.size > each.size) model.delete(oldest);
            }
          }
          expect(index.size).toBe(model.size);
        }
        for (const [key, record] of model) expect(index.get(key)).toBe(record);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the record of a call', () => {
  it('shares one record among calls without a result', () => {
    expect(recordFor(undefined)).toBe(recordFor(undefined));
  });

  it('gives a value that can be shared as it is, and any other as a copy', () => {
    const shared = recordFor({ rows: [1] });
    expect(shared.value).toBe(shared.value);
    const copied = recordFor({ at: new Date(0) });
    expect(copied.value).not.toBe(copied.value);
    expect(copied.value).toEqual(copied.value);
  });

  it('counts until its time has come', () => {
    const record = recordOf(1, { isAsync: false, expiresAtMs: 100, uncopyable: 'keep' });
    expect([record.isExpired(99), record.isExpired(100)]).toEqual([false, true]);
    expect(recordFor(1).isExpired(Number.MAX_SAFE_INTEGER)).toBe(false);
  });
});
