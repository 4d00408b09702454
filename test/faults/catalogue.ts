import type { ExecutorName, StatusReason } from 'workloop';

/** What becomes of a call: its outcome, why, and what is said about it. */
export interface Expected {
  readonly outcome: 'succeeded' | 'failed';
  readonly reason?: StatusReason;
  readonly message?: RegExp;
}

/** One way in which a body goes wrong. */
export interface BodyFault {
  /** The row of the table that it counts for. */
  readonly kind: string;
  readonly executors: readonly ExecutorName[];
  readonly expected: Expected;
  /** The body never comes to an end by itself, so its work has a time-out. */
  readonly isEndless?: true;
  /** Only a synchronous `run` can do it, or only an asynchronous one. */
  readonly only?: 'synchronous' | 'asynchronous';
  /** Worker threads and processes end of it. */
  readonly endsWorker?: true;
  /** The call is answered; the worker ends afterwards, perhaps in the middle of the next call. */
  readonly isLate?: true;
  /** What ends the worker is a limit of its memory. */
  readonly needsMemoryLimit?: true;
}

const all: readonly ExecutorName[] = ['inline', 'thread', 'process'];
const workers: readonly ExecutorName[] = ['thread', 'process'];

const threw = (message?: RegExp): Expected => ({
  outcome: 'failed',
  reason: 'userException',
  ...(message === undefined ? {} : { message }),
});
const invalid: Expected = { outcome: 'failed', reason: 'invalidResult', message: /Cannot record the result/ };
const crashed = (message: RegExp): Expected => ({ outcome: 'failed', reason: 'crashed', message });
const late: Expected = { outcome: 'failed', reason: 'timeout', message: /did not end within/ };
const fine: Expected = { outcome: 'succeeded' };

const thrown = { kind: 'throw in run', executors: all } as const;
const garbage = { kind: 'garbage result', executors: all, expected: invalid } as const;
const exit = { kind: 'process.exit', executors: workers, endsWorker: true } as const;
const uncaught = {
  kind: 'error that nobody catches',
  executors: workers,
  endsWorker: true,
  expected: crashed(/nobody caught an error: nobody caught me/),
} as const;
const afterwards = {
  kind: 'end of the worker after its answer',
  executors: workers,
  endsWorker: true,
  isLate: true,
  expected: fine,
} as const;
const endless = { kind: 'body without an end', isEndless: true, expected: late } as const;
const memory = {
  kind: 'out of memory',
  endsWorker: true,
  needsMemoryLimit: true,
  expected: crashed(/ran out of memory \(maxMemoryMb: \d+\)/),
} as const;
const signal = { kind: 'signal of its own', executors: ['process'], endsWorker: true } as const;

const faults = {
  throwsError: { ...thrown, expected: threw(/an honest error/) },
  throwsNull: { ...thrown, expected: threw(/null/) },
  throwsUndefined: { ...thrown, expected: threw(/undefined/) },
  throwsSymbol: { ...thrown, expected: threw(/Symbol/) },
  throwsFunction: { ...thrown, expected: threw() },
  throwsHostileProxy: { ...thrown, expected: threw() },
  throwsHostileMessage: { ...thrown, expected: threw() },
  throwsHostileField: { ...thrown, expected: threw(/with a trap in it/) },
  throwsUnserialisable: { ...thrown, expected: threw(/holds what cannot cross/) },
  throwsLargeError: { ...thrown, expected: threw(/xxxxxxxxxx/) },
  returnsFunction: garbage,
  returnsSymbol: garbage,
  returnsSocket: garbage,
  returnsWeakMap: garbage,
  returnsCyclicInstance: garbage,
  returnsPromiseInside: garbage,
  returnsHuge: garbage,
  returnsThrowingGetter: { ...garbage, expected: threw(/do not read me/) },
  returnsHostileGetter: { ...garbage, expected: threw() },
  returnsHostileProxy: { ...garbage, expected: threw(/looked at/) },
  returnsThrowingThenable: { ...garbage, expected: threw(/then throws/) },
  returnsRepeatingThenable: { ...garbage, expected: fine },
  exit0: { ...exit, expected: crashed(/process\.exit\(0\)/) },
  exit3: { ...exit, expected: crashed(/process\.exit\(3\)/) },
  exitInTimer: { ...exit, only: 'asynchronous', expected: crashed(/process\.exit\(3\)/) },
  sigkill: { ...signal, expected: crashed(/SIGKILL/) },
  sigsegv: { ...signal, expected: crashed(/SIGSEGV/) },
  outOfMemory: { ...memory, executors: workers },
  outOfBytes: { ...memory, executors: ['process'], only: 'asynchronous' },
  uncaughtInTimer: { ...uncaught, only: 'asynchronous' },
  unhandledRejection: { ...uncaught, only: 'asynchronous' },
  exitLater: afterwards,
  uncaughtLater: afterwards,
  syncLoop: { ...endless, executors: workers },
  asyncLoop: { ...endless, executors: workers, only: 'asynchronous' },
  neverSettles: { ...endless, executors: workers, only: 'asynchronous' },
  blocksThread: { ...endless, executors: ['process'] },
  endsByItsSignal: { ...endless, executors: all, only: 'asynchronous' },
  isDeafForAWhile: { ...endless, executors: all, only: 'asynchronous' },
} as const satisfies Record<string, BodyFault>;

/** Name of a fault of a body. */
export type BodyFaultName = keyof typeof faults;

/** All faults of bodies, and what is to become of their calls. */
export const bodyFaults: Readonly<Record<BodyFaultName, BodyFault>> = faults;

/** What a hook does; making the instance counts as one. */
export type HookDeed = 'throws' | 'rejects' | 'exits' | 'never' | 'loops';

/** Where a {@link HookDeed} is done. */
export type HookPlace = 'making' | 'onStart' | 'onException' | 'onExit';

/** What hooks do, by executor: inline, the app's own thread would be what exits or loops. */
export const hookDeeds: Readonly<Record<HookPlace, Readonly<Record<ExecutorName, readonly HookDeed[]>>>> = {
  making: { inline: [], thread: ['throws', 'exits'], process: ['throws', 'exits'] },
  onStart: {
    inline: ['throws', 'rejects'],
    thread: ['throws', 'rejects', 'exits'],
    process: ['throws', 'rejects', 'exits'],
  },
  onException: {
    inline: ['throws', 'rejects'],
    thread: ['throws', 'rejects', 'exits'],
    process: ['throws', 'rejects', 'exits'],
  },
  onExit: {
    inline: ['throws', 'rejects', 'never'],
    thread: ['throws', 'rejects', 'exits', 'never', 'loops'],
    process: ['throws', 'rejects', 'exits', 'never', 'loops'],
  },
};
