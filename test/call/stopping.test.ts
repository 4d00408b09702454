import { handleOf, type WorkOptions, withOptions, work } from 'workloop';
import { InlineExecutor } from '../../src/executor/inline-executor.js';
import { Deferred, turns } from '../loop/deferred.js';
import { FakeExecutor } from './fake-executor.js';
import { Member, Remote } from './member.js';

function remote(options: WorkOptions = {}) {
  const executor = new FakeExecutor();
  const member = new Member(new Remote(), () => executor, options);
  return { executor, member };
}

const STOPPED = 'stopped stopped: its handle was told to stop it';

describe('stop()', () => {
  it('before anything was called: the work is stopped, and calls stay pending until start()', async () => {
    const { executor, member } = remote();
    member.handle.stop();
    const { hasStarted, hasStopped } = member.handle;
    expect([member.status, hasStarted, hasStopped, member.events]).toEqual([STOPPED, false, true, []]);
    const promise = member.call('a');
    expect([member.status, executor.log, member.handle.queueLength]).toEqual(['pending', [], 1]);
    expect(member.call('a')).toBe(promise);
    expect(member.events).toEqual(['queued a', 'joined a']);
    member.handle.start();
    executor.slotOf('a').begin();
    executor.slotOf('a').return('A');
    await expect(promise).resolves.toBe('A');
    await member.close();
  });

  it('in mid-call ends the call at once, and its body; what waits ends as well', async () => {
    const { executor, member } = remote();
    const calls = ['a', 'b', 'c'].map((name) => member.call(name)) as Promise<unknown>[];
    executor.slotOf('a').begin();
    member.handle.stop('enough');
    expect(member.status).toBe('stopped stopped: enough');
    expect(executor.slotOf('a').abortedWith).toMatchObject({
      code: 'WORKLOOP_WORK_STOPPED',
      path: 'root.member',
      message: '`root.member` was stopped: enough.',
    });
    for (const call of calls) {
      await expect(call).rejects.toMatchObject({
        code: 'WORKLOOP_WORK_FAILED',
        cause: { code: 'WORKLOOP_WORK_STOPPED' },
      });
    }
    expect(member.events.slice(-3)).toEqual(['settled a stopped', 'settled b stopped', 'settled c stopped']);
    expect([member.fatal, member.handle.queueLength]).toEqual([[], 0]);
    await member.close();
  });

  it('gives the worker up when nothing is left of the body', async () => {
    const { executor, member } = remote();
    void member.call('a');
    executor.slotOf('a').begin();
    member.handle.stop();
    expect(executor.log).toEqual(['execute a/1', 'abort a']);
    executor.slotOf('a').end({ kind: 'threw', error: new Error('aborted') });
    expect(executor.log).toEqual(['execute a/1', 'abort a', 'close']);
    expect(member.status).toBe(STOPPED);
    await member.close();
  });

  it('gives an idle worker up at once', async () => {
    const { executor, member } = remote();
    void member.call('a');
    executor.slotOf('a').begin();
    executor.slotOf('a').return('A');
    member.handle.stop();
    expect([executor.log, member.status]).toEqual([['execute a/1', 'close'], STOPPED]);
    await member.close();
  });

  it('while the worker is set up: the body never begins', async () => {
    const { executor, member } = remote();
    void member.call('a');
    member.handle.stop();
    expect([member.status, executor.slotOf('a').abortedWith]).toEqual([STOPPED, expect.anything()]);
    executor.slotOf('a').begin();
    expect(executor.slots[0]?.hasBegun).toBe(false);
    expect(member.events).toEqual(['queued a', 'settled a stopped']);
    await member.close();
  });

  it('during the wait for another attempt: there is none', async () => {
    const { executor, member } = remote({ retry: { attempts: 3, backoffMs: 100 } });
    const call = member.call('a') as Promise<unknown>;
    executor.slotOf('a').begin();
    executor.slotOf('a').throw(new Error('no luck'));
    member.handle.stop();
    await expect(call).rejects.toMatchObject({ cause: { code: 'WORKLOOP_WORK_STOPPED' } });
    member.clock.moveTo(10_000);
    expect(executor.log).toEqual(['execute a/1', 'close']);
    expect(member.status).toBe(STOPPED);
    await member.close();
  });

  it('between a time-out and the end of the body: there is no other attempt', async () => {
    const { executor, member } = remote({ timeoutMs: 10, retry: { attempts: 3, backoffMs: 0 } });
    void member.call('a');
    executor.slotOf('a').begin();
    member.clock.moveTo(10);
    member.handle.stop();
    executor.slotOf('a').end({ kind: 'neverBegan' });
    expect(executor.log).toEqual(['execute a/1', 'abort a', 'abort a', 'close']);
    await member.close();
  });

  it('twice is as once', async () => {
    const { executor, member } = remote();
    void member.call('a');
    executor.slotOf('a').begin();
    member.handle.stop();
    const statuses = member.statuses.length;
    member.handle.stop();
    expect(member.statuses).toHaveLength(statuses);
    executor.slotOf('a').end({ kind: 'neverBegan' });
    member.handle.stop();
    expect(executor.log).toEqual(['execute a/1', 'abort a', 'close']);
    expect(member.events.filter((event) => event.startsWith('settled'))).toHaveLength(1);
    await member.close();
  });

  it('ends what has been called since, too', async () => {
    const { member } = remote();
    member.handle.stop();
    const call = member.call('a') as Promise<unknown>;
    member.handle.stop('really');
    await expect(call).rejects.toMatchObject({ cause: { reason: 'really' } });
    expect(member.status).toBe('stopped stopped: really');
    await member.close();
  });

  it('is no failure: the same call executes again after start()', async () => {
    const { executor, member } = remote();
    void member.call('a');
    executor.slotOf('a').begin();
    member.handle.stop();
    executor.slotOf('a').end({ kind: 'neverBegan' });
    await turns();
    member.handle.start();
    const again = member.call('a');
    executor.slotOf('a').begin();
    executor.slotOf('a').return('A');
    await expect(again).resolves.toBe('A');
    await member.close();
  });

  it('keeps what is recorded', async () => {
    const { executor, member } = remote();
    void member.call('a');
    executor.slotOf('a').begin();
    executor.slotOf('a').return('A');
    member.handle.stop();
    await expect(member.call('a')).resolves.toBe('A');
    await member.close();
  });

  it('may be called by whoever hears of a call', async () => {
    const { executor, member } = remote({ retry: { attempts: 2, backoffMs: 100 } });
    const { events } = member;
    member.onEvent = (event) => {
      if (event === 'retried a' || event === 'started b') member.handle.stop();
    };
    void member.call('a');
    executor.slotOf('a').begin();
    executor.slotOf('a').throw(new Error('no luck'));
    expect(executor.log).toEqual(['execute a/1', 'close']);
    await turns();
    void member.call('b');
    member.handle.start();
    executor.slotOf('b').begin();
    expect(executor.slots[1]?.hasBegun).toBe(false);
    expect(events.slice(-3)).toEqual(['queued b', 'started b', 'settled b stopped']);
    await member.close();
  });
});

