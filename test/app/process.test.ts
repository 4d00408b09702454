import { Program } from './run-program.js';

const STARTED = 'INFO: Your app has started.';

/** A flow that says `pass` once and then does what is given. */
function flowThat(body: string, fields = ''): string {
  return `@flow() class Root { ${fields} run() { ${body} } }`;
}

describe('the process of an app', () => {
  it('says that the app has started and why it stopped, and ends with 0 after stop()', async () => {
    const program = new Program(`
      ${flowThat("console.log('pass'); stop('enough');")}
      const result = await new App(new Root()).run();
      console.log(JSON.stringify(result), process.exitCode);`);
    expect(await program.ended).toEqual({ code: 0, signal: null });
    expect(program.lines).toEqual([
      STARTED,
      'pass',
      expect.stringMatching(/^INFO: .*enough/),
      '{"exitCode":0,"reason":"enough"} 0',
    ]);
    expect(program.stderr).toBe('');
  });

  it('ends with 1 after fail()', async () => {
    const program = new Program(`
      ${flowThat("fail('broken');")}
      const result = await new App(new Root()).run();
      console.log(JSON.stringify(result));`);
    expect((await program.ended).code).toBe(1);
    expect(program.lines.at(-1)).toBe('{"exitCode":1,"reason":"broken"}');
  });

  it.each([
    ['a flow', "throw new RangeError('from the flow');", ''],
    ['a work', 'void this.bad.run();', 'bad = new Bad();'],
  ])(
    'ends with 1 and the original error after an exception in %s, whatever still runs',
    async (_name, body, fields) => {
      const program = new Program(`
      @work({ parallel: true, executor: 'inline' }) class Endless { run() { return new Promise(() => setInterval(() => {}, 1e6)); } }
      @work({ parallel: true, executor: 'inline' }) class Bad { async run() { throw new RangeError('from the work'); } }
      ${flowThat(`void this.endless.run(); ${body}`, `endless = new Endless(); ${fields}`)}
      await new App(new Root()).run();`);
      expect((await program.ended).code).toBe(1);
      expect(program.stderr).toMatch(/RangeError: from the (flow|work)/);
      expect(program.lines[0]).toBe(STARTED);
    },
  );

  it('has exitCode 1 where the rejection is handled, and nothing keeps it alive', async () => {
    const program = new Program(`
      ${flowThat("throw new Error('handled');")}
      await new App(new Root()).run().catch((error) => console.log(error.message));`);
    expect((await program.ended).code).toBe(1);
    expect(program.lines).toContain('handled');
  });

  it('does not say that it has started where the components are no tree', async () => {
    const program = new Program(`
      @work() class Echo { run() {} }
      const echo = new Echo();
      ${flowThat('', 'a = echo; b = echo;')}
      await new App(new Root()).run();`);
    expect((await program.ended).code).toBe(1);
    expect(program.stdout).toBe('');
    expect(program.stderr).toContain('WORKLOOP_COMPONENT_TREE');
  });

  it('goes on for ever without a heartbeat and with nothing to do, until it is told to end', async () => {
    const program = new Program(`
      ${flowThat("console.log('pass');")}
      const app = new App(new Root(), { heartbeatMs: false });
      // Told only if something else keeps the process alive.
      app.on('pass:ended', () => setTimeout(() => console.log('still here'), 10).unref());
      await app.run();
      console.log('after');`);
    await program.shows('still here');
    program.kill('SIGTERM');
    expect(await program.ended).toEqual({ code: 0, signal: null });
    expect(program.lines.filter((line) => line === 'pass')).toHaveLength(1);
    expect(program.lines.slice(-2)).toEqual([expect.stringMatching(/^INFO: .*SIGTERM/), 'after']);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends in good order at %s: what runs comes to its end',
    async (signal) => {
      const program = new Program(`
      const signalled = new Promise((resolve) => process.once('${signal}', resolve));
      @work({ parallel: true, executor: 'inline' }) class Slow {
        async run() { console.log('running'); await signalled; await new Promise(setImmediate); console.log('done'); }
      }
      ${flowThat('void this.slow.run();', 'slow = new Slow();')}
      await new App(new Root()).run();
      console.log('after');`);
      await program.shows('running');
      program.kill(signal);
      expect(await program.ended).toEqual({ code: 0, signal: null });
      expect(program.lines.slice(1)).toEqual([
        'running',
        'done',
        expect.stringMatching(new RegExp(`^INFO: .*${signal}`)),
        'after',
      ]);
    },
  );

  it('ends at once at a second signal', async () => {
    const program = new Program(`
      @work({ parallel: true, executor: 'inline' }) class Endless {
        run() { console.log('running'); return new Promise(() => setInterval(() => {}, 1e6)); }
      }
      process.once('SIGINT', () => console.log('first'));
      ${flowThat('void this.endless.run();', 'endless = new Endless();')}
      await new App(new Root(), { shutdownMs: 1e6 }).run();`);
    await program.shows('running');
    program.kill('SIGINT');
    await program.shows('first');
    program.kill('SIGTERM');
    const { code, signal } = await program.ended;
    expect(signal === 'SIGTERM' || code === 143).toBe(true);
  });

  it('does not wait longer than shutdownMs for a run that does not end', async () => {
    const program = new Program(`
      @work({ parallel: true, executor: 'inline' }) class Endless {
        run() { console.log('running'); return new Promise(() => setInterval(() => {}, 1e6)); }
      }
      ${flowThat('void this.endless.run();', 'endless = new Endless();')}
      await new App(new Root(), { shutdownMs: 50 }).run();`);
    await program.shows('running');
    program.kill('SIGINT');
    await program.ended;
    expect(program.stderr).toMatch(/50 ms.*root\.endless/);
    expect(program.stdout).toMatch(/INFO: .*SIGINT/);
  });

  it('leaves signals to others when the app has ended', async () => {
    const program = new Program(`
      ${flowThat("stop('enough');")}
      await new App(new Root()).run();
      console.log(process.listenerCount('SIGINT') + process.listenerCount('SIGTERM'));`);
    await program.ended;
    expect(program.lines.at(-1)).toBe('0');
  });

  it('ends all apps of a process at a signal, however many there are, without a warning', async () => {
    const program = new Program(`
      let started = 0;
      @flow() class Root { run() { if (++started === 12) console.log('all run'); } }
      const apps = Array.from({ length: 12 }, () => new App(new Root(), { heartbeatMs: false }).run());
      const ended = await Promise.all(apps);
      console.log(ended.length, process.listenerCount('SIGINT') + process.listenerCount('SIGTERM'));`);
    await program.shows('all run');
    program.kill('SIGTERM');
    expect(await program.ended).toEqual({ code: 0, signal: null });
    expect(program.lines.at(-1)).toBe('12 0');
    expect(program.stderr).toBe('');
  });

  it('runs a work as root, once', async () => {
    const program = new Program(`
      @work() class Sole { async run(...args) { console.log('run', args.length); } }
      await new App(new Sole()).run();`);
    expect((await program.ended).code).toBe(0);
    expect(program.lines.slice(0, 2)).toEqual([STARTED, 'run 0']);
  });

  it('explains a child flow that is not awaited, and does not crash over it', async () => {
    const program = new Program(`
      @work() class Load { async run() {} }
      @flow() class Child { load = new Load(); async run() { use(this.load.run()); } }
      ${flowThat('void this.child.run();', 'child = new Child();')}
      await new App(new Root()).run().catch((error) => console.log(error.code));`);
    expect((await program.ended).code).toBe(1);
    expect(program.lines).toContain('WORKLOOP_SWALLOWED_SUSPENSION');
  });

  it('is not ended by a parallel call that fails and is ignored', async () => {
    const program = new Program(`
      @work({ parallel: true, raiseException: false, executor: 'inline' }) class Bad { async run() { throw new Error('ignored'); } }
      @flow() class Root {
        bad = new Bad();
        _passes = 0;
        run() { void this.bad.run(); if (++this._passes === 5) stop('fine'); }
      }
      await new App(new Root(), { heartbeatMs: 5 }).run();`);
    expect((await program.ended).code).toBe(0);
    expect(program.stderr).toBe('');
  });

  it('has Date and everything else as it was', async () => {
    const program = new Program(`
      const before = Date;
      ${flowThat("console.log(Date === before); stop('enough');")}
      await new App(new Root()).run();`);
    await program.ended;
    expect(program.lines).toContain('true');
  });
});
