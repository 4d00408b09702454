import { CallHistory } from '../../../src/ledger/why/call-history.js';
import type { Provenance } from '../../../src/ledger/why/explanation.js';
import { explanationOf } from '../../../src/ledger/why/explanation.js';
import { type Cause, causeFrom, describeReason, type Reason } from '../../../src/ledger/why/reason.js';

const history = () => new CallHistory({ redact: () => undefined, label: () => 'root.work', ignored: [] });
const provenance = (reason: Reason): Provenance => {
  return { run: 1, call: 1, startedAtMs: 0, recordedAtMs: 0, attempt: 1, reason };
};

/** A call that executes and is recorded. */
function execute(known: CallHistory, key: string, args: readonly unknown[]): Cause {
  const cause = known.causeOf(key, args);
  known.noteBegun(args);
  known.noteRecorded(key, () => provenance(cause.describe()));
  return cause;
}

describe('the history of a work', () => {
  it('knows the first call, and how each differs from the one before', () => {
    const known = history();

    expect(execute(known, 'a', [{ day: 1 }]).describe()).toEqual({ kind: 'first' });
    expect(execute(known, 'b', [{ day: 2 }]).describe()).toEqual({
      ...{ kind: 'arguments', more: 0, mayBeEvicted: false },
      changes: [{ path: 'args[0].day', before: '1', after: '2' }],
    });
    expect(describeReason(known.provenanceOf('b')!.reason, 0)).toBe('args[0].day 1 → 2');
    expect(known.provenanceOf('c')).toBeUndefined();
  });

  it('says what the arguments were when the call began, although they are changed later', () => {
    const known = history();
    execute(known, 'a', [{ day: 1 }]);
    const given = { day: 2 };
    const cause = known.causeOf('b', [given]);
    known.noteBegun([{ ...given }]);
    given.day = 3;

    expect(describeReason(cause.describe(), 0)).toBe('args[0].day 1 → 2');
  });

  it('does the same for what the store compares with', () => {
    const before = history();
    execute(before, 'a', [{ day: 1 }]);
    const given = { day: 2 };
    const stored = before.causeOf('b', [given]);
    const known = history();

    const cause = known.causeOf('b', [given], stored);
    known.noteBegun([{ ...given }]);
    given.day = 3;

    expect(describeReason(cause.describe(), 0)).toBe('args[0].day 1 → 2');
  });

  it.each<[string, (known: CallHistory) => void, string]>([
    ['one was invalidated', (known) => known.noteForgotten('a', 'invalidated', 5), 'invalidated'],
    ['one was forced', (known) => known.noteForgotten('a', 'forced', 5), 'forced'],
    ['all were invalidated', (known) => known.noteAllForgotten('invalidated', 5), 'invalidated'],
    ['all were deleted', (known) => known.noteAllForgotten('deleted', 5), 'deleted'],
    ['one expired', (known) => known.noteExpired('a', 5), 'expired 10 s ago'],
    ['one failed', (known) => known.noteFailed('a', 5, 'no'), 'previous attempt failed'],
  ])('says that %s, and of others nothing of the kind', (_, note, text) => {
    const known = history();
    execute(known, 'a', [1]);
    note(known);

    expect(describeReason(known.causeOf('a', [1]).describe(), 10_005)).toBe(text);
    expect(describeReason(known.causeOf('b', [2]).describe(), 10_005)).toBe('args[0] 1 → 2');
    execute(known, 'a', [1]);
    expect(known.provenanceOf('a')).toBeDefined();
  });

  it('admits that a call was given up that nobody has forgotten', () => {
    const known = history();
    execute(known, 'a', [1]);
    execute(known, 'b', [2]);

    expect(known.causeOf('a', [1]).describe()).toMatchObject({ mayBeEvicted: true });
    expect(known.causeOf('c', [3]).describe()).toMatchObject({ mayBeEvicted: false });
  });

  it('lets the store speak of calls that it does not know, and of the work only before the first call', () => {
    const known = history();
    const ofCall = causeFrom({ kind: 'unreadable' });
    const ofWork: Cause = { isOfWork: true, describe: () => ({ kind: 'notKept', reasons: [] }) };

    expect(known.causeOf('a', [1], ofWork)).toBe(ofWork);
    execute(known, 'a', [1]);
    expect(known.causeOf('b', [2], ofWork).describe().kind).toBe('arguments');
    expect(known.causeOf('b', [2], ofCall)).toBe(ofCall);
  });

  it('is bounded', () => {
    const known = history();
    for (let i = 0; i < 2_000; i++) execute(known, `key ${i}`, [i]);

    expect(known.provenanceOf('key 0')).toBeUndefined();
    expect(known.provenanceOf('key 1999')).toBeDefined();
  });

  it('makes no text of numbers and short strings before somebody asks', () => {
    const known = history();
    const described: unknown[] = [];
    for (const arg of [1, 'a', 2]) {
      const cause = known.causeOf(String(arg), [arg]);
      known.noteBegun([arg]);
      known.noteRecorded(String(arg), () => {
        described.push(arg);
        return provenance(cause.describe());
      });
    }

    expect(described).toEqual([]);
    expect(describeReason(known.provenanceOf('2')!.reason, 0)).toBe("args[0] 'a' → 2");
    known.provenanceOf('2');
    expect(described).toEqual([2]);
  });

  it('says at once of larger arguments what is to be said, to let go of them', () => {
    const known = history();
    const described: unknown[] = [];
    const args = [{ rows: [] }];
    known.noteBegun(args);
    known.noteRecorded('a', () => {
      described.push('a');
      return provenance({ kind: 'first' });
    });

    expect(described).toEqual(['a']);
    expect(known.lastArgs).toBe(args);
  });
});