describe('start()', () => {
  it('without stop() does nothing', async () => {
    const { executor, member } = remote();
    member.handle.start();
    void member.call('a');
    member.handle.start();
    expect([executor.log, member.statuses]).toEqual([['execute a/1'], ['notStarted', 'pending']]);
    expect(member.wakes).toBe(0);
    await member.close();
  });

  it('is asked for where a flow calls a stopped work, and only there', async () => {
    const { member } = remote();
    void member.call('a');
    member.handle.stop();
    expect(member.warnings).toEqual([]);
    void member.call('b');
    expect(member.warnings).toEqual([expect.stringMatching(/`root\.member` was stopped.*start\(\)/)]);
    member.handle.start();
    void member.call('c');
    expect(member.warnings).toHaveLength(1);
    await member.close();
  });

  it('lets what waits begin in order, and the flow ask again', async () => {
    const { executor, member } = remote();
    member.handle.stop();
    for (const name of ['c', 'a', 'b']) void member.call(name);
    const { wakes } = member;
    member.handle.start();
    expect(member.wakes).toBe(wakes + 1);
    for (const name of ['c', 'a', 'b']) {
      expect(executor.executing).toEqual([name]);
      executor.slotOf(name).begin();
      executor.slotOf(name).return(name);
    }
    await member.close();
  });

  it('waits for the body that was stopped, and then for its worker to be gone', async () => {
    const { executor, member } = remote();
    executor.closesAtOnce = false;
    void member.call('a');
    executor.slotOf('a').begin();
    member.handle.stop();
    member.handle.start();
    void member.call('b');
    expect(executor.executing).toEqual(['a']);
    executor.slotOf('a').end({ kind: 'neverBegan' });
    await turns();
    expect([executor.executing, executor.slots.length]).toEqual([[], 1]);
    executor.slots[0]?.finishClosing();
    await turns();
    expect([executor.executing, executor.slots.length]).toEqual([['b'], 2]);
    executor.closesAtOnce = true;
    await member.close();
  });

  it('starts the worker ahead where the work asks for that', async () => {
    const { executor, member } = remote({ startWithFlow: true });
    expect(executor.slots.map(({ isWarm }) => isWarm)).toEqual([true]);
    member.handle.stop();
    member.handle.start();
    await turns();
    expect(executor.slots.map(({ isWarm, isClosed }) => [isWarm, isClosed])).toEqual([
      [true, true],
      [true, false],
    ]);
    void member.call('a');
    expect(executor.slots).toHaveLength(2);
    await member.close();
  });
});

