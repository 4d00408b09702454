import { type CallContext, callContext, type WorkOptions, work } from 'workloop';
import { InlineExecutor } from '../../src/executor/inline-executor.js';
import { Deferred, turns } from '../loop/deferred.js';
import { FakeExecutor } from './fake-executor.js';
import { Member, Remote } from './member.js';

/** Keeps the context of each of its calls by its argument. */
@work({ parallel: true, executor: 'inline', raiseException: false })
class Curious {
  readonly _contexts = new Map<string, CallContext>();
  readonly _later = new Map<string, CallContext>();
  _between: () => Promise<void> = async () => undefined;
  async run(name: string): Promise<string> {
    this._contexts.set(name, callContext());
    await this._between();
    this._later.set(name, callContext());
    return name;
  }
}

function curious(options: WorkOptions = {}) {
  return new Member(new Curious(), (clock) => new InlineExecutor(clock), options);
}

describe('callContext()', () => {
  it('tells run of its call: attempt, name, place', async () => {
    const member = curious();
    void member.call('a');
    await turns();
    expect(member.work._contexts.get('a')).toMatchObject({
      attempt: 1,
      callKey: expect.stringMatching(/^v1:[0-9a-f]{64}$/),
      path: 'root.member',
    });
    await member.close();
  });

  it('is the same after an await, also where several calls run side by side', async () => {
    const gate = new Deferred();
    const member = curious({ concurrency: 3 });
    member.work._between = () => gate.promise;
    for (const name of ['a', 'b', 'c']) void member.call(name);
    await turns();
    gate.resolve();
    await turns();
    const { _contexts, _later } = member.work;
    expect([..._later.keys()]).toEqual(['a', 'b', 'c']);
    for (const [name, context] of _later) expect(context).toBe(_contexts.get(name));
    expect(new Set(_contexts.values()).size).toBe(3);
    await member.close();
  });

  it('throws outside of a call, and says what to do', async () => {
    expect(() => callContext()).toThrow(expect.objectContaining({ code: 'WORKLOOP_OUTSIDE_CALL' }));
    @work()
    class Alone {
      run(): CallContext {
        return callContext();
      }
    }
    expect(() => new Alone().run()).toThrow(expect.objectContaining({ code: 'WORKLOOP_OUTSIDE_CALL' }));
    const member = curious();
    void member.call('a');
    await turns();
    expect(() => callContext()).toThrow(expect.objectContaining({ code: 'WORKLOOP_OUTSIDE_CALL' }));
    await member.close();
  });

  it.each<[string, WorkOptions, string, (member: Member<Curious>) => void]>([
    ['stopped', {}, 'WORKLOOP_WORK_STOPPED', (member) => member.handle.stop()],
    ['too late', { timeoutMs: 50 }, 'WORKLOOP_WORK_TIMEOUT', (member) => member.clock.moveTo(50)],
  ])('has a signal that is aborted when the call is %s', async (_name, options, code, end) => {
    const gate = new Deferred();
    const member = curious(options);
    member.work._between = () => gate.promise;
    void member.call('a');
    await turns();
    const signal = member.work._contexts.get('a')?.signal;
    expect(signal?.aborted).toBe(false);
    end(member);
    expect(signal?.aborted).toBe(true);
    expect(signal?.reason).toMatchObject({ code });
    gate.resolve();
    await turns();
    await member.close();
  });

  it('has a signal that is aborted already, for who asks late', async () => {
    const gate = new Deferred();
    const member = curious();
    member.work._between = () => gate.promise;
    void member.call('a');
    await turns();
    member.handle.stop();
    gate.resolve();
    await turns();
    expect(member.work._later.get('a')?.signal).toMatchObject({ aborted: true });
    await member.close();
  });

  it('counts attempts', async () => {
    const attempts: number[] = [];
    @work({ parallel: true, executor: 'inline', retry: { attempts: 3, backoffMs: 0 } })
    class Flaky {
      run(_name: string): number {
        const { attempt } = callContext();
        attempts.push(attempt);
        if (attempt < 3) throw new Error('no luck');
        return attempt;
      }
    }
    const member = new Member(new Flaky(), (clock) => new InlineExecutor(clock));
    void member.call('a');
    await turns();
    expect([attempts, member.handle.result('a')]).toEqual([[1, 2, 3], 3]);
    await member.close();
  });

  it('has a log that formats as the console does, line by line, with levels', async () => {
    @work({ parallel: true, executor: 'inline' })
    class Talking {
      run(_name: string): void {
        const { log } = callContext();
        log.debug('%s is %d', 'one', 1);
        log.info('first\nsecond', { deep: { er: [1] } });
        log.warn('careful');
        log.error('broken');
      }
    }
    const member = new Member(new Talking(), (clock) => new InlineExecutor(clock));
    void member.call('a');
    await turns();
    expect(member.output).toEqual([
      { level: 'debug', stream: 'stdout', text: 'one is 1' },
      { level: 'info', stream: 'stdout', text: 'first' },
      { level: 'info', stream: 'stdout', text: 'second { deep: { er: [ 1 ] } }' },
      { level: 'warn', stream: 'stderr', text: 'careful' },
      { level: 'error', stream: 'stderr', text: 'broken' },
    ]);
    await member.close();
  });
});

describe('the name of a call', () => {
  function nameOf(member: Member, executor: FakeExecutor, ...args: Parameters<Remote['run']>): string {
    void member.call(...args);
    const slot = executor.slotOf(args[0]);
    const name = slot.job?.callKey ?? '';
    slot.begin();
    slot.throw(new Error('no luck'));
    member.handle.retry();
    return name;
  }

  async function namesIn(options: WorkOptions, path: string, ...calls: string[][]): Promise<string[]> {
    const executor = new FakeExecutor();
    const member = new Member(new Remote(), () => executor, { raiseException: false, ...options });
    member.path = path;
    const names = calls.map((args) => nameOf(member, executor, ...(args as [string])));
    await member.close();
    return names;
  }

  it('is one and the same for the same work, place and arguments', async () => {
    const [first, again] = await namesIn({}, 'root.a', ['x'], ['x']);
    const [elsewhen] = await namesIn({}, 'root.a', ['x']);
    expect([again, elsewhen]).toEqual([first, first]);
  });

  it('is another one for other arguments, and for another place', async () => {
    const names = [
      ...(await namesIn({}, 'root.a', ['x'], ['y'], ['A1[s1:x]'])),
      ...(await namesIn({}, 'root.b', ['x'])),
    ];
    expect(new Set(names).size).toBe(4);
  });

  it('takes no notice of arguments that do not count', async () => {
    const [first, second] = await namesIn({ ignore: [1] }, 'root.a', ['x', 'one'], ['x', 'other']);
    expect(second).toBe(first);
  });

  it('is another one for each call that is not cached', async () => {
    const names = [
      ...(await namesIn({ cacheCalls: false }, 'root.a', ['x'], ['x'])),
      ...(await namesIn({ cacheCalls: false }, 'root.a', ['x'])),
    ];
    expect(new Set(names).size).toBe(3);
  });
});
