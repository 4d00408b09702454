import * as fc from 'fast-check';
import { WorkFailedError, type WorkOptions } from 'workloop';
import { backoffAfter } from '../../src/call/retry.js';
import { Suspension } from '../../src/call/signals.js';
import type { BodyResult } from '../../src/executor/executor.js';
import { turns } from '../loop/deferred.js';
import { FakeExecutor } from './fake-executor.js';
import { Member, Remote } from './member.js';

function remote(options: WorkOptions) {
  const executor = new FakeExecutor();
  const member = new Member(new Remote(), () => executor, { raiseException: false, ...options });
  return { executor, member };
}

const error = new Error('no luck');

describe('the wait before another attempt', () => {
  const retry = { attempts: 9, backoffMs: 100, factor: 3, jitter: 0.2 };

  it('grows by the factor', () => {
    expect([1, 2, 3].map((attempt) => backoffAfter(attempt, retry, 0.5))).toEqual([100, 300, 900]);
  });

  it('is longer or shorter by chance, no more than the jitter says', () => {
    expect([0, 0.25, 0.75].map((chance) => backoffAfter(1, retry, chance))).toEqual([80, 90, 110]);
    fc.assert(
      fc.property(
        fc.nat({ max: 2_000 }),
        fc.double({ min: 1, max: 10, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 0.999_999, noNaN: true }),
        fc.integer({ min: 1, max: 2_000 }),
        (backoffMs, factor, jitter, chance, attempt) => {
          const wait = backoffAfter(attempt, { attempts: 9, backoffMs, factor, jitter }, chance);
          expect(wait).toBeGreaterThanOrEqual(0);
          expect(wait).toBeLessThanOrEqual(2 ** 31 - 1);
          const middle = backoffMs === 0 ? 0 : backoffMs * factor ** (attempt - 1);
          expect(wait).toBeLessThanOrEqual(Math.ceil(middle * (1 + jitter)));
          if (middle * 2 < 2 ** 31) expect(wait).toBeGreaterThanOrEqual(Math.floor(middle * (1 - jitter)));
        },
      ),
    );
  });
});

