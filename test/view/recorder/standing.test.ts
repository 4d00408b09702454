import { flow, handleOf, withOptions, work } from 'workloop';
import { RecordedApp } from './recorded-app.js';

@work()
class Odd {
  run(n: number): number {
    if (n % 2 === 0) throw new Error(`${n} is even`);
    return n;
  }
}

@flow()
class Root {
  odd = withOptions(new Odd(), { raiseException: false, parallel: true, executor: 'inline' });
  run(): void {}
}

let root: Root;
let app: RecordedApp;
beforeEach(async () => {
  root = new Root();
  app = new RecordedApp(root);
  await app.settle();
});
afterEach(() => app.close());

/** What is told at the end of a second. */
const toldOfWork = async () => {
  await app.settle();
  app.recorder.noteChanged();
  return app.flush().components?.find(({ path }) => path === 'root.odd');
};

describe('of a work is told, whoever did it and though no call tells of it,', () => {
  it('that it is stopped, and that it is started', async () => {
    handleOf(root.odd).stop();
    const stopped = await toldOfWork();
    handleOf(root.odd).start();
    const started = await toldOfWork();

    expect(stopped).toMatchObject({ isStopped: true, status: { name: 'stopped' } });
    // The status is that of its calls, and there was none since.
    expect(started).toMatchObject({ isStopped: false, status: { name: 'stopped' } });
  });

  it('how many failures a retry is about', async () => {
    app.ask('act', { action: 'force', path: 'root.odd', args: [2] });
    const [failed] = (await app.settle()).components ?? [];
    handleOf(root.odd).retry();
    const forgotten = await toldOfWork();

    expect(failed).toMatchObject({ failures: 1, failedCalls: 1 });
    expect(forgotten).toMatchObject({ failures: 1, failedCalls: 0 });
  });

  it('that nothing is different by nothing', async () => {
    await toldOfWork();

    expect(await toldOfWork()).toBeUndefined();
  });
});

it('an app that was asked to end is ending until it has', async () => {
  app.ask('act', { action: 'stop' });
  const { app: ending } = app.flush();
  await app.ended;

  expect(ending).toMatchObject({ state: 'running', isEnding: true });
  expect(app.recorder.close()).not.toHaveProperty('isEnding');
});