describe('delete()', () => {
  it('stops the work, forgets its records and failures, and gives its fields their first values', async () => {
    const { executor, member } = remote({ raiseException: false });
    for (const name of ['a', 'b']) void member.call(name);
    executor.slotOf('a').begin();
    executor.slotOf('a').return('A');
    executor.slotOf('b').begin();
    executor.slotOf('b').throw(new Error('no luck'));
    expect(member.resets).toBe(0);
    member.handle.delete();
    expect([member.status, member.resets]).toEqual(['stopped stopped: its handle was told to delete it', 1]);
    expect(member.handle.result('a')).toBeUndefined();
    void member.call('a');
    expect(member.status).toBe('pending');
    await turns();
    member.handle.start();
    expect(executor.executing).toEqual(['a']);
    await member.close();
  });

  it('gives the fields their first values again when nothing is left of the body that may set them', async () => {
    const { executor, member } = remote();
    void member.call('a');
    executor.slotOf('a').begin();
    member.handle.delete();
    expect(member.resets).toBe(1);
    executor.slotOf('a').end({ kind: 'neverBegan' });
    await turns();
    expect(member.resets).toBe(2);
    await member.close();
  });
});

describe('start, stop and delete', () => {
  it('are refused for a work that belongs to no running app', async () => {
    const { member } = remote();
    await member.close();
    for (const handle of [member.handle, handleOf(new Remote())]) {
      for (const verb of ['start', 'stop', 'delete'] as const) {
        expect(() => handle[verb]()).toThrow(expect.objectContaining({ code: 'WORKLOOP_APP_STATE' }));
      }
    }
  });
});

describe('a stopped work that runs inline', () => {
  it('has its call settled, and its next call waits for the body', async () => {
    @work({ parallel: true, executor: 'inline' })
    class Deaf {
      readonly _log: string[] = [];
      readonly _gate = new Deferred<string>();
      onStart(): void {
        this._log.push('onStart');
      }
      onExit(): void {
        this._log.push('onExit');
      }
      run(name: string): Promise<string> {
        this._log.push(name);
        return this._gate.promise;
      }
    }
    const member = new Member(new Deaf(), (clock) => new InlineExecutor(clock));
    void member.call('a');
    await turns();
    member.handle.stop();
    void member.call('b');
    member.handle.start();
    await turns();
    expect([member.work._log, member.events.at(-2)]).toEqual([['onStart', 'a'], 'settled a stopped']);
    member.work._gate.resolve('late');
    await turns();
    expect(member.work._log).toEqual(['onStart', 'a', 'onExit', 'onStart', 'b']);
    expect([member.handle.result('a'), member.handle.result('b')]).toEqual([undefined, 'late']);
    await member.close();
  });
});

describe('options that change while the app runs', () => {
  it('close idle workers and open later ones by the new options', async () => {
    const { executor, member } = remote();
    void member.call('a');
    executor.slotOf('a').begin();
    executor.slotOf('a').return('A');
    withOptions(member.work, { maxMemoryMb: 64 });
    expect(executor.log).toEqual(['execute a/1', 'close']);
    void member.call('b');
    await turns();
    expect([executor.executing, executor.slots.length]).toEqual([['b'], 2]);
    await member.close();
  });

  it('let what runs come to its end first', async () => {
    const { executor, member } = remote();
    void member.call('a');
    executor.slotOf('a').begin();
    withOptions(member.work, { executor: 'process' });
    expect(executor.log).toEqual(['execute a/1']);
    executor.slotOf('a').return('A');
    expect(executor.log).toEqual(['execute a/1', 'close']);
    expect(member.handle.result('a')).toBe('A');
    await member.close();
  });

  it('let waiting calls begin where more may run side by side', async () => {
    const { executor, member } = remote();
    for (const name of ['a', 'b', 'c']) void member.call(name);
    withOptions(member.work, { concurrency: 2 });
    expect(executor.executing).toEqual(['a', 'b']);
    await member.close();
  });

  it('leave the workers alone where they have nothing to do with them', async () => {
    const { executor, member } = remote();
    void member.call('a');
    executor.slotOf('a').begin();
    executor.slotOf('a').return('A');
    withOptions(member.work, { maxEntries: 7, retry: { attempts: 2 } });
    expect(executor.log).toEqual(['execute a/1']);
    await member.close();
  });
});
