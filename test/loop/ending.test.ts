import { AppStateError, fail, handleOf, OutsidePassError, stop, withOptions, work } from 'workloop';
import { TestApp } from 'workloop/testing';
import { turns } from './deferred.js';
import { doing, Slow } from './doing.js';

describe.each([
  ['stop', stop, 0],
  ['fail', fail, 1],
] as const)('%s', (name, end, exitCode) => {
  it('ends the pass where it stands and the app with its exit code and message', async () => {
    const log: string[] = [];
    const app = new TestApp(
      doing(() => {
        log.push('above');
        end('enough');
        log.push('below');
      }),
    );
    await app.advance(1_000);
    expect(log).toEqual(['above']);
    await expect(app.ended).resolves.toEqual({ exitCode, reason: 'enough' });
    expect(app.counts.passes).toBe(1);
    await app.close();
  });

  it('says its own name where it is given no message', async () => {
    const app = new TestApp(doing(() => end()));
    await app.idle();
    await expect(app.ended).resolves.toEqual({ exitCode, reason: expect.stringContaining(name) });
    await app.close();
  });

  it('is heeded even where a catch swallows its signal', async () => {
    const log: string[] = [];
    const app = new TestApp(
      doing(() => {
        try {
          end('enough');
        } catch {
          log.push('swallowed');
        }
      }),
    );
    await app.advance(1_000);
    expect(log).toEqual(['swallowed']);
    await expect(app.ended).resolves.toEqual({ exitCode, reason: 'enough' });
    await app.close();
  });

  it('returns in the run of a work, and the app ends soon', async () => {
    const log: string[] = [];
    @work()
    class Stopper {
      run(): void {
        end('from a work');
        log.push('went on');
      }
    }
    const stopper = new Stopper();
    const app = new TestApp(doing(() => stopper.run(), { stopper }));
    await app.advance(1_000);
    expect(log).toEqual(['went on']);
    await expect(app.ended).resolves.toEqual({ exitCode, reason: 'from a work' });
    expect(app.counts.passes).toBeLessThan(3);
    await app.close();
  });

  it('is refused where it can belong to no app', async () => {
    expect(() => end()).toThrow(OutsidePassError);
    const [one, another] = [new TestApp(doing(() => undefined)), new TestApp(doing(() => undefined))];
    expect(() => end()).toThrow(OutsidePassError);
    await one.close();
    expect(() => end('the last one')).not.toThrow();
    await expect(another.ended).resolves.toEqual({ exitCode, reason: 'the last one' });
  });

  it('waits for what runs, and lets what only waits go as stopped', async () => {
    const slow = new Slow();
    const app = new TestApp(
      doing(
        () => {
          void slow.run('running');
          void slow.run('waiting');
        },
        { slow },
      ),
      { heartbeatMs: false },
    );
    const outcomes: unknown[] = [];
    app.on('call:settled', ({ args, outcome }) => outcomes.push([args[0], outcome]));
    let hasEnded = false;
    void app.ended.then(() => {
      hasEnded = true;
    });
    await app.pass();
    await turns();
    end('enough');
    await turns();
    expect([hasEnded, outcomes]).toEqual([false, [['waiting', 'stopped']]]);
    slow._gate.resolve('done');
    await expect(app.ended).resolves.toEqual({ exitCode, reason: 'enough' });
    expect(outcomes).toEqual([
      ['waiting', 'stopped'],
      ['running', 'succeeded'],
    ]);
    expect(slow._log).toEqual(['running']);
    await app.close();
  });

  it('waits shutdownMs at most, and says for what it did not wait any longer', async () => {
    const slow = new Slow();
    const app = new TestApp(
      doing(() => void slow.run('endless'), { slow }),
      { shutdownMs: 3_000 },
    );
    await app.pass();
    await turns();
    end('enough');
    await turns();
    app.clock.moveTo(app.clock.now() + 2_999);
    await turns();
    expect(handleOf(slow).isRunning).toBe(true);
    app.clock.moveTo(app.clock.now() + 1);
    await expect(app.ended).resolves.toEqual({ exitCode, reason: 'enough' });
    expect(app.warnings).toEqual([expect.stringMatching(/3000 ms.*root\.works\.slow/)]);
    await app.close();
  });
});

describe('an app', () => {
  it('ends for the first reason that comes', async () => {
    const app = new TestApp(
      doing(() => {
        try {
          stop('first');
        } catch {
          fail('second');
        }
      }),
    );
    const told: unknown[] = [];
    app.on('app:stopped', ({ exitCode, reason }) => told.push([exitCode, reason]));
    await app.idle();
    await expect(app.ended).resolves.toEqual({ exitCode: 0, reason: 'first' });
    expect(told).toEqual([[0, 'first']]);
  });

  it('tells of its end after everything else', async () => {
    const told: unknown[] = [];
    const app = new TestApp(doing(() => stop('enough')));
    for (const name of ['app:started', 'pass:started', 'pass:ended', 'app:stopped'] as const) {
      app.on(name, (event) => told.push({ name, ...event }));
    }
    await app.idle();
    await app.ended;
    expect(told.map((event) => (event as { name: string }).name)).toEqual([
      'app:started',
      'pass:started',
      'pass:ended',
      'app:stopped',
    ]);
    expect(told.at(-1)).toMatchObject({ exitCode: 0, reason: 'enough' });
  });

  it('has a component as its root and nothing else', () => {
    for (const root of [{}, new Map(), null, 'text', class {}]) {
      expect(() => new TestApp(root as object)).toThrow(AppStateError);
    }
  });

  it('says which options it takes', () => {
    const root = doing(() => undefined);
    for (const options of [{ heartbeatMs: 0 }, { heartbeatMs: true }, { shutdownMs: -1 }, { heartbeat: 1 }]) {
      expect(() => new TestApp(root, options as never)).toThrow(
        expect.objectContaining({ code: 'WORKLOOP_INVALID_OPTION', option: Object.keys(options)[0] }),
      );
    }
  });
});

describe('a work as root', () => {
  it('is called once, without arguments, and the app ends with 0', async () => {
    const calls: unknown[][] = [];
    @work()
    class Sole {
      run(...args: unknown[]): string {
        calls.push(args);
        return 'done';
      }
    }
    const app = new TestApp(new Sole());
    await app.idle();
    await expect(app.ended).resolves.toMatchObject({ exitCode: 0 });
    expect(calls).toEqual([[]]);
  });

  it('may take its time', async () => {
    const slow = withOptions(new Slow(), { cacheCalls: false });
    const app = new TestApp(slow);
    await turns();
    expect(slow._log).toHaveLength(1);
    slow._gate.resolve('');
    await expect(app.ended).resolves.toMatchObject({ exitCode: 0 });
  });

  it('ends the app with what it threw', async () => {
    const error = new Error('original');
    @work()
    class Bad {
      run(): void {
        throw error;
      }
    }
    const app = new TestApp(new Bad());
    await app.idle();
    await expect(app.ended).rejects.toBe(error);
  });
});
