import * as fc from 'fast-check';
import { flow, handleOf, QueueFullError, withOptions, work } from 'workloop';
import { TestApp } from 'workloop/testing';
import { Deferred, turns } from './deferred.js';

/** A work whose bodies are ended by the test. */
@work({ parallel: true })
class Slow {
  readonly _log: string[] = [];
  readonly _gates = new Map<string, Deferred<string>>();
  run(name: string): Promise<string> {
    this._log.push(name);
    const gate = new Deferred<string>();
    this._gates.set(name, gate);
    return gate.promise;
  }
}

/** A flow that submits once what it is given, for each pass its own list. */
function submitting(works: Record<string, Slow>, submit: (works: Record<string, Slow>) => void) {
  @flow()
  class Root {
    works = works;
    _submit: ((works: Record<string, Slow>) => void) | undefined = submit;
    run(): void {
      this._submit?.(this.works);
      this._submit = undefined;
    }
  }
  return new Root();
}

describe('the calls of one work', () => {
  it('run one at a time, first in first out', async () => {
    const slow = new Slow();
    const root = submitting({ slow }, () => {
      for (const name of ['c', 'a', 'b']) void slow.run(name);
    });
    const app = new TestApp(root, { heartbeatMs: false });
    await app.pass();
    expect(handleOf(slow).queueLength).toBe(2);
    const running: string[][] = [];
    for (const name of ['c', 'a', 'b']) {
      await turns();
      running.push([...slow._log]);
      slow._gates.get(name)?.resolve(name);
    }
    await app.idle();
    expect(running).toEqual([['c'], ['c', 'a'], ['c', 'a', 'b']]);
    expect(handleOf(slow).queueLength).toBe(0);
    await app.close();
  });

  it('go on after one that failed', async () => {
    const slow = withOptions(new Slow(), { raiseException: false });
    const root = submitting({ slow }, () => {
      for (const name of ['a', 'b']) void slow.run(name);
    });
    const app = new TestApp(root, { heartbeatMs: false });
    await app.pass();
    await turns();
    slow._gates.get('a')?.reject(new Error('a is no good'));
    await turns();
    expect(slow._log).toEqual(['a', 'b']);
    await app.close();
  });

  it('run side by side with those of other works, also of the same class', async () => {
    const works = { left: new Slow(), right: new Slow() };
    const root = submitting(works, ({ left, right }) => {
      void left?.run('l1');
      void left?.run('l2');
      void right?.run('r1');
    });
    const app = new TestApp(root, { heartbeatMs: false });
    await app.pass();
    await turns();
    expect([works.left._log, works.right._log]).toEqual([['l1'], ['r1']]);
    expect([handleOf(works.left).isRunning, handleOf(works.right).isRunning]).toEqual([true, true]);
    works.right._gates.get('r1')?.resolve('');
    await turns();
    expect(handleOf(works.left).isRunning).toBe(true);
    await app.close();
  });

  it('wait up to maxQueue behind the running one; one more throws at the call', async () => {
    const thrown: unknown[] = [];
    const slow = withOptions(new Slow(), { maxQueue: 2 });
    const root = submitting({ slow }, () => {
      for (const name of ['running', 'first', 'second', 'first', 'running']) void slow.run(name);
      try {
        void slow.run('third');
      } catch (error) {
        thrown.push(error);
      }
    });
    const app = new TestApp(root, { heartbeatMs: false });
    await app.pass();
    expect(thrown).toEqual([expect.any(QueueFullError)]);
    expect(thrown[0]).toMatchObject({
      code: 'WORKLOOP_QUEUE_FULL',
      path: 'root.works.slow',
      maxQueue: 2,
      message: expect.stringMatching(/2 calls waiting/),
    });
    for (const name of ['running', 'first', 'second']) {
      await turns();
      slow._gates.get(name)?.resolve(name);
    }
    await app.idle();
    expect(slow._log).toEqual(['running', 'first', 'second']);
    expect(handleOf(slow).successes).toBe(3);
    await app.close();
  });

  it('are 1,000 at most unless the work says otherwise', async () => {
    const slow = new Slow();
    const root = submitting({ slow }, () => {
      for (let i = 0; i < 1_001; i++) void slow.run(`call ${i}`);
    });
    const app = new TestApp(root, { heartbeatMs: false });
    await app.pass();
    expect(handleOf(slow).queueLength).toBe(1_000);
    root._submit = () => void slow.run('one too many');
    await app.pass();
    await expect(app.ended).rejects.toMatchObject({ code: 'WORKLOOP_QUEUE_FULL', maxQueue: 1_000 });
  });

  it('follow a queue with joins for any interleaving of calls and ends', async () => {
    type Step =
      | { readonly kind: 'call'; readonly name: string }
      | { readonly kind: 'end'; readonly fails: boolean };
    const step: fc.Arbitrary<Step> = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({ kind: fc.constant('call' as const), name: fc.constantFrom(...'abcde') }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('end' as const), fails: fc.boolean() }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.boolean(), async (steps, cacheCalls) => {
        const slow = withOptions(new Slow(), { cacheCalls, raiseException: false });
        const root = submitting({ slow }, () => undefined);
        const app = new TestApp(root, { heartbeatMs: false });
        const queue: string[] = [];
        const done = new Set<string>();
        const failed = new Set<string>();
        const executed: string[] = [];
        const counts = { hits: 0, joins: 0 };
        for (const next of steps) {
          if (next.kind === 'call') {
            root._submit = () => void slow.run(next.name);
            await app.pass();
            if (done.has(next.name)) counts.hits++;
            else if (failed.has(next.name)) continue;
            else if (queue.includes(next.name)) counts.joins++;
            else if (queue.push(next.name) === 1) executed.push(next.name);
          } else {
            const ended = queue.shift();
            if (ended === undefined) continue;
            const gate = slow._gates.get(ended);
            if (next.fails) gate?.reject(new Error(ended));
            else gate?.resolve(ended);
            // Only what is cached is remembered, failures too: an uncached call executes anew.
            if (cacheCalls) (next.fails ? failed : done).add(ended);
            if (queue[0] !== undefined) executed.push(queue[0]);
          }
          await turns(4);
          expect(slow._log).toEqual(executed);
          expect(handleOf(slow).queueLength).toBe(Math.max(0, queue.length - 1));
        }
        expect(app.counts).toMatchObject({ ...counts, executions: executed.length });
        await app.close();
      }),
      { numRuns: 60 },
    );
  });
});
