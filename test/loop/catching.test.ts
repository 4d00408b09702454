import { flow, SwallowedSuspensionError, use, work } from 'workloop';
import { TestApp } from 'workloop/testing';
import { turns } from './deferred.js';

@work()
class Load {
  async run(): Promise<string> {
    return 'rows';
  }
}

@flow()
class Child {
  load = new Load();
  async run(): Promise<string> {
    return use(this.load.run());
  }
}

async function endOf(root: object): Promise<unknown> {
  const app = new TestApp(root);
  await app.idle();
  if (!app.hasEnded) throw new Error('The app goes on.');
  return app.ended.catch((error: unknown) => error);
}

describe('a flow that swallows a suspension and goes on', () => {
  it('fails the app with an explanation that names the call', async () => {
    const log: string[] = [];
    @flow()
    class Root {
      load = new Load();
      run(): void {
        try {
          use(this.load.run());
        } catch {
          log.push('swallowed');
        }
        log.push('went on');
      }
    }
    const error = await endOf(new Root());
    expect(error).toBeInstanceOf(SwallowedSuspensionError);
    expect(error).toMatchObject({ code: 'WORKLOOP_SWALLOWED_SUSPENSION', path: 'root.load' });
    expect(String(error)).toMatch(/catch.*finally.*transformer/s);
    expect(log).toEqual(['swallowed', 'went on']);
  });

  it('fails the app where a finally returns', async () => {
    @flow()
    class Root {
      load = new Load();
      run(): void {
        try {
          use(this.load.run());
        } finally {
          // biome-ignore lint/correctness/noUnsafeFinally: this is the mistake that is tested.
          return;
        }
      }
    }
    expect(await endOf(new Root())).toBeInstanceOf(SwallowedSuspensionError);
  });

  it('fails the app where it is an asynchronous flow', async () => {
    @flow()
    class Root {
      load = new Load();
      async run(): Promise<void> {
        await turns(1);
        try {
          use(this.load.run());
        } catch {}
      }
    }
    expect(await endOf(new Root())).toBeInstanceOf(SwallowedSuspensionError);
  });

  it('fails the app where the promise of a child swallows it', async () => {
    @flow()
    class Root {
      child = new Child();
      async run(): Promise<void> {
        await this.child.run().catch(() => undefined);
      }
    }
    expect(await endOf(new Root())).toBeInstanceOf(SwallowedSuspensionError);
  });

  it('fails the app where an asynchronous child is not awaited, and nothing else goes wrong', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    @flow()
    class Root {
      child = new Child();
      run(): void {
        void this.child.run();
      }
    }
    const error = await endOf(new Root());
    await turns();
    process.off('unhandledRejection', note);
    expect(error).toBeInstanceOf(SwallowedSuspensionError);
    expect(String(error)).toMatch(/async child flow was not awaited/);
  });
});

describe('a flow that catches and rethrows', () => {
  it('is fine: the pass is suspended', async () => {
    const log: unknown[] = [];
    @flow()
    class Root {
      load = new Load();
      run(): void {
        try {
          log.push(use(this.load.run()));
        } catch (error) {
          if (error instanceof Error) return;
          throw error;
        }
      }
    }
    const app = new TestApp(new Root());
    await app.idle();
    expect([app.hasEnded, log]).toEqual([false, ['rows']]);
    await app.close();
  });

  it('is fine with finally, which runs in every pass', async () => {
    const log: string[] = [];
    @flow()
    class Root {
      load = new Load();
      run(): void {
        try {
          log.push(use(this.load.run()));
        } finally {
          log.push('finally');
        }
      }
    }
    const app = new TestApp(new Root());
    await app.idle();
    expect(log).toEqual(['finally', 'rows', 'finally']);
    await app.close();
  });

  it('hides no exception: what is thrown after a swallowed suspension ends the app', async () => {
    const error = new Error('after it');
    @flow()
    class Root {
      load = new Load();
      run(): void {
        try {
          use(this.load.run());
        } catch {
          throw error;
        }
      }
    }
    expect(await endOf(new Root())).toBe(error);
  });
});
