import { join } from 'node:path';
import { handleOf } from 'workloop';
import { TestApp } from 'workloop/testing';
import { CleanFile } from '../../samples/07-pipeline/clean-file.js';
import { CompareModels } from '../../samples/07-pipeline/compare-models.js';
import { MakeExamples } from '../../samples/07-pipeline/make-examples.js';
import { type Model, meanOf } from '../../samples/07-pipeline/model.js';
import { Pipeline } from '../../samples/07-pipeline/pipeline.js';
import { askTree, growTree } from '../../samples/07-pipeline/regression-tree.js';
import { Search } from '../../samples/08-hyperparameters/search.js';
import { Conversation } from '../../samples/09-messages/conversation.js';
import { repository } from './run-command.js';

const HOUR_MS = 3_600_000;
const file = join(repository, 'samples', '07-pipeline', 'data', 'seattle-weather.csv');

describe('the pipeline', () => {
  it('trains at the start and with each tick, executes only what is new, and keeps the best model', async () => {
    const lines: string[] = [];
    const dates = ['2012-12-31', '2013-06-30'];
    const root = new Pipeline({ file, cron: '@daily', dates, print: (line) => lines.push(line) });
    const app = new TestApp(root, { heartbeatMs: HOUR_MS });
    const executed: string[] = [];
    app.on('call:started', ({ path }) => executed.push(path));

    await app.idle();
    const first = root.best;
    expect(lines[0]).toBe('trained until 2012-12-31');
    expect(lines.filter((line) => line.endsWith('kept'))).toHaveLength(1);
    expect(executed.filter((path) => path === 'root.cleaner')).toHaveLength(4);

    executed.length = 0;
    await app.advance(25 * HOUR_MS);
    expect(lines[4]).toBe('trained until 2013-06-30');
    expect(lines).toHaveLength(8);
    expect(executed.sort()).toEqual([
      'root.comparison',
      'root.examples',
      'root.training.boosting',
      'root.training.forest',
      'root.training.neighbours',
    ]);
    expect(root.best).not.toBe(first);

    await app.advance(24 * HOUR_MS);
    expect(await app.ended).toMatchObject({ exitCode: 0, reason: 'that was the last date' });
    await app.close();
  }, 60_000);

  it('has models that are better than "same as today", on days that they have not seen', async () => {
    const observations = await new CleanFile().run(file);
    expect(observations).toHaveLength(1461);
    const { training, test } = new MakeExamples().run(observations, '2015-12-31');
    expect([training.length, test.length]).toEqual([1280, 180]);
    const naive = meanOf(test.map(({ features, nextMaxC }) => Math.abs((features[0] as number) - nextMaxC)));
    expect(naive.toFixed(2)).toBe('2.23');
    const models: Model[] = [10, 24].map((count) => ({ kind: 'neighbours', count, examples: training }));
    const [best, second] = new CompareModels().run(models, test);
    expect(best?.model).toMatchObject({ count: 24 });
    expect(best?.errorC).toBeLessThan(second?.errorC ?? 0);
    expect(best?.errorC).toBeLessThan(0.95 * naive);
  });

  it('grows trees that ask what divides best', () => {
    const rows = [0, 1, 2, 3, 4, 5].map((x) => [x % 2, x]);
    const tree = growTree(rows, [1, 1, 1, 9, 9, 9], { depth: 2, minRows: 2, features: () => [0, 1] });
    expect(tree).toMatchObject({ feature: 1, below: 2.5, yes: { value: 1 }, no: { value: 9 } });
    expect([askTree(tree, [0, 2.4]), askTree(tree, [0, 7])]).toEqual([1, 9]);
  });
});

describe('the search for hyperparameters', () => {
  it('makes the works of each wave as it goes and drops them after it; a trial that fails fails alone', async () => {
    const lines: string[] = [];
    const root = new Search(3, (line) => lines.push(line));
    const app = new TestApp(root, { heartbeatMs: false });
    const settled: string[] = [];
    app.on('call:settled', ({ path, outcome }) => settled.push(`${path} ${outcome}`));
    await app.idle();

    expect(await app.ended).toMatchObject({ exitCode: 0 });
    expect(settled).toHaveLength(18);
    expect(settled.filter((line) => line.endsWith('failed'))).toEqual(['root.wave.4.trial failed']);
    expect(lines.filter((line) => line.startsWith('wave'))).toEqual(['wave 1', 'wave 2', 'wave 3']);
    expect(root.best.loss).toBeLessThan(1e-15);
    await app.close();
  });
});

describe('the conversation', () => {
  it('is complete and in order on the app’s own thread too', async () => {
    const lines: string[] = [];
    const root = new Conversation(1000, (line) => lines.push(line));
    const app = new TestApp(root);
    while (!app.hasEnded) await app.advance(100);
    expect(lines).toEqual([
      'the work read 1000 messages, 0 of them out of order',
      'the flow read 1000 messages, 0 of them wrong or out of order',
    ]);
    expect(handleOf(root.peer).successes).toBe(1);
    await app.close();
  });
});
