import { InvalidResultError, type WorkHandle, type WorkOptions } from 'workloop';
import type { Found } from '../../src/ledger/durable/durable-calls.js';
import { Deferred, turns } from '../loop/deferred.js';
import { FakeExecutor } from './fake-executor.js';
import { FakeStore, hit } from './fake-store.js';
import { Member, Remote } from './member.js';

function remote(options: WorkOptions = {}) {
  const executor = new FakeExecutor();
  const store = new FakeStore();
  const member = new Member(new Remote(), () => executor, options, store);
  const runs = (name: string, value: unknown = name.toUpperCase()): void => {
    executor.slotOf(name).begin();
    executor.slotOf(name).return(value);
  };
  return { executor, store, member, runs };
}

describe('the end of a call of a work in a store', () => {
  it('is told when its record and the state of the work are committed, both at once', async () => {
    const { store, member, runs } = remote();
    const promise = member.call('a');
    store.unsaved = [{ key: 'field', value: new Uint8Array() }];
    runs('a');
    await turns();
    expect([store.commits, member.status]).toEqual([[['succeeded a', 'field']], 'running']);
    expect(member.events).toEqual(['queued a', 'started a']);
    expect(member.call('a')).toBe(promise);
    await store.endCommit();
    expect(member.events).toEqual(['queued a', 'started a', 'joined a', 'settled a succeeded']);
    await expect(promise).resolves.toBe('A');
    await member.close();
  });

  it('does not keep the next call from its place', async () => {
    const { store, member, runs } = remote();
    for (const name of ['a', 'b']) void member.call(name);
    runs('a');
    runs('b');
    expect(store.commits).toEqual([['succeeded a'], ['succeeded b']]);
    expect(member.isExecuting).toBe(true);
    await store.endCommit();
    await store.endCommit();
    expect(member.events.slice(-2)).toEqual(['settled a succeeded', 'settled b succeeded']);
    expect(member.isExecuting).toBe(false);
    await member.close();
  });

  it('comes, though the work is stopped meanwhile: what is written down has happened', async () => {
    const { store, member, runs } = remote();
    const promise = member.call('a');
    void member.call('b');
    runs('a');
    member.handle.stop();
    expect(member.events.at(-1)).toBe('settled b stopped');
    await store.endCommit();
    await expect(promise).resolves.toBe('A');
    await member.close();
  });

  it('is no result where it cannot be written down', async () => {
    const { store, member, runs } = remote({ raiseException: false });
    const promise = member.call('a') as Promise<unknown>;
    runs('a');
    await store.endCommit(new Error('no room'));
    await expect(promise).rejects.toMatchObject({ cause: { code: 'WORKLOOP_WORK_STOPPED' } });
    expect(member.handle.result('a')).toBeUndefined();
    await member.close();
  });

  it('is a failure where the state cannot be written down, which is recorded as such', async () => {
    const { store, member, runs } = remote({ raiseException: false });
    void member.call('a');
    store.takeUnsaved = () => {
      throw new InvalidResultError('field', 'a function');
    };
    runs('a');
    await store.endCommit();
    expect(store.commits).toEqual([['failed a']]);
    expect(member.status).toMatch(/^failed invalidResult/);
    await member.close();
  });

  it('tells the store what it was, and why', async () => {
    const { store, member, executor } = remote({ raiseException: false });
    const error = new Error('no');
    void member.call('a');
    executor.slotOf('a').begin();
    executor.slotOf('a').throw(error);
    const [ended] = store.ended;
    expect(ended).toMatchObject({
      key: 'a',
      args: ['a'],
      outcome: { kind: 'failed', reason: 'userException', error },
      call: 1,
      attempt: 1,
    });
    expect(ended?.cause?.describe()).toEqual({ kind: 'first' });
    await store.endCommit();
    await member.close();
  });

  it('of a call that is not cached is the state alone', async () => {
    const { store, member, runs } = remote({ cacheCalls: false });
    void member.call('a');
    runs('a');
    expect([store.commits, member.events.at(-1)]).toEqual([[], 'settled a succeeded']);
    void member.call('a');
    store.unsaved = [{ key: 'field', value: new Uint8Array() }];
    runs('a');
    expect([store.commits, member.events.at(-1)]).toEqual([[['field']], 'started a']);
    await store.endCommit();
    await member.close();
  });

  it('is forgotten where all was forgotten while it was written down', async () => {
    const { store, member, runs } = remote();
    void member.call('a');
    runs('a');
    member.handle.invalidateAll();
    await store.endCommit();
    await store.endCommit();
    expect([member.events.at(-1), member.handle.result('a')]).toEqual(['settled a succeeded', undefined]);
    expect(member.handle.explain('a')).toMatchObject({ decision: 'miss', reason: { kind: 'invalidated' } });
    await member.close();
  });
});

