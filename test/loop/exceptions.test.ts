import { flow, handleOf, work } from 'workloop';
import { TestApp } from 'workloop/testing';
import { turns } from './deferred.js';
import { doing, Slow } from './doing.js';

describe('an exception in a flow', () => {
  it.each<[string, unknown]>([
    ['an Error', new RangeError('original')],
    ['a string', 'just text'],
    ['undefined', undefined],
    ['an object', Object.freeze({ code: 'X' })],
  ])('ends the app with the very thing that was thrown: %s', async (_name, thrown) => {
    const app = new TestApp(
      doing(() => {
        throw thrown;
      }),
    );
    await app.advance(1_000);
    const caught = await app.ended.then(
      () => 'resolved',
      (error: unknown) => ({ error }),
    );
    expect((caught as { error: unknown }).error).toBe(thrown);
    expect(app.counts.passes).toBe(1);
  });

  it('ends the app in an asynchronous flow as well', async () => {
    const error = new Error('later');
    @flow()
    class Root {
      async run(): Promise<void> {
        await turns(1);
        throw error;
      }
    }
    const app = new TestApp(new Root());
    await app.idle();
    await expect(app.ended).rejects.toBe(error);
  });
});

describe('an exception in a work', () => {
  it.each([
    ['blocking and synchronous', { parallel: false }, false],
    ['blocking and asynchronous', { parallel: false }, true],
    ['parallel', { parallel: true }, true],
  ])('ends the app with the original: %s', async (_name, options, isAsync) => {
    const error = new Error('original');
    @work(options)
    class Bad {
      run(): Promise<void> | undefined {
        if (isAsync) return Promise.reject(error);
        throw error;
      }
    }
    const bad = new Bad();
    const app = new TestApp(doing(() => void bad.run(), { bad }));
    await app.idle();
    await expect(app.ended).rejects.toBe(error);
    expect(handleOf(bad).status).toMatchObject({
      name: 'failed',
      reason: 'userException',
      message: 'original',
    });
  });

  it('ends the app without waiting for anything that runs', async () => {
    const error = new Error('original');
    const slow = new Slow();
    @work({ parallel: true })
    class Bad {
      async run(): Promise<void> {
        throw error;
      }
    }
    const bad = new Bad();
    const root = doing(
      () => {
        void slow.run('endless');
        void bad.run();
      },
      { slow, bad },
    );
    const app = new TestApp(root);
    await app.idle();
    await expect(app.ended).rejects.toBe(error);
  });
});
