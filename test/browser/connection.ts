import { Program } from '../app/run-program.js';
import { CutLine } from './support/cut-line.js';
import { dayApp } from './support/day-app.js';
import { ShownApp } from './support/shown-app.js';
import { Visit } from './support/visit.js';

/** What reaches the page by itself, and what it does when nothing does. */
export function describeConnection(): void {
  describe('what happens', () => {
    it('appears on the page without anybody asking', async () => {
      const { root, meet } = dayApp();
      const shown = await ShownApp.start(root);
      const visit = await Visit.to(shown.url);
      await visit.call('succeeded', '2012-01-01').waitFor();
      await visit.page.evaluate('window.isSame = true');

      meet('2012-01-02');

      await visit.call('succeeded', '2012-01-02').waitFor();
      await visit.openTab('State');
      await visit.page.getByRole('article', { name: 'Change of root.days' }).first().waitFor();
      await visit.openTab('Logs');
      await visit.sees('downloads 2012-01-02');
      expect(await visit.page.evaluate('window.isSame')).toBe(true);
    });

    it('while the line was cut is there when it is mended, and nothing begins anew', async () => {
      const { root, diary, meet } = dayApp();
      const shown = await ShownApp.start(root);
      const line = await CutLine.to(shown.url);
      try {
        const visit = await Visit.to(line.url);
        await visit.call('succeeded', '2012-01-01').waitFor();
        await visit.page.evaluate('window.isSame = true');

        line.cut();
        await visit.sees('Connection lost');
        const enabledWhileLost = await visit.page.locator('[data-action][aria-disabled=false]').count();
        meet('2012-01-02');
        await diary.has('download 2012-01-02');
        line.mend();
        // The page may have come back by itself by now.
        await visit.page.evaluate("document.querySelector('.banner button')?.click()");

        await visit.call('succeeded', '2012-01-02').waitFor();
        await visit.page.getByRole('alert').waitFor({ state: 'detached' });
        expect(enabledWhileLost).toBe(0);
        expect(await visit.page.locator('.call-row').count()).toBe(diary.lines.length);
        expect(await visit.page.evaluate('window.isSame')).toBe(true);
        // It went on where it broke off.
        expect(line.asked).toMatch(/^GET \/api\/v1\/stream.*\r\n(.+\r\n)*last-event-id: \d+\r\n/im);
      } finally {
        await line.close();
      }
    });

    it('to be the end of the app is followed by an offer to show the next one', async () => {
      const source = (verb: string, port: number) => `
        @flow() class Root { run() { ${verb} } }
        await new App(new Root(), { view: { port: ${port}, start: 'manual' } }).run();`;
      const first = new Program(source("stop('done')", 0), { WORKLOOP_VIEW: '' });
      let second: Program | undefined;
      try {
        await first.shows('/view\n');
        const url = /http:\S+/.exec(first.stdout)![0];
        const visit = await Visit.to(url);

        await visit.button('Run').click();
        await visit.sees('with exit code 0: done');
        await first.ended;
        second = new Program(source('', Number(new URL(url).port)), { WORKLOOP_VIEW: '' });
        await visit.button('It has started again: show it').click();

        await visit.sees('Root is waiting');
        await visit.stateOfApp('waiting for Run');
      } finally {
        first.kill('SIGKILL');
        second?.kill('SIGKILL');
        await Promise.all([first.ended, second?.ended]);
      }
    });

    it('to be another app at the same address is shown in its place', async () => {
      const source = (name: string, port: number) => `
        @work() class Task { run() {} }
        @flow() class ${name} { task = new Task(); run() { this.task.run(); } }
        await new App(new ${name}(), { view: { port: ${port} } }).run();`;
      const first = new Program(source('First', 0), { WORKLOOP_VIEW: '' });
      let second: Program | undefined;
      try {
        await first.shows('/view\n');
        const url = /http:\S+/.exec(first.stdout)![0];
        const visit = await Visit.to(url);
        await visit.page.getByRole('heading', { name: 'First', exact: true }).waitFor();

        first.kill('SIGKILL');
        await first.ended;
        await visit.sees('Connection lost');
        second = new Program(source('Second', Number(new URL(url).port)), { WORKLOOP_VIEW: '' });
        await second.shows(`${url}\n`);

        await visit.page.getByRole('heading', { name: 'Second', exact: true }).waitFor();
        // It has the token of the new one.
        await visit.button('Pause').click();
        expect(await visit.message()).toMatch(/^No new pass begins/);
      } finally {
        first.kill('SIGKILL');
        second?.kill('SIGKILL');
        await Promise.all([first.ended, second?.ended]);
      }
    });
  });
}