describe('a call that the store knows', () => {
  it('is a hit, and nothing executes', async () => {
    const { store, member, executor } = remote();
    store.found.set('a', hit('from the store'));
    await expect(member.call('a')).resolves.toBe('from the store');
    await expect(member.call('a')).resolves.toBe('from the store');
    expect([member.events, executor.log]).toEqual([[], []]);
    expect(member.handle.result('a')).toBe('from the store');
    await member.close();
  });

  it('has its uses noted, now and then', async () => {
    const { store, member } = remote();
    store.found.set('a', hit('A'));
    for (let i = 0; i < 3; i++) await member.call('a');
    member.clock.moveTo(30_000);
    for (let i = 0; i < 3; i++) await member.call('a');
    expect(store.uses).toEqual(['a']);
    await member.close();
  });

  it('has every use noted with maxEntries', async () => {
    const { store, member } = remote({ maxEntries: 10 });
    store.found.set('a', hit('A'));
    for (let i = 0; i < 3; i++) await member.call('a');
    expect(store.uses.length).toBeGreaterThanOrEqual(2);
    await member.close();
  });

  it('is one with those that wait for a value in a file', async () => {
    const { store, member, executor } = remote();
    const reading = new Deferred<ReturnType<typeof hit>>();
    store.found.set('a', reading.promise);
    const promise = member.call('a');
    expect(member.call('a')).toBe(promise);
    expect(member.isExecuting).toBe(true);
    reading.resolve(hit('large'));
    await expect(promise).resolves.toBe('large');
    expect([member.events, executor.log]).toEqual([['joined a'], []]);
    await expect(member.call('a')).resolves.toBe('large');
    await member.close();
  });

  it.each<[string, (handle: WorkHandle<Remote>) => unknown, Found]>([
    ['invalidated a', (handle) => handle.invalidate('a'), { kind: 'miss', cause: undefined }],
    ['forced a', (handle) => handle.force('a'), { kind: 'miss', cause: undefined }],
    // The store is asked for what was there before.
    ['invalidated all', (handle) => handle.invalidateAll(), hit('old')],
  ])('executes where it is %s while its value is read from a file', async (change, forget, read) => {
    const { store, member, executor, runs } = remote();
    const reading = new Deferred<Found>();
    store.found.set('a', reading.promise);
    const promise = member.call('a');
    expect(member.handle.explain('a')).toMatchObject({
      decision: 'hit',
      sentence: expect.stringContaining('its value is large'),
    });
    const forgotten = forget(member.handle);
    expect(store.commits).toEqual([[change]]);
    expect(member.handle.explain('a').decision).toBe('miss');
    reading.resolve(read);
    await turns();
    expect(executor.log).toEqual(['execute a/1']);
    runs('a', 'new');
    await store.endCommit();
    await store.endCommit();
    await expect(promise).resolves.toBe('new');
    expect(await forgotten).toBe(change === 'forced a' ? 'new' : forgotten);
    await member.close();
  });

  it('executes where its file turns out to be lost', async () => {
    const { store, member, runs } = remote();
    store.found.set(
      'a',
      Promise.resolve({ kind: 'miss', cause: { describe: () => ({ kind: 'unreadable' }) } }),
    );
    const promise = member.call('a');
    await turns();
    runs('a');
    expect(store.ended[0]?.cause?.describe()).toEqual({ kind: 'unreadable' });
    await store.endCommit();
    await expect(promise).resolves.toBe('A');
    await member.close();
  });

  it('is asked about while the work is stopped, and then waits or is a hit', async () => {
    const { store, member, executor } = remote();
    const reading = new Deferred<ReturnType<typeof hit>>();
    store.found.set('a', reading.promise);
    store.found.set('b', Promise.resolve({ kind: 'miss', cause: undefined }));
    const [a] = [member.call('a'), member.call('b')];
    member.handle.stop();
    reading.resolve(hit('A'));
    await expect(a).resolves.toBe('A');
    await turns();
    expect([executor.log, member.handle.queueLength]).toEqual([[], 1]);
    await member.close();
  });

  it('executes after invalidate(), invalidateAll() and force()', async () => {
    const { store, member, runs } = remote();
    for (const name of ['a', 'b']) store.found.set(name, hit('old'));
    expect([member.handle.invalidate('a'), member.handle.invalidate('c')]).toEqual([true, false]);
    void member.call('a');
    runs('a', 'new');
    const forced = member.handle.force('b');
    runs('b', 'new');
    for (let i = 0; i < 4; i++) await store.endCommit();
    await expect(forced).resolves.toBe('new');
    expect(store.commits).toEqual([['invalidated a'], ['succeeded a'], ['forced b'], ['succeeded b']]);
    member.handle.invalidateAll();
    expect(store.commits.at(-1)).toEqual(['invalidated all']);
    await member.close();
  });
});

