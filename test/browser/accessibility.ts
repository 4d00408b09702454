import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import { dayApp } from './support/day-app.js';
import { ShownApp } from './support/shown-app.js';
import { Visit } from './support/visit.js';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** The page as programs see it that help people to use it. */
export function describeAccessibility(): void {
  describe.each([
    ['wide', 1280],
    ['narrow', 400],
  ])('axe finds nothing in a %s window, dark or light,', (_, width) => {
    it('of an app that waits, and of one that has ended', async () => {
      const shown = await ShownApp.start(dayApp().root, { view: { start: 'manual' } });
      const visit = await Visit.to(shown.url, { width });
      await visit.sees('Forecast is waiting');
      await holds(visit, 'waiting');

      await visit.page.keyboard.press('?');
      await visit.page.getByRole('dialog').waitFor();
      await holds(visit, 'help');
      await visit.page.keyboard.press('Escape');

      await shown.end();
      await visit.sees('The app has ended');
      await holds(visit, 'ended');
    });

    it('of one that runs, wherever somebody looks', async () => {
      const { root, broken } = dayApp(['2012-01-01', '2012-01-02']);
      broken.add('2012-01-02');
      const shown = await ShownApp.start(root);
      const visit = await Visit.to(shown.url, { width });
      const { page } = visit;
      const goTo = async (section: string): Promise<void> => {
        if (width < 600) await page.getByRole('navigation').getByRole('button', { name: section }).click();
      };
      await goTo('Details');
      await visit.call('failed').waitFor();
      await holds(visit, 'calls of the app');
      await goTo('Timeline');
      await holds(visit, 'timeline');
      await visit.button('Table').click();
      await holds(visit, 'timeline as a table');
      await visit.button('Table').click();

      await goTo('Details');
      for (const tab of ['Charts', 'State', 'Logs']) {
        await visit.openTab(tab);
        await holds(visit, `${tab} of the app`);
      }
      await goTo('Components');
      await holds(visit, 'components');
      await visit.select('root.download');
      for (const tab of ['Overview', 'State', 'Ledger', 'Code', 'Logs', 'Calls']) {
        await visit.openTab(tab);
        await page.locator('.loading').waitFor({ state: 'detached' });
        await holds(visit, `${tab} of a work`);
      }
      await visit.call('failed').click();
      await page.locator('.errors').waitFor();
      await holds(visit, 'a failed call');
      await visit.button('Invalidate call').click();
      await page.getByRole('alertdialog').waitFor();
      await holds(visit, 'a question');
      await visit.confirm('Invalidate call');
      await page.locator('.message').waitFor();
      await holds(visit, 'an answer');
    });
  });
}

/** In both schemes. */
async function holds({ page }: Visit, place: string): Promise<void> {
  await page.evaluate(`window.axe === undefined && (() => {${axe}})()`);
  const found: string[] = [];
  for (const scheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    // What a scheme changes is colours; all else is looked at once.
    const rules = scheme === 'dark' ? {} : { runOnly: ['color-contrast'] };
    const results: AxeResults = await page.evaluate(
      `axe.run(document, ${JSON.stringify({ resultTypes: ['violations'], ...rules })})`,
    );
    for (const { id, nodes } of results.violations) {
      for (const { html, failureSummary } of nodes.slice(0, 4))
        found.push(`${scheme} ${id}: ${html} ${failureSummary}`);
    }
  }
  expect({ place, found }).toEqual({ place, found: [] });
}
