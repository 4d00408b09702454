import { MockApp, type MockAppOptions } from '../view/page/mock-app.js';
import { FedView } from './support/fed-view.js';
import { Visit } from './support/visit.js';

const WORK = 'root.today.download';

/** Apps that have done a lot, or consist of a lot. */
export function describeMuch(): void {
  describe('an app', () => {
    it('with 100,000 calls is listed, searched and drawn, and the page stays small', async () => {
      const view = await FedView.start(appWith({ pastCalls: 100_000 }));
      try {
        const visit = await Visit.to(view.url);
        const { page } = visit;
        await visit.sees('100,000 calls');

        // All of them, page after page, by nothing but going to the end of the list.
        await page.locator('.calls').focus();
        await visit.until(`(() => {
            const list = document.querySelector('.calls');
            list.scrollTop = list.scrollHeight;
            return document.getElementById('call-1') !== null;
          })()`);
        const elementsAtEnd = await visit.elements();

        await page.getByRole('searchbox', { name: 'Search calls' }).fill('2080-05-0');
        await page.locator('.call-row', { hasText: '2080-05-0' }).first().waitFor();
        await page.getByRole('combobox', { name: 'State of calls' }).selectOption('failed');
        await visit.sees(/^\d+ calls?$/);
        // On a slow machine nothing of it is in the last minute any more, and that offers the same.
        const tools = page.getByRole('toolbar', { name: 'Timeline' });
        await tools.getByRole('button', { name: 'Show everything' }).click();
        await visit.button('Zoom in').click();
        await visit.button('Table').click();
        await page
          .getByRole('row')
          .filter({ hasText: WORK })
          .filter({ hasText: /\d\d,\d\d\d/ })
          .waitFor();
        await visit.button('Table').click();

        // It still hears what happens, and shows it.
        await page.getByRole('searchbox', { name: 'Search calls' }).fill('');
        await page.getByRole('combobox', { name: 'State of calls' }).selectOption('');
        const call = view.mock.call(WORK, Date.now(), { durationMs: 3, state: 'succeeded' });
        view.update({ calls: [call], ...view.mock.update(Date.now(), { executions: 100_001 }) });
        await visit.sees('100,001 calls');
        await page.locator('.calls').press('Home');
        await page.locator('#call-100001').waitFor();

        expect(elementsAtEnd).toBeLessThan(1_500);
        expect(await visit.elements()).toBeLessThan(1_500);
      } finally {
        await view.end();
      }
    });

    it('with 1,000 components is shown, filtered and gone through by keys, and the page stays small', async () => {
      const view = await FedView.start(appWith({ moreWorks: 1_000, pastCalls: 2_000 }));
      try {
        const visit = await Visit.to(view.url);
        const { page } = visit;
        const rows = page.locator('.tree-row');
        await rows.first().waitFor();
        const elements = await visit.elements();
        const last = view.mock.components.at(-1)!.path;

        await rows.first().focus();
        await page.keyboard.press('End');
        await page
          .locator('.tree-row:focus')
          .and(page.locator(`[data-path="${last}"]`))
          .waitFor();
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { name: last }).waitFor();

        await page.getByRole('searchbox', { name: 'Filter components' }).fill('job49');
        await page.getByText('of 1027').waitFor({ state: 'attached' });
        await page.locator('.tree-row[data-path="root.shards.19.job49"]').waitFor();
        expect(await page.locator('.tree-row[data-path$="job48"]').count()).toBe(0);
        // What is selected stays selected, also where it is not in sight, and when things happen.
        view.update({ components: view.mock.components.map((one) => ({ ...one, executions: 7 })) });
        await page.getByRole('searchbox', { name: 'Filter components' }).fill('');
        await page.locator(`.tree-row[aria-selected=true][data-path="${last}"]`).waitFor();

        expect(elements).toBeLessThan(1_500);
        expect(await visit.elements()).toBeLessThan(1_500);
      } finally {
        await view.end();
      }
    });
  });
}

function appWith(options: MockAppOptions): MockApp {
  const mock = new MockApp(Date.now(), options);
  mock.update(Date.now(), { executions: mock.calls.length });
  return mock;
}
