import { defaultWorkOptions } from 'workloop';
import { type CallEntry, type Entry, isCallEntry } from './journal.js';
import { Judge } from './judge.js';
import type { Scenario, Task } from './scenario.js';

const tasks: readonly Task[] = [
  { token: 'a', work: 'w', delayMs: 0, times: 1 },
  { token: 'b', work: 'w', delayMs: 0, times: 1, fault: 'throwsError' },
];

const scenario: Scenario = {
  seed: 0,
  options: {},
  parents: [],
  works: [
    {
      name: 'w',
      place: 'field',
      group: 0,
      executor: 'thread',
      isSynchronous: false,
      module: 'fine',
      options: { ...defaultWorkOptions, executor: 'thread' },
      hooks: {},
      tasks,
    },
  ],
  blows: [],
  ending: { name: 'done', afterAnswers: 0 },
};

const failed = { outcome: 'failed', reason: 'userException', message: 'an honest error' } as const;

/** All is well in it. */
const journal: readonly Entry[] = [
  event('queued', 'a'),
  event('queued', 'b'),
  event('started', 'a'),
  { kind: 'begin', work: 'w', token: 'a', attempt: 1, body: 'first' },
  { kind: 'end', work: 'w', body: 'first' },
  event('settled', 'a', { outcome: 'succeeded' }),
  event('started', 'b'),
  { kind: 'begin', work: 'w', token: 'b', attempt: 1, body: 'second' },
  { kind: 'fault', work: 'w', token: 'b', fault: 'throwsError' },
  { kind: 'end', work: 'w', body: 'second' },
  event('settled', 'b', failed),
  { kind: 'answer', work: 'w', token: 'a', value: 'a' },
  { kind: 'answer', work: 'w', token: 'b', error: 'RangeError' },
  { kind: 'ending', name: 'done' },
  { kind: 'stopped', exitCode: 0, reason: 'all is done' },
  { kind: 'over', exitCode: 0, reason: 'all is done', threads: 0 },
];

describe('the judge of faults', () => {
  it('has nothing to say where all is well', () => {
    expect(judged((entry) => [entry])).toEqual({ lost: 0, twice: 0, problems: [] });
  });

  it('counts the calls that were lost and the outcomes that were published twice', () => {
    expect(judged((entry) => (isSettled(entry, 'b') ? [] : [entry])).lost).toBe(1);
    expect(judged((entry) => (isSettled(entry, 'b') ? [entry, entry] : [entry])).twice).toBe(1);
  });

  it.each<[string, (entry: Entry) => readonly Entry[], RegExp]>([
    ['a call without an outcome', (entry) => (isSettled(entry, 'b') ? [] : [entry]), /^b#1 .*never settled/],
    ['a second outcome', (entry) => (isSettled(entry, 'a') ? [entry, entry] : [entry]), /^a#1 settled when/],
    [
      'an execution that nobody heard of',
      (entry) => (entry.kind === 'begin' ? [entry, entry] : [entry]),
      /^a was executed more often/,
    ],
    ['calls side by side', (entry) => (isSettled(entry, 'a') ? [] : [entry]), /^a#1, b#1 ran side by side/],
    [
      'bodies side by side',
      (entry) => (entry.kind === 'over' ? [{ kind: 'alive', work: 'w', body: 'first' }, entry] : [entry]),
      /^2 bodies of w were alive/,
    ],
    [
      'two calls of one key',
      (entry) => (isQueued(entry) ? [entry, { ...entry, call: 2 }] : [entry]),
      /beside a#1/,
    ],
    [
      'another reason',
      (entry) => [isSettled(entry, 'b') ? { ...entry, reason: 'crashed' } : entry],
      /crashed/,
    ],
    ['another message', (entry) => [isSettled(entry, 'b') ? { ...entry, message: 'oh' } : entry], /, oh$/],
    [
      'a fault without a failure',
      (entry) => [isSettled(entry, 'b') ? { ...entry, outcome: 'succeeded' } : entry],
      /^b#1 \(throwsError\) settled: succeeded/,
    ],
    [
      'a failure without a fault',
      (entry) => [isSettled(entry, 'a') ? { ...entry, ...failed } : entry],
      /^a#1 \(no fault\) settled: failed/,
    ],
    [
      'a call that is stopped for nothing',
      (entry) => [isSettled(entry, 'a') ? { ...entry, outcome: 'stopped' } : entry],
      /^a#1 was stopped, and nobody asked/,
    ],
    [
      'an answer that is not the outcome',
      (entry) => [entry.kind === 'answer' ? { ...entry, value: 'c' } : entry],
      /^a succeeded, and the flow was told c/,
    ],
    [
      'another end',
      (entry) => [entry.kind === 'stopped' ? { ...entry, exitCode: 1 } : entry],
      /ended with 1/,
    ],
    [
      'an event after the end',
      (entry) => (isEnd(entry) ? [entry, event('queued', 'a', {}, 9)] : [entry]),
      /after/,
    ],
    [
      'a thread',
      (entry) => [entry.kind === 'over' ? { ...entry, threads: 1 } : entry],
      /^1 threads are left/,
    ],
  ])('sees %s', (_name, change, problem) => {
    expect(judged(change).problems).toContainEqual(expect.stringMatching(problem));
  });
});

function judged(change: (entry: Entry) => readonly Entry[]) {
  return new Judge(scenario, journal.flatMap(change)).judge();
}

function event(kind: CallEntry['kind'], token: string, more: Partial<CallEntry> = {}, call = 1): CallEntry {
  return { kind, work: 'w', token, call, atMs: 0, ...more };
}

function isSettled(entry: Entry, token: string): entry is CallEntry {
  return isCallEntry(entry) && entry.kind === 'settled' && entry.token === token;
}

function isQueued(entry: Entry): entry is CallEntry {
  return isCallEntry(entry) && entry.kind === 'queued' && entry.token === 'a';
}

function isEnd(entry: Entry): boolean {
  return entry.kind === 'stopped';
}