describe('a call that failed', () => {
  it('is executed again after its wait, as often as its work allows', async () => {
    const { executor, member } = remote({ retry: { attempts: 3, backoffMs: 100, factor: 2, jitter: 0 } });
    const promise = member.call('a') as Promise<unknown>;
    for (const waitMs of [100, 200]) {
      executor.slotOf('a').begin();
      executor.slotOf('a').throw(error);
      member.clock.moveTo(member.clock.now() + waitMs - 1);
      expect(executor.executing).toEqual([]);
      member.clock.moveTo(member.clock.now() + 1);
      expect(executor.executing).toEqual(['a']);
    }
    executor.slotOf('a').begin();
    executor.slotOf('a').throw(error);
    await expect(promise).rejects.toMatchObject({ code: 'WORKLOOP_WORK_FAILED', cause: error });
    expect(executor.log).toEqual(['execute a/1', 'execute a/2', 'execute a/3']);
    expect(member.retries).toEqual([
      { attempt: 1, delayMs: 100, error },
      { attempt: 2, delayMs: 200, error },
    ]);
    expect(member.events).toEqual([
      'queued a',
      ...['started a', 'retried a', 'started a', 'retried a', 'started a'],
      'settled a failed',
    ]);
    await member.close();
  });

  it('succeeds when an attempt does, and was no failure for anybody', async () => {
    const { executor, member } = remote({
      raiseException: true,
      retry: { attempts: 2, backoffMs: 10, jitter: 0 },
    });
    const promise = member.call('a');
    executor.slotOf('a').begin();
    executor.slotOf('a').throw(error);
    expect(member.status).toBe(
      'pending userException: attempt 1 of 2 failed: no luck; the next one begins in 10 ms',
    );
    member.clock.moveTo(10);
    executor.slotOf('a').begin();
    executor.slotOf('a').return('A');
    await expect(promise).resolves.toBe('A');
    expect([member.fatal, member.handle.result('a')]).toEqual([[], 'A']);
    expect(member.statuses).toEqual([
      'notStarted',
      'pending',
      'running',
      'pending userException',
      'running',
      'succeeded',
    ]);
    await member.close();
  });

  it.each<[BodyResult, string]>([
    [{ kind: 'threw', error }, 'userException'],
    [{ kind: 'crashed', error }, 'crashed'],
    [{ kind: 'setupFailed', error }, 'setup'],
  ])('is tried again: %j', async (result, reason) => {
    const { executor, member } = remote({ retry: { attempts: 2, backoffMs: 0 } });
    void member.call('a');
    if (result.kind !== 'setupFailed') executor.slotOf('a').begin();
    executor.slotOf('a').end(result);
    expect(executor.log).toEqual(['execute a/1', 'execute a/2']);
    if (result.kind !== 'setupFailed') executor.slotOf('a').begin();
    executor.slotOf('a').end(result);
    expect(member.status).toBe(`failed ${reason}: no luck`);
    expect(member.retries).toHaveLength(1);
    await member.close();
  });

  it.each<[string, BodyResult, string]>([
    ['an invalid value', { kind: 'invalid', error }, 'failed invalidResult: no luck'],
    [
      'a result that cannot be recorded',
      { kind: 'returned', value: () => 1, isAsync: true },
      'failed invalidResult: ',
    ],
    [
      'a signal',
      { kind: 'threw', error: new Suspension({ calls: [], paths: ['root.b'] }) },
      'failed userException: ',
    ],
  ])('is not tried again where that would come to the same: %s', async (_name, result, status) => {
    const { executor, member } = remote({ retry: { attempts: 5, backoffMs: 0 } });
    void member.call('a');
    executor.slotOf('a').begin();
    executor.slotOf('a').end(result);
    expect(member.status).toContain(status);
    expect(member.retries).toEqual([]);
    await member.close();
  });

  it('keeps its place at the head while it waits: nothing else of the work runs', async () => {
    const { executor, member } = remote({ retry: { attempts: 2, backoffMs: 100, jitter: 0 } });
    for (const name of ['a', 'b']) void member.call(name);
    executor.slotOf('a').begin();
    executor.slotOf('a').throw(error);
    expect([executor.executing, member.handle.queueLength, member.isExecuting]).toEqual([[], 1, false]);
    member.clock.moveTo(100);
    executor.slotOf('a').begin();
    executor.slotOf('a').return('A');
    expect(executor.executing).toEqual(['b']);
    expect(executor.slots).toHaveLength(1);
    await member.close();
  });

  it('lets the other places go on where the work has several', async () => {
    const { executor, member } = remote({
      concurrency: 2,
      retry: { attempts: 2, backoffMs: 100, jitter: 0 },
    });
    for (const name of ['a', 'b', 'c']) void member.call(name);
    executor.slotOf('a').begin();
    executor.slotOf('a').throw(error);
    executor.slotOf('b').begin();
    executor.slotOf('b').return('B');
    expect(executor.executing).toEqual(['c']);
    member.clock.moveTo(100);
    expect(executor.executing.sort()).toEqual(['a', 'c']);
    await member.close();
  });

  it('is joined by equal calls while it waits', async () => {
    const { executor, member } = remote({ retry: { attempts: 2, backoffMs: 100 } });
    const promise = member.call('a');
    executor.slotOf('a').begin();
    executor.slotOf('a').throw(error);
    expect(member.call('a')).toBe(promise);
    expect(member.events.at(-1)).toBe('joined a');
    await member.close();
  });

  it('has one name for the outside world in all its attempts', async () => {
    const { executor, member } = remote({ cacheCalls: false, retry: { attempts: 3, backoffMs: 0 } });
    void member.call('a');
    const names: (string | undefined)[] = [];
    for (let attempt = 1; attempt <= 3; attempt++) {
      names.push(executor.slotOf('a').job?.callKey);
      executor.slotOf('a').begin();
      executor.slotOf('a').throw(error);
    }
    expect(names[0]).toMatch(/^v1:[0-9a-f]{64}$/);
    expect(new Set(names).size).toBe(1);
    void member.call('a');
    expect(executor.slotOf('a').job?.callKey).not.toBe(names[0]);
    await member.close();
  });

  it('is not tried again once the app ends', async () => {
    const { executor, member } = remote({ retry: { attempts: 3, backoffMs: 100 } });
    const [waiting, running] = [member.call('a'), member.call('b')] as Promise<unknown>[];
    executor.slotOf('a').begin();
    executor.slotOf('a').throw(error);
    member.endGracefully();
    await expect(waiting).rejects.toMatchObject({ cause: { code: 'WORKLOOP_WORK_STOPPED' } });
    await expect(running).rejects.toBeInstanceOf(WorkFailedError);
    await member.whenFree();
    member.clock.moveTo(10_000);
    await turns();
    expect(executor.log.filter((line) => line.startsWith('execute'))).toEqual(['execute a/1']);
    await member.close();
  });
});
