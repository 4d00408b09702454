import type { Locator, Page } from 'playwright-core';
import { dayApp } from './support/day-app.js';
import { ShownApp } from './support/shown-app.js';
import { Visit } from './support/visit.js';

/** What can be done without a pointer: nothing in here clicks. */
export function describeKeyboard(): void {
  describe('by keyboard alone', () => {
    it('an app is run, a work and a call are looked at, and its result is forgotten', async () => {
      const { root, diary } = dayApp();
      const shown = await ShownApp.start(root, { view: { start: 'manual' } });
      const visit = await Visit.to(shown.url);
      const { page } = visit;
      const { keyboard } = page;
      await visit.sees('Forecast is waiting');

      await tabTo(page, visit.button('Run'));
      await keyboard.press('Enter');
      await diary.has('download 2012-01-01');
      await page.getByRole('application').waitFor();

      await tabTo(page, page.getByRole('treeitem').first());
      await keyboard.press('ArrowDown');
      await focused(page, page.getByRole('treeitem').nth(1));
      await keyboard.press('Enter');
      await page.getByRole('heading', { name: 'root.download' }).waitFor();

      await tabTo(page, page.getByRole('tab', { name: 'Calls' }));
      await keyboard.press('ArrowRight');
      await focused(page, page.getByRole('tab', { name: 'Overview' }));
      await visit.sees('Status history');
      await keyboard.press('End');
      await focused(page, page.getByRole('tab', { name: 'Logs' }));
      await keyboard.press('Home');
      await focused(page, page.getByRole('tab', { name: 'Calls' }));

      await tabTo(page, page.getByRole('listbox', { name: 'Calls, newest first' }));
      await keyboard.press('ArrowDown');
      await page.locator('[data-action=invalidate][aria-disabled=false]').waitFor();
      await tabTo(page, visit.button('Invalidate call'));
      await keyboard.press('Enter');

      const dialog = page.getByRole('alertdialog', { name: 'Forget the result of this call?' });
      await focused(page, dialog.getByRole('button', { name: 'Cancel' }));
      await keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      await focused(page, visit.button('Invalidate call'));
      await keyboard.press('Space');
      await focused(page, dialog.getByRole('button', { name: 'Cancel' }));
      await keyboard.press('Tab');
      await keyboard.press('Enter');
      await page.locator('.message', { hasText: 'is forgotten' }).waitFor();
      await diary.has('download 2012-01-01', 2);
    });

    it('nothing that goes away takes the focus with it', async () => {
      const shown = await ShownApp.start(dayApp().root, { view: { start: 'manual' } });
      const visit = await Visit.to(shown.url, { at: 'path=root.download' });
      const { page } = visit;
      const { keyboard } = page;
      await visit.button('Run').focus();
      await keyboard.press('Enter');
      await page.getByRole('application').waitFor();
      await focused(page, page.locator('#main'));

      await visit.call('succeeded').waitFor();
      await page.getByRole('listbox', { name: 'Calls, newest first' }).focus();
      await keyboard.press('ArrowDown');
      await visit.button('Close call').focus();
      await keyboard.press('Enter');
      await focused(page, page.getByRole('listbox', { name: 'Calls, newest first' }));

      await visit.button('Close message').focus();
      await keyboard.press('Enter');
      await focused(page, page.getByRole('listbox', { name: 'Calls, newest first' }));
    });

    it('the timeline is moved, zoomed and gone through call by call', async () => {
      const { root, diary } = dayApp(['2012-01-01', '2012-01-02']);
      const shown = await ShownApp.start(root);
      const visit = await Visit.to(shown.url);
      const { page } = visit;
      await diary.has('report 2');
      await visit.call('succeeded', '(2)').waitFor();
      const span = page.locator('.timeline-tools .span');

      await tabTo(page, page.getByRole('application'));
      const before = await span.textContent();
      await page.keyboard.press('-');
      await visit.until(
        `document.querySelector('.timeline-tools .span').textContent !== ${JSON.stringify(before)}`,
      );
      await page.keyboard.press('ArrowLeft');
      await page.getByRole('button', { name: 'Follow', pressed: false }).first().waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press(',');
      await page.getByRole('article', { name: /^Call \d+$/ }).waitFor();
      await page.keyboard.press('End');
      await page
        .getByRole('region', { name: 'Timeline' })
        .getByRole('button', { name: 'Follow', pressed: true })
        .waitFor();
    });

    it('single keys lead everywhere, and the help names them', async () => {
      const shown = await ShownApp.start(dayApp().root);
      const visit = await Visit.to(shown.url);
      const { page } = visit;
      await page.getByRole('application').waitFor();

      for (const [key, target] of [
        ['c', page.getByRole('treeitem').first()],
        ['t', page.getByRole('application')],
        ['d', page.getByRole('tab', { name: 'Calls' })],
        ['/', page.getByRole('searchbox', { name: 'Filter components' })],
      ] as const) {
        await page.keyboard.press(key);
        await focused(page, target);
      }
      await page.getByRole('application').focus();
      await page.keyboard.press('?');
      const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
      await help.getByText('Filter components').waitFor();
      await page.keyboard.press('Escape');
      await help.waitFor({ state: 'detached' });
      await focused(page, page.getByRole('application'));
    });
  });
}

const MOST_STOPS = 60;

/** Presses the tab key until the focus is where it is wanted. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    if (await isFocused(wanted)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The tab key does not lead to ${wanted}.`);
}

function isFocused(wanted: Locator): Promise<boolean> {
  return wanted.evaluate((element) => element === element.ownerDocument.activeElement);
}

/** Waits until the focus is there. */
async function focused(page: Page, wanted: Locator): Promise<void> {
  await wanted.and(page.locator(':focus')).waitFor();
}
