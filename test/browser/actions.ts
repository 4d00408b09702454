import { dayApp } from './support/day-app.js';
import { ShownApp } from './support/shown-app.js';
import { Visit } from './support/visit.js';

const DAY = '2012-01-01';

/** Each thing that can be done on the page, with what comes of it in the app. */
export function describeActions(): void {
  describe('an action', () => {
    it('Run lets a waiting app begin, and nothing executes before', async () => {
      const { root, diary } = dayApp();
      const shown = await ShownApp.start(root, { view: { start: 'manual' } });
      const visit = await Visit.to(shown.url);
      await visit.sees('Forecast is waiting');
      await visit.stateOfApp('waiting for Run');
      const before = [...diary.lines];

      await visit.button('Run').click();

      expect(await visit.message()).toBe('The app begins.');
      await diary.has(`download ${DAY}`);
      expect(before).toEqual([]);
      await visit.stateOfApp(/running|idle/);
      await visit.page.getByRole('application').waitFor();
    });

    it('Pause holds passes back and lets calls end, and Resume goes on', async () => {
      const { root, diary, held, open, meet } = dayApp();
      held.add(DAY);
      const shown = await ShownApp.start(root);
      const visit = await Visit.to(shown.url);
      await diary.has(`download ${DAY}`);
      const settled = new Promise<void>((resolve) => {
        shown.app.on('call:settled', ({ path }) => path === 'root.download' && resolve());
      });

      await visit.button('Pause').click();
      const paused = await visit.message();
      await visit.stateOfApp('paused');
      const { passes } = shown.app.counts;
      meet('2012-01-02');
      open();
      await settled;
      // What would have begun a pass has happened, and its result is on the page.
      await visit.call('succeeded', 'download').waitFor();
      const passesWhilePaused = shown.app.counts.passes;
      const executedWhilePaused = diary.count('download 2012-01-02');
      await visit.button('Resume').click();
      const resumed = await visit.message();
      await diary.has('download 2012-01-02');

      expect(paused).toBe('No new pass begins. What runs comes to its end.');
      expect([passesWhilePaused, executedWhilePaused]).toEqual([passes, 0]);
      expect(resumed).toBe('The app goes on.');
      await visit.stateOfApp(/running|idle/);
    });

    it('Stop asks, ends the app in good order, and the page says that it has ended', async () => {
      const shown = await ShownApp.start(dayApp().root);
      const visit = await Visit.to(shown.url);

      await visit.page.getByRole('toolbar', { name: 'App' }).getByRole('button', { name: 'Stop' }).click();
      const asked = await visit.confirm('Stop app');

      expect(asked).toBe('Stop the app?');
      expect(await shown.ended).toEqual({ exitCode: 0, reason: 'stopped from the view' });
      await visit.sees('The app has ended');
      await visit.stateOfApp('stopped');
      expect(await visit.page.locator('[data-action][aria-disabled=false]').count()).toBe(0);
    });

    it('that destroys something is not done when somebody cancels', async () => {
      const shown = await ShownApp.start(dayApp().root);
      const visit = await Visit.to(shown.url);
      const stop = visit.page.getByRole('toolbar', { name: 'App' }).getByRole('button', { name: 'Stop' });

      await stop.click();
      await visit.confirm('Cancel');
      await stop.click();
      await visit.page.getByRole('alertdialog').waitFor();
      await visit.page.keyboard.press('Escape');
      await visit.page.getByRole('alertdialog').waitFor({ state: 'detached' });

      await visit.button('Pause').click();
      expect(await visit.message()).toMatch(/^No new pass begins/);
    });

    it('Re-run this call executes it again', async () => {
      const { root, diary } = dayApp();
      const shown = await ShownApp.start(root);
      const visit = await Visit.to(shown.url);
      await openCall(visit, 'root.download', DAY);

      await visit.button('Re-run this call').click();

      expect(await visit.message()).toBe(`root.download('${DAY}') executes again.`);
      await diary.has(`download ${DAY}`, 2);
      await visit.page.locator('.call-row').nth(1).waitFor();
    });

    it('Invalidate call forgets one result, which executes again, and no other', async () => {
      const { root, diary } = dayApp([DAY, '2012-01-02']);
      const shown = await ShownApp.start(root);
      const visit = await Visit.to(shown.url);
      await openCall(visit, 'root.download', DAY);

      await visit.button('Invalidate call').click();
      const asked = await visit.confirm('Invalidate call');

      expect(asked).toBe('Forget the result of this call?');
      expect(await visit.message()).toBe(
        `root.download('${DAY}') is forgotten; the next such call executes.`,
      );
      await diary.has(`download ${DAY}`, 2);
      await visit.page.locator('.call-row').nth(2).waitFor();
      expect(diary.count('download 2012-01-02')).toBe(1);
    });

    it('Invalidate forgets the results of one work, and of no other', async () => {
      const { root, diary } = dayApp([DAY, '2012-01-02']);
      const shown = await ShownApp.start(root);
      const visit = await Visit.to(shown.url);
      await diary.has('report 2');
      await visit.select('root.download');

      await visit.button('Invalidate').click();
      await visit.confirm('Invalidate work');

      expect(await visit.message()).toBe('All calls of root.download are forgotten; the next ones execute.');
      await diary.has(`download ${DAY}`, 2);
      await diary.has('download 2012-01-02', 2);
      expect(diary.count('report 2')).toBe(1);
    });

    it('Invalidate all forgets the results of all works', async () => {
      const { root, diary } = dayApp();
      const shown = await ShownApp.start(root);
      const visit = await Visit.to(shown.url);
      await diary.has('report 1');

      await visit.button('Invalidate all').click();
      await visit.confirm('Invalidate all');

      expect(await visit.message()).toBe('The calls of all 2 works are forgotten; the next ones execute.');
      await diary.has(`download ${DAY}`, 2);
      await diary.has('report 1', 2);
    });

    it('Retry failed executes failed calls again', async () => {
      const { root, diary, broken } = dayApp();
      broken.add(DAY);
      const shown = await ShownApp.start(root);
      const visit = await Visit.to(shown.url);
      await visit.select('root.download');
      await visit.call('failed').getByText(`The station is silent on ${DAY}.`).waitFor();
      await visit.page.getByRole('searchbox', { name: 'Search calls' }).fill('station is SILENT');
      await visit.call('failed').waitFor();
      await visit.page.getByRole('searchbox', { name: 'Search calls' }).fill('');
      broken.clear();

      await visit.button('Retry failed').click();

      expect(await visit.message()).toBe('One failure of root.download forgotten; the next calls execute.');
      await diary.has(`download ${DAY}`, 2);
      await visit.call('succeeded').waitFor();
    });

    it('Stop ends the calls of a work, and Start lets it execute again', async () => {
      const { root, diary, held, open, meet } = dayApp();
      held.add(DAY);
      const shown = await ShownApp.start(root);
      const visit = await Visit.to(shown.url);
      await diary.has(`download ${DAY}`);
      await visit.select('root.download');
      const actions = visit.page.getByRole('toolbar', { name: 'Actions of root.download' });

      await actions.getByRole('button', { name: 'Stop' }).click();
      await visit.confirm('Stop work');
      const stopped = await visit.message();
      await visit.call('stopped').waitFor();
      held.clear();
      meet('2012-01-02');
      await visit.call('queued').waitFor();
      // It waits for Start, not for its turn.
      const mark = visit.page.locator('.tree-row[data-path="root.download"] .status-stopped');
      await mark.waitFor();
      const executedWhileStopped = diary.count('download 2012-01-02');
      await actions.getByRole('button', { name: 'Start' }).click();
      const started = await visit.message();
      await diary.has('download 2012-01-02');
      await mark.waitFor({ state: 'detached' });
      open();

      expect(stopped).toBe('root.download is stopped; calls of it wait until it is started.');
      expect(executedWhileStopped).toBe(0);
      expect(started).toBe('root.download is started; its calls execute again.');
      await visit.call('succeeded', '2012-01-02').waitFor();
    });

    it('Start or Stop of a work is there by whether it is stopped, not by what its calls came to', async () => {
      const shown = await ShownApp.start(dayApp().root);
      const visit = await Visit.to(shown.url);
      await visit.call('succeeded').waitFor();
      await visit.button('Pause').click();
      await visit.message();
      await visit.select('root.download');
      const actions = visit.page.getByRole('toolbar', { name: 'Actions of root.download' });
      const enabled = (name: string) =>
        actions.locator('[aria-disabled=false]').and(actions.getByRole('button', { name })).waitFor();

      await actions.getByRole('button', { name: 'Stop' }).click();
      await visit.confirm('Stop work');
      await enabled('Start');
      const whileStopped = await actions.locator('[aria-disabled=true]').allTextContents();
      await actions.getByRole('button', { name: 'Start' }).click();
      await enabled('Stop');
      const afterStart = await actions.locator('[aria-disabled=true]').allTextContents();

      expect(whileStopped).toEqual(['Retry failed', 'Stop']);
      expect(afterStart).toEqual(['Retry failed', 'Start']);
    });

    it('that cannot be done says why, and asks nothing of the app', async () => {
      const shown = await ShownApp.start(dayApp().root, { view: { start: 'manual' } });
      const visit = await Visit.to(shown.url);
      const asked: string[] = [];
      visit.page.on('request', (request) => void (request.method() === 'POST' && asked.push(request.url())));
      await visit.select('root.download');

      const reasons: string[] = [];
      for (const button of await visit.page.locator('[data-action][aria-disabled=true]').all()) {
        // A person can click it all the same; nothing comes of it.
        await button.click({ force: true });
        const described = await button.getAttribute('aria-describedby');
        const reason = visit.page.locator(`[id=${JSON.stringify(described)}]`);
        await reason.filter({ visible: true }).waitFor();
        reasons.push(`${await button.textContent()}: ${await reason.textContent()}`);
      }

      expect(asked).toEqual([]);
      expect(reasons).toEqual([
        'Pause: The app has not begun: it waits for Run.',
        'Resume: The app is not paused.',
        'Retry failed: The app has not begun: it waits for Run.',
        'Start: The app has not begun: it waits for Run.',
        'Stop: The app has not begun: it waits for Run.',
      ]);
    });
  });
}

/** Opens the details of a call once it has ended. */
async function openCall(visit: Visit, path: string, argument: string): Promise<void> {
  await visit.select(path);
  await visit.call('succeeded', argument).click();
  await visit.page.locator('[data-action=force][aria-disabled=false]').waitFor();
}
