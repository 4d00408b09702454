import type { Route } from 'playwright-core';
import { MockApp } from '../view/page/mock-app.js';
import { CutLine } from './support/cut-line.js';
import { dayApp } from './support/day-app.js';
import { FedView } from './support/fed-view.js';
import { ShownApp } from './support/shown-app.js';
import { Visit } from './support/visit.js';

const WORK = 'root.today.download';
const RARE = 'root.report';

/** What happens while something else is under way. */
export function describeOrder(): void {
  describe('in an unlucky order', () => {
    it('older calls of which a page did not come are asked for again, though nothing happens', async () => {
      const view = await FedView.start(appOfManyCalls());
      try {
        const visit = await Visit.to(view.url);
        let asked = 0;
        await visit.page.route('**/api/v1/calls?*', (route) =>
          asked++ === 0 ? route.abort() : route.continue(),
        );
        // It stands still: time does not go on there.
        await visit.page.locator('.lanes').press('0');
        await visit.button('Table').click();

        await visit.page.getByRole('row').filter({ hasText: WORK }).filter({ hasText: '5,000' }).waitFor();
      } finally {
        await view.end();
      }
    });

    it('older calls on their way when the line is cut come when it is mended, though nothing happened', async () => {
      const view = await FedView.start(appOfManyCalls());
      const line = await CutLine.to(view.url);
      try {
        const visit = await Visit.to(line.url);
        const first = new Promise<Route>((resolve) => {
          void visit.page.route('**/api/v1/calls?*', (route) => resolve(route), { times: 1 });
        });
        await visit.select(RARE);
        const lost = await first;

        line.cut();
        await visit.sees('Connection lost');
        await lost.abort();
        line.mend();

        // None of the last pages has a call of this work.
        await visit.call('succeeded').waitFor();
        await visit.page.getByRole('alert').waitFor({ state: 'detached' });
      } finally {
        await line.close();
        await view.end();
      }
    });

    it('a component that is chosen once more is shown once more, where there is no room for all', async () => {
      const shown = await ShownApp.start(dayApp().root);
      const visit = await Visit.to(shown.url, { width: 400 });
      const details = visit.page.getByRole('heading', { name: 'root.download' });
      await visit.button('Components').click();
      await visit.select('root.download');
      await details.waitFor();

      await visit.button('Components').click();
      await details.waitFor({ state: 'hidden' });
      await visit.select('root.download');

      await details.waitFor();
    });

    it('an address put in the place of that of the open page leads there', async () => {
      const shown = await ShownApp.start(dayApp().root);
      const visit = await Visit.to(shown.url);
      await visit.select('root.download');

      await visit.page.goto(`${shown.url}#path=root.report&tab=state`);

      await visit.page.getByRole('heading', { name: 'root.report' }).waitFor();
      await visit.sees('Fields now');
    });

    it('a call is shown again after a reload, and no other one of its number in another app', async () => {
      const first = await ShownApp.start(dayApp().root);
      const visit = await Visit.to(first.url);
      const detail = visit.page.getByRole('heading', { name: 'Call 1' });
      await visit.select('root.download');
      await visit.call('succeeded', '2012-01-01').click();
      await detail.waitFor();
      await visit.page.reload();
      await detail.waitFor();
      const address = new URL(visit.page.url()).hash.slice(1);

      const other = await ShownApp.start(dayApp(['2012-02-02']).root);
      const otherVisit = await Visit.to(other.url, { at: address });

      await otherVisit.call('succeeded', '2012-02-02').waitFor();
      await otherVisit.page.getByRole('heading', { name: 'root.download' }).waitFor();
      expect(await otherVisit.page.getByRole('heading', { name: 'Call 1' }).count()).toBe(0);
    });

    it('charts are drawn once after the theme was another one and they were out of sight', async () => {
      const mock = new MockApp(Date.now() - 60_000);
      for (let i = 20; i > 0; i--) mock.series.push(pointAt(Date.now() - i * 1_000));
      mock.update(Date.now());
      const view = await FedView.start(mock);
      try {
        const visit = await Visit.to(view.url, { width: 400, at: 'tab=charts&part=details' });
        const charts = visit.page.locator('.uplot');
        await charts.nth(2).waitFor();

        await visit.page.getByRole('button', { name: /^Theme/ }).click();
        await visit.button('Timeline').click();
        await charts.first().waitFor({ state: 'hidden' });
        await visit.button('Details').click();
        await charts.nth(2).waitFor();

        expect(await charts.count()).toBe(3);
      } finally {
        await view.end();
      }
    });

    it('an action under way keeps its own button back, and no other, wherever somebody looks meanwhile', async () => {
      const shown = await ShownApp.start(dayApp().root);
      const visit = await Visit.to(shown.url);
      const asked = new Promise<Route>((resolve) => {
        void visit.page.route('**/api/v1/actions', (route) => resolve(route), { times: 1 });
      });
      const button = (isDisabled: boolean) =>
        visit.page.locator(`[data-action=invalidateWork][aria-disabled=${isDisabled}]`).waitFor();
      await visit.select('root.download');
      await visit.button('Invalidate').click();
      await visit.confirm('Invalidate work');
      const route = await asked;

      await visit.select('root.report');
      await button(false);
      await visit.select('root.download');
      await button(true);
      await route.continue();

      expect(await visit.message()).toBe('All calls of root.download are forgotten; the next ones execute.');
      await button(false);
    });

    it('an action is done once by two clicks, and by Enter that is held down', async () => {
      const { root, diary } = dayApp();
      const shown = await ShownApp.start(root);
      const visit = await Visit.to(shown.url);
      const { keyboard } = visit.page;
      const asked: unknown[] = [];
      visit.page.on(
        'request',
        (request) => void (request.method() === 'POST' && asked.push(request.postDataJSON())),
      );
      await visit.select('root.download');
      await visit.call('succeeded', '2012-01-01').click();
      const rerun = visit.page.locator('[data-action=force][aria-disabled=false]');

      await rerun.dblclick({ delay: 50 });
      await visit.message();
      await diary.has('download 2012-01-01', 2);
      await rerun.focus();
      await keyboard.down('Enter');
      await visit.message();
      await diary.has('download 2012-01-01', 3);
      await rerun.focus();
      // What is down already is repeated, as by a key that is held.
      await keyboard.down('Enter');
      await keyboard.up('Enter');
      await visit.button('Stop').last().focus();
      await keyboard.down('Enter');
      await visit.page.getByRole('alertdialog').waitFor();
      await keyboard.down('Enter');
      await keyboard.down('Enter');
      await keyboard.up('Enter');
      await visit.confirm('Cancel');

      expect(asked).toEqual([
        { action: 'force', id: 1 },
        { action: 'force', id: 1 },
      ]);
    });

    it('an action whose answer is lost says that it may have been done', async () => {
      const { root, diary } = dayApp();
      const shown = await ShownApp.start(root);
      const visit = await Visit.to(shown.url);
      await visit.page.route('**/api/v1/actions', async (route) => {
        await route.fetch();
        await route.abort();
      });
      await visit.select('root.download');

      await visit.button('Invalidate').click();
      await visit.confirm('Invalidate work');

      expect(await visit.message()).toMatch(/did not answer.*may have been done all the same/);
      await diary.has('download 2012-01-01', 2);
    });

    it('a component that leaves the app takes no focus with it, and its panel says that it has left', async () => {
      const mock = new MockApp(Date.now() - 60_000);
      const view = await FedView.start(mock);
      try {
        const visit = await Visit.to(view.url);
        const { page } = visit;
        const paths = mock.components.map(({ path }) => path);
        const work = mock.components.find(({ path }) => path === WORK)!;
        const leave = async (): Promise<void> => {
          view.update({ order: paths.filter((path) => path !== WORK) });
          await visit.sees('not in the app any more');
        };
        const join = async (): Promise<void> => {
          view.update({ components: [work], order: paths });
          await page.locator(`.tree-row[data-path="${WORK}"]`).waitFor();
          await visit.button('Invalidate').waitFor();
        };
        await visit.select(WORK);
        await leave();
        await page.locator('.tree-row:focus').waitFor();
        await join();
        await visit.button('Invalidate').focus();
        await leave();
        await page.locator('[role=tab]:focus').waitFor();
        await join();
        await visit.button('Invalidate').click();
        await page.getByRole('alertdialog').waitFor();
        await leave();
        await visit.confirm('Cancel');

        await page.locator('#main:focus').waitFor();
      } finally {
        await view.end();
      }
    });

    it('more pages are open than a browser makes connections for, and each is answered when it is looked at', async () => {
      const shown = await ShownApp.start(dayApp().root);
      const first = await Visit.to(shown.url);
      const context = first.page.context();
      // A browser without windows shows all its pages.
      await context.addInitScript(`
        let isHidden = false;
        Object.defineProperty(document, 'hidden', { get: () => isHidden });
        window.hide = (hidden) => { isHidden = hidden; document.dispatchEvent(new Event('visibilitychange')); };`);
      await first.page.reload();
      const pages = [first.page];
      for (let i = 0; i < 8; i++) {
        await pages.at(-1)!.locator('.connection-live').waitFor();
        await pages.at(-1)!.evaluate('window.hide(true)');
        pages.push(await context.newPage());
        await pages.at(-1)!.goto(shown.url);
      }

      for (const page of pages) {
        await page.evaluate('window.hide(false)');
        await page.locator('.connection-live').waitFor();
        await page.locator('.call-row').first().waitFor();
        await page.evaluate('window.hide(true)');
      }
      expect(await pages[0]!.locator('.banner').count()).toBe(0);
    });
  });
}

/** The first call is of a rare work; then come so many of another that the stream does not begin with it. */
function appOfManyCalls(): MockApp {
  const atMs = Date.now();
  const mock = new MockApp(atMs - 120_000);
  mock.call(RARE, atMs - 100_000, { durationMs: 3, state: 'succeeded' });
  for (let i = 0; i < 5_000; i++) {
    mock.call(WORK, atMs - 90_000 + i * 4, { durationMs: 3, state: 'succeeded' });
  }
  mock.set(RARE, { executions: 1 });
  mock.update(atMs, { executions: 5_001 });
  return mock;
}

function pointAt(atMs: number): MockApp['series'][number] {
  return {
    atMs,
    executions: 1,
    hits: 2,

    failures: 0,

    heapBytes: 1e6,
    residentBytes: 2e6,
  };
}