describe('explain()', () => {
  it('tells of hits where the value is from, without a use', async () => {
    const { store, member } = remote();
    store.found.set('a', hit('A'));
    const { decision, provenance, sentence } = member.handle.explain('a');
    expect([decision, provenance?.run, provenance?.call]).toEqual(['hit', 3, 7]);
    expect(sentence).toMatch(/run 3/);
    expect([store.uses, member.events]).toEqual([[], []]);
    await member.close();
  });

  it('tells of what was stopped', async () => {
    const { member } = remote();
    void member.call('a');
    member.handle.stop('enough');
    expect(member.handle.explain('a')).toMatchObject({
      decision: 'miss',
      reason: { kind: 'stopped', message: 'enough' },
      sentence: expect.stringContaining('previous attempt stopped'),
    });
    await member.close();
  });

  it('tells that a failure was invalidated', async () => {
    const { member, executor, store } = remote({ raiseException: false });
    void member.call('a');
    executor.slotOf('a').begin();
    executor.slotOf('a').throw(new Error('no'));
    await store.endCommit();
    expect([member.handle.invalidate('a'), member.handle.invalidate('a')]).toEqual([true, false]);
    expect(member.handle.explain('a')).toMatchObject({ decision: 'miss', reason: { kind: 'invalidated' } });
    await member.close();
  });

  it('tells of what joins, has failed, and would execute', async () => {
    const { member, executor, store } = remote({ raiseException: false });
    expect(member.handle.explain('a')).toMatchObject({ decision: 'miss', reason: { kind: 'first' } });
    void member.call('a');
    expect(member.handle.explain('a')).toMatchObject({ decision: 'joined', reason: { kind: 'first' } });
    executor.slotOf('a').begin();
    executor.slotOf('a').throw(new Error('no'));
    await store.endCommit();
    expect(member.handle.explain('a')).toMatchObject({ decision: 'failed', reason: { kind: 'first' } });
    await member.close();
  });
});