describe('a reason in a few words', () => {
  it.each<[Reason, string]>([
    [{ kind: 'first' }, 'first'],
    [{ kind: 'uncached' }, 'cacheCalls: false'],
    [{ kind: 'unreadable' }, 'record unreadable'],
    [{ kind: 'failed', atMs: 0, message: 'no' }, 'previous attempt failed'],
    [{ kind: 'expired', expiredAtMs: 100_000_000 - 180_000 }, 'expired 3 m ago'],
    [{ kind: 'expired', expiredAtMs: 100_000_000 - 90_000_000 }, 'expired 1 d ago'],
    [{ kind: 'expired', expiredAtMs: 100_000_000 + 5 }, 'expired 0 ms ago'],
    [{ kind: 'version', before: '1', after: '2' }, "version '1' → '2'"],
    [{ kind: 'code', changes: [], more: 0 }, 'code changed'],
    [
      {
        kind: 'code',
        changes: [{ kind: 'changed', name: 'src/clean.ts#parse', before: 'a', after: 'b' }],
        more: 2,
      },
      'code: src/clean.ts#parse changed and 2 more',
    ],
    [
      {
        ...{ kind: 'arguments', more: 0, mayBeEvicted: false },
        changes: [
          { path: 'args[0].day', before: "'2012-01-01'", after: "'2012-01-02'" },
          { path: 'args[1]', before: undefined, after: '3' },
        ],
      },
      "args[0].day '2012-01-01' → '2012-01-02', args[1] nothing → 3",
    ],
  ])('%#: is as it should be', (reason, text) => {
    expect(describeReason(reason, 100_000_000)).toBe(text);
  });

  it('stands in a sentence', () => {
    const about = { label: 'root.work', nowMs: 60_000 };

    expect(
      explanationOf({ ...about, decision: 'hit', provenance: { ...provenance({ kind: 'first' }), run: 3 } }),
    ).toMatchObject({
      reason: { kind: 'first' },
      sentence:
        'This call of `root.work` is a hit: run 3 produced the value as call 1 at 1970-01-01T00:00:00.000Z, 1 m ago, and it executed because: first.',
    });
    expect(
      explanationOf({ ...about, decision: 'miss', reason: { kind: 'invalidated', atMs: 0 } }).sentence,
    ).toBe('This call of `root.work` is a miss and would execute because: invalidated.');
    expect(explanationOf({ ...about, decision: 'hit' })).toEqual({
      ...{ decision: 'hit', reason: { kind: 'unknown' } },
      sentence: 'This call of `root.work` is a hit; when and why it executed is not known any more.',
    });
  });
});
