import { execFileSync } from 'node:child_process';
import { Socket } from 'node:net';
import type { BodyFaultName } from './catalogue.js';

/** How long a body goes on that does not look at its signal, in milliseconds. */
const DEAF_MS = 900;

/** Does what a fault is named after; returns what the body is to return. */
export function commit(fault: BodyFaultName, answer: unknown, signal: AbortSignal): unknown {
  switch (fault) {
    case 'throwsError':
      throw Object.assign(new RangeError('an honest error'), { code: 'HONEST' });
    case 'throwsNull':
      throw null;
    case 'throwsUndefined':
      throw undefined;
    case 'throwsSymbol':
      throw Symbol('thrown');
    case 'throwsFunction':
      throw () => 'thrown';
    case 'throwsHostileProxy':
      throw hostile(new Error('nobody may look at me'));
    case 'throwsHostileMessage':
      throw Object.defineProperty(new Error(), 'message', { get: forbid, enumerable: true });
    case 'throwsHostileField':
      throw Object.defineProperty(new Error('with a trap in it'), 'field', trap);
    case 'throwsUnserialisable':
      throw Object.assign(new TypeError('holds what cannot cross'), { self: () => 1, socket: new Socket() });
    case 'throwsLargeError':
      throw new Error('x'.repeat(2 ** 20));
    case 'returnsFunction':
      return { inside: [() => 1] };
    case 'returnsSymbol':
      return { inside: Symbol('returned') };
    case 'returnsSocket':
      return new Socket();
    case 'returnsWeakMap':
      return new Map([[1, new WeakMap()]]);
    case 'returnsCyclicInstance':
      return new Ring();
    case 'returnsPromiseInside':
      return [Promise.resolve(1)];
    case 'returnsHuge':
      return { text: 'x'.repeat(100_000), bytes: new Uint8Array(100_000) };
    case 'returnsThrowingGetter':
      return Object.defineProperty({}, 'value', { get: forbid, enumerable: true });
    case 'returnsHostileGetter':
      return Object.defineProperty({}, 'value', trap);
    case 'returnsHostileProxy':
      return hostile({});
    case 'returnsThrowingThenable':
      // biome-ignore lint/suspicious/noThenProperty: that is what it is about.
      return { then: () => raise(new RangeError('then throws')) };
    case 'returnsRepeatingThenable':
      return repeating(answer);
    case 'exit0':
      return process.exit(0);
    case 'exit3':
      return process.exit(3);
    case 'exitInTimer':
      setTimeout(() => process.exit(3), 2);
      return never();
    case 'sigkill':
      process.kill(process.pid, 'SIGKILL');
      return waitFor(60_000);
    case 'sigsegv':
      process.kill(process.pid, 'SIGSEGV');
      return waitFor(60_000);
    case 'outOfMemory': {
      const hoard: unknown[] = [];
      for (;;) hoard.push(new Array(1000).fill(hoard.length));
    }
    case 'outOfBytes':
      hoardBytes([]);
      return never();
    case 'uncaughtInTimer':
      setTimeout(() => raise(new RangeError('nobody caught me')), 2);
      return never();
    case 'unhandledRejection':
      void Promise.reject(new RangeError('nobody caught me'));
      return never();
    case 'exitLater':
      setTimeout(() => process.exit(3), 2);
      return answer;
    case 'uncaughtLater':
      setTimeout(() => raise(new RangeError('nobody caught me')), 2);
      return answer;
    case 'syncLoop':
      for (;;);
    case 'asyncLoop':
      return loopForEver();
    case 'neverSettles':
      return never();
    case 'blocksThread':
      return execFileSync('sleep', ['1000']);
    case 'endsByItsSignal':
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    case 'isDeafForAWhile':
      return new Promise((resolve) => setTimeout(resolve, DEAF_MS, answer));
  }
}

/** Keeps the thread for so long, in milliseconds. */
export function waitFor(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** A field that throws, when it is read, what throws when it is looked at. */
const trap: PropertyDescriptor = {
  enumerable: true,
  get: () => {
    throw hostile(new Error());
  },
};

class Ring {
  readonly #secret = 1;
  readonly self = this;

  get secret(): number {
    return this.#secret;
  }
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

async function loopForEver(): Promise<never> {
  for (;;) await new Promise(setImmediate);
}

function hoardBytes(hoard: Uint8Array[]): void {
  hoard.push(new Uint8Array(1 << 22).fill(1));
  setTimeout(hoardBytes, 1, hoard);
}

function repeating(answer: unknown): unknown {
  return {
    // biome-ignore lint/suspicious/noThenProperty: that is what it is about.
    then(resolve: (value: unknown) => void, reject: (error: unknown) => void) {
      resolve(answer);
      reject(new Error('too late'));
      resolve('again');
      raise(new Error('too late to throw'));
    },
  };
}

function raise(error: Error): never {
  throw error;
}

function forbid(): never {
  throw new Error('do not read me');
}

function hostile(target: object): object {
  const refuse = (): never => raise(new Error('looked at'));
  return new Proxy(target, {
    get: refuse,
    has: refuse,
    ownKeys: refuse,
    getOwnPropertyDescriptor: refuse,
    getPrototypeOf: refuse,
  });
}
