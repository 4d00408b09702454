import { jsonOf, type ListedCall, lineOf } from '../../src/cli/store/calls-of.js';
import type { Terminal } from '../../src/cli/terminal.js';
import { type CallFacts, readStoredCall, writeCall } from '../../src/ledger/durable/call-format.js';

const plain = { paint: (_colour: string, text: string) => text } as unknown as Terminal;

function failed(facts: Partial<CallFacts>): ListedCall {
  const all: CallFacts = {
    ...{ kind: 'failed', isAsync: false, run: 1, call: 1, attempt: 1, startedAtMs: 0, recordedAtMs: 90_000 },
    ...facts,
  };
  const failure = { reason: 'setup', message: 'no connection' } as const;
  const note = { args: '(1)', reason: { kind: 'first' }, failure } as const;
  const work = { path: 'root.load', key: undefined } as unknown as ListedCall['work'];
  return { work, digest: 'abcdefghij', call: readStoredCall(writeCall(all, { text: 'u' }, note))! };
}

it('says how long a call took', () => {
  const call = failed({ startedAtMs: 60_000 });

  expect(lineOf(call, 90_000, plain)).toContain('0 ms ago, took 30 s; why: first');
  expect(jsonOf(call, 90_000)).toMatchObject({ startedAt: '1970-01-01T00:01:00.000Z', durationMs: 30_000 });
});

it('says of a call that failed before its run began that it did not begin', () => {
  const call = failed({ startedAtMs: 0 });

  expect(lineOf(call, 90_000, plain)).toContain('0 ms ago, did not begin; why: first');
  expect(Object.keys(jsonOf(call, 90_000))).not.toEqual(expect.arrayContaining(['durationMs']));
  expect(Object.keys(jsonOf(call, 90_000))).not.toContain('startedAt');
});

it('takes a call during which the clock was set back for one that took no time', () => {
  const call = failed({ startedAtMs: 95_000 });

  expect(lineOf(call, 90_000, plain)).toContain('took 0 ms');
  expect(jsonOf(call, 90_000)).toMatchObject({ durationMs: 0 });
});
