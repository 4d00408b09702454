import { type WorkOptions, work } from 'workloop';
import { InlineExecutor } from '../../src/executor/inline-executor.js';
import { Deferred, turns } from '../loop/deferred.js';
import { Member } from './member.js';

/** Notes what is done to it. */
@work({ parallel: true, executor: 'inline', raiseException: false })
class Hooked {
  readonly _log: string[] = [];
  _startsWith: () => unknown = () => undefined;
  _exitsWith: () => unknown = () => undefined;
  _body: (name: string) => unknown = (name) => name;
  _excusesWith: () => unknown = () => undefined;
  onStart(): unknown {
    this._log.push('onStart');
    return this._startsWith();
  }
  onExit(): unknown {
    this._log.push('onExit');
    return this._exitsWith();
  }
  onException(error: Error): unknown {
    this._log.push(`onException ${error.message}`);
    return this._excusesWith();
  }
  run(name: string): unknown {
    this._log.push(`run ${name}`);
    return this._body(name);
  }
}

function inline(options: WorkOptions = {}, begin?: Promise<void>) {
  return new Member(new Hooked(), (clock) => new InlineExecutor(clock), options, undefined, begin);
}

function failing(message: string): () => never {
  return () => {
    throw new Error(message);
  };
}

describe('the hooks of a work that runs inline', () => {
  it('begin and end its instance: once before the first body, once after the last', async () => {
    const member = inline();
    for (const name of ['a', 'b']) void member.call(name);
    await turns();
    expect(member.work._log).toEqual(['onStart', 'run a', 'run b']);
    await member.leave();
    expect(member.work._log).toEqual(['onStart', 'run a', 'run b', 'onExit']);
    await member.close();
  });

  it('are called once for all places of the work, which share the instance', async () => {
    const gate = new Deferred();
    const member = inline({ concurrency: 3 });
    member.work._startsWith = () => gate.promise;
    for (const name of ['a', 'b', 'c']) void member.call(name);
    await turns();
    expect([member.work._log, member.status]).toEqual([['onStart'], 'pending']);
    gate.resolve();
    await turns();
    expect(member.work._log).toEqual(['onStart', 'run a', 'run b', 'run c']);
    await member.leave();
    expect(member.work._log.filter((line) => line === 'onExit')).toHaveLength(1);
    await member.close();
  });

  it('may be inherited', async () => {
    class Derived extends Hooked {}
    const member = new Member(new Derived(), (clock) => new InlineExecutor(clock));
    void member.call('a');
    await turns();
    expect(member.work._log).toEqual(['onStart', 'run a']);
    await member.close();
  });

  it.each<[string, () => unknown]>([
    ['throws', failing('no connection')],
    ['rejects', () => Promise.reject(new Error('no connection'))],
  ])('fail the call where onStart %s, and the next call tries again', async (_name, startsWith) => {
    const member = inline();
    member.work._startsWith = startsWith;
    const call = member.call('a') as Promise<unknown>;
    await turns();
    await expect(call).rejects.toMatchObject({ cause: { message: 'no connection' } });
    expect([member.status, member.work._log]).toEqual(['failed setup: no connection', ['onStart']]);
    member.work._startsWith = () => undefined;
    member.handle.retry();
    void member.call('a');
    await turns();
    expect(member.work._log).toEqual(['onStart', 'onStart', 'run a']);
    expect(member.handle.result('a')).toBe('a');
    await member.close();
  });

  it('are not called for a work that never had a call', async () => {
    const member = inline();
    await member.leave();
    expect(member.work._log).toEqual([]);
    await member.close();
  });

  it('begin the instance when the work joins the app, where startWithFlow says so', async () => {
    const member = inline({ startWithFlow: true });
    await turns();
    expect([member.work._log, member.status]).toEqual([['onStart'], 'notStarted']);
    void member.call('a');
    await turns();
    expect(member.work._log).toEqual(['onStart', 'run a']);
    await member.close();
  });

  it('wait with it until the app may begin, where it waits for somebody', async () => {
    const begin = new Deferred();
    const member = inline({ startWithFlow: true }, begin.promise);
    await turns();
    const before = [...member.work._log];
    begin.resolve();
    await turns();

    expect([before, member.work._log]).toEqual([[], ['onStart']]);
    await member.close();
  });

  it('do not begin in a work that left while the app waited', async () => {
    const begin = new Deferred();
    const member = inline({ startWithFlow: true }, begin.promise);
    await member.leave();
    begin.resolve();
    await turns();

    expect(member.work._log).toEqual([]);
    await member.close();
  });

  it('are tried again by the first call where they failed ahead of it', async () => {
    const member = inline({ startWithFlow: true });
    member.work._startsWith = failing('too early');
    await turns();
    expect(member.workerErrors).toEqual([expect.objectContaining({ message: 'too early' })]);
    member.work._startsWith = () => undefined;
    void member.call('a');
    await turns();
    expect(member.handle.result('a')).toBe('a');
    await member.close();
  });

  it('hear of what run threw, and the call keeps its own error', async () => {
    const member = inline();
    member.work._body = failing('no luck');
    member.work._excusesWith = failing('worse');
    const call = member.call('a') as Promise<unknown>;
    await turns();
    await expect(call).rejects.toMatchObject({ cause: { message: 'no luck' } });
    expect(member.work._log).toEqual(['onStart', 'run a', 'onException no luck']);
    expect(member.workerErrors).toEqual([expect.objectContaining({ message: 'worse' })]);
    await member.close();
  });

  it('are waited for where they are asynchronous', async () => {
    const [excuse, exit] = [new Deferred(), new Deferred()];
    const member = inline();
    member.work._body = () => Promise.reject(new Error('no luck'));
    member.work._excusesWith = () => excuse.promise;
    member.work._exitsWith = () => exit.promise;
    void member.call('a');
    await turns();
    expect(member.status).toBe('running');
    excuse.reject(new Error('worse'));
    await turns();
    expect(member.status).toBe('failed userException: no luck');
    let hasLeft = false;
    const left = member.leave().then(() => {
      hasLeft = true;
    });
    await turns();
    expect(hasLeft).toBe(false);
    exit.resolve();
    await left;
    expect(member.workerErrors.map(({ message }) => message)).toEqual(['worse']);
    await member.close();
  });

  it('have only so much time for onExit, and what it throws is told', async () => {
    const member = inline();
    void member.call('a');
    await turns();
    member.work._exitsWith = () => new Promise(() => undefined);
    const left = member.leave();
    await turns();
    member.clock.moveTo(1_000);
    await left;
    const other = inline();
    void other.call('a');
    await turns();
    other.work._exitsWith = failing('still open');
    await other.close();
    expect(other.workerErrors).toEqual([expect.objectContaining({ message: 'still open' })]);
    await member.close();
  });

  it('are not called where the body threw because it was told to stop', async () => {
    const gate = new Deferred<string>();
    const member = inline();
    member.work._body = () => gate.promise;
    void member.call('a');
    await turns();
    member.handle.stop();
    gate.reject(new Error('aborted'));
    await turns();
    expect(member.work._log).toEqual(['onStart', 'run a', 'onExit']);
    await member.close();
  });
});

describe('the end of the inline executor', () => {
  it('does not wait for a body that nobody can end', async () => {
    let executor: InlineExecutor | undefined;
    const member = new Member(new Hooked(), (clock) => {
      executor = new InlineExecutor(clock);
      return executor;
    });
    member.work._body = () => new Promise(() => undefined);
    void member.call('a');
    await turns();
    void member.leave();
    await executor?.close(1_000);
    expect(member.work._log).toEqual(['onStart', 'run a', 'onExit']);
    member.clock.close();
  });
});
