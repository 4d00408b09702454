import { type WorkOptions, withOptions, work } from 'workloop';
import { InlineExecutor } from '../../src/executor/inline-executor.js';
import { Deferred, turns } from '../loop/deferred.js';
import { FakeExecutor } from './fake-executor.js';
import { Member, Remote } from './member.js';

function remote(options: WorkOptions) {
  const executor = new FakeExecutor();
  const member = new Member(new Remote(), () => executor, { raiseException: false, ...options });
  return { executor, member };
}

/** Waits for as long as its test wants, whatever its signal says. */
@work({ parallel: true, executor: 'inline' })
class Deaf {
  readonly _log: string[] = [];
  readonly _gates: Deferred<string>[] = [];
  run(name: string): Promise<string> {
    this._log.push(name);
    const gate = new Deferred<string>();
    this._gates.push(gate);
    return gate.promise;
  }
}

describe('a call that takes longer than timeoutMs', () => {
  it('fails at once, and its body is ended', async () => {
    const { executor, member } = remote({ timeoutMs: 50 });
    const promise = member.call('a') as Promise<unknown>;
    executor.slotOf('a').begin();
    member.clock.moveTo(49);
    expect(member.status).toBe('running');
    member.clock.moveTo(50);
    expect(member.status).toBe('failed timeout: `root.member` did not end within 50 ms.');
    await expect(promise).rejects.toMatchObject({
      code: 'WORKLOOP_WORK_FAILED',
      cause: { code: 'WORKLOOP_WORK_TIMEOUT', path: 'root.member', timeoutMs: 50 },
    });
    expect(executor.slotOf('a').abortedWith).toMatchObject({ code: 'WORKLOOP_WORK_TIMEOUT' });
    await member.close();
  });

  it('ends the app with the error where the work may not fail', async () => {
    const { executor, member } = remote({ timeoutMs: 50, raiseException: true });
    void member.call('a');
    executor.slotOf('a').begin();
    member.clock.moveTo(50);
    expect(member.fatal).toEqual([expect.objectContaining({ code: 'WORKLOOP_WORK_TIMEOUT' })]);
    await member.close();
  });

  it('has no later result, and the next call waits until nothing is left of the body', async () => {
    const { executor, member } = remote({ timeoutMs: 50 });
    for (const name of ['a', 'b']) void member.call(name);
    executor.slotOf('a').begin();
    member.clock.moveTo(50);
    expect(executor.executing).toEqual(['a']);
    executor.slotOf('a').return('late');
    expect(executor.executing).toEqual(['b']);
    expect(member.handle.result('a')).toBeUndefined();
    expect(member.events.filter((event) => event.startsWith('settled'))).toEqual(['settled a failed']);
    await member.close();
  });

  it('has its time counted from the begin of its body, for each attempt anew', async () => {
    const { executor, member } = remote({ timeoutMs: 50, retry: { attempts: 2, backoffMs: 10, jitter: 0 } });
    void member.call('a');
    member.clock.moveTo(1_000);
    expect(member.status).toBe('pending');
    executor.slotOf('a').begin();
    member.clock.moveTo(1_050);
    expect(member.status).toBe(
      'pending timeout: attempt 1 of 2 failed: `root.member` did not end within 50 ms.; the next one begins in 10 ms',
    );
    executor.slotOf('a').end({ kind: 'neverBegan' });
    member.clock.moveTo(1_060);
    executor.slotOf('a').begin();
    member.clock.moveTo(1_109);
    expect(member.status).toBe('running');
    executor.slotOf('a').return('A');
    member.clock.moveTo(2_000);
    expect(member.status).toBe('succeeded');
    await member.close();
  });

  it('is tried again only when nothing is left of the body, however short the wait', async () => {
    const { executor, member } = remote({ timeoutMs: 50, retry: { attempts: 2, backoffMs: 0 } });
    void member.call('a');
    executor.slotOf('a').begin();
    member.clock.moveTo(500);
    expect(executor.log).toEqual(['execute a/1', 'abort a']);
    executor.slotOf('a').end({ kind: 'crashed', error: new Error('ended by us') });
    expect(executor.log).toEqual(['execute a/1', 'abort a', 'execute a/2']);
    await member.close();
  });
});

describe('timeoutMs of a work that runs inline', () => {
  it('settles the call, and the next one waits for the body', async () => {
    const member = new Member(new Deaf(), (clock) => new InlineExecutor(clock), {
      raiseException: false,
      timeoutMs: 50,
    });
    for (const name of ['a', 'b']) void member.call(name);
    await turns();
    member.clock.moveTo(50);
    expect(member.events.at(-1)).toBe('settled a failed');
    await turns();
    expect(member.work._log).toEqual(['a']);
    member.work._gates[0]?.resolve('late');
    await turns();
    expect(member.work._log).toEqual(['a', 'b']);
    expect(member.handle.result('a')).toBeUndefined();
    member.work._gates[1]?.resolve('B');
    await turns();
    expect(member.handle.result('b')).toBe('B');
    await member.close();
  });

  it('cannot be where run is synchronous: the call fails as soon as that is known', async () => {
    @work({ executor: 'inline', parallel: true, timeoutMs: 50 })
    class Busy {
      run(name: string): string {
        return name;
      }
    }
    const member = new Member(new Busy(), (clock) => new InlineExecutor(clock));
    void member.call('a');
    await turns();
    expect(member.status).toMatch(
      /^failed invalidResult: Expected `timeoutMs` to be left out, because `root.member` .*got `50` \(number\)$/,
    );
    expect(member.fatal).toEqual([
      expect.objectContaining({ code: 'WORKLOOP_INVALID_OPTION', option: 'timeoutMs' }),
    ]);
    await member.close();
  });

  it('is no error for a work that asks for a thread and runs inline in a test', async () => {
    @work({ executor: 'thread', timeoutMs: 50 })
    class Busy {
      run(name: string): string {
        return name;
      }
    }
    const member = new Member(new Busy(), (clock) => new InlineExecutor(clock));
    member.call('a');
    await turns();
    expect(member.handle.result('a')).toBe('a');
    await member.close();
  });

  it('is refused at the call where the plan says that run is synchronous', async () => {
    class Busy {
      run(name: string): string {
        return name;
      }
    }
    (work as unknown as (...args: unknown[]) => (target: unknown) => void)(
      { timeoutMs: 50 },
      { version: 1, id: 'test#Busy', isAsync: false },
    )(Busy);
    const member = new Member(new Busy(), (clock) => new InlineExecutor(clock));
    expect(() => member.call('a')).toThrow(expect.objectContaining({ option: 'timeoutMs', got: 50 }));
    expect(member.events).toEqual([]);
    withOptions(member.work, { timeoutMs: Number.POSITIVE_INFINITY });
    member.call('a');
    await turns();
    expect(member.handle.result('a')).toBe('a');
    await member.close();
  });
});
