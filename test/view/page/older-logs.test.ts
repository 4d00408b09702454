import type { LogLine, LogPage } from '../../../src/view/api.js';
import { OlderLogs } from '../../../src/view/page/data/older-logs.js';
import { Store } from '../../../src/view/page/data/store.js';
import { MockApp } from './mock-app.js';

const PAGE = 4;

/** An app with 100 lines, of which every tenth is of `root.report`, and a page that begins with the last ten. */
function pageOfLogs() {
  const mock = new MockApp(0);
  mock.logs.length = 0;
  for (let id = 1; id <= 100; id++)
    mock.log(id, 'info', id % 10 === 0 ? 'root.report' : 'root.today', `${id}`);
  const store = new Store();
  const begin = (from: number): void => store.reset({ ...mock.snapshot(), logs: mock.logs.slice(from - 1) });
  const asked: [string | undefined, number][] = [];
  let reached: () => Promise<void> = async () => undefined;
  const older = new OlderLogs(async (path, before): Promise<LogPage> => {
    asked.push([path, before]);
    const matching: readonly LogLine[] = mock.logs
      .filter((line) => line.id < before && (path === undefined || line.path === path))
      .reverse();
    await reached();
    const lines = matching.slice(0, PAGE);
    return { lines, ...(matching.length > PAGE ? { next: lines.at(-1)!.id } : {}) };
  }, store);
  begin(91);
  return {
    store,
    older,
    asked,
    begin,
    ids: () => store.logs.peek().map(({ id }) => id),
    /** What happens while a page is on its way. */
    meanwhile: (work: () => Promise<void>) => {
      reached = work;
    },
  };
}

describe('older lines of logs', () => {
  it('of one component leave no gap in those of all', async () => {
    const { older, asked, ids } = pageOfLogs();

    await older.load('root.report');
    await older.load(undefined);

    expect(asked).toEqual([
      ['root.report', 91],
      [undefined, 91],
    ]);
    expect(ids()).toEqual([60, 70, 80, 87, 88, 89, 90, ...Array.from({ length: 10 }, (_, i) => 91 + i)]);
  });

  it('of one component go on where those of all have not been', async () => {
    const { older, asked } = pageOfLogs();

    await older.load(undefined);
    await older.load('root.report');
    await older.load('root.report');

    expect(asked.map(([, before]) => before)).toEqual([91, 87, 50]);
    expect([older.hasMore('root.report'), older.hasMore('root.report.part')]).toEqual([false, false]);
    expect([older.hasMore(undefined), older.hasMore('root.today')]).toEqual([true, true]);
  });

  it('are asked for once by two clicks', async () => {
    const { older, asked, ids } = pageOfLogs();

    await Promise.all([older.load(undefined), older.load(undefined)]);

    expect(asked).toHaveLength(1);
    expect(ids()).toHaveLength(14);
  });

  it('that come after the page has begun anew are left out, and can be asked for again', async () => {
    const { older, asked, ids, begin, meanwhile } = pageOfLogs();
    meanwhile(async () => begin(99));

    await older.load(undefined);
    const after = ids();
    meanwhile(async () => undefined);
    await older.load(undefined);

    expect(after).toEqual([99, 100]);
    expect(asked.map(([, before]) => before)).toEqual([91, 99]);
  });

  it('that do not come can be asked for again', async () => {
    const { older, ids, meanwhile } = pageOfLogs();
    meanwhile(() => Promise.reject(new TypeError('network error')));

    await expect(older.load(undefined)).rejects.toThrow(TypeError);
    meanwhile(async () => undefined);
    await older.load(undefined);

    expect(ids()[0]).toBe(87);
  });
});
