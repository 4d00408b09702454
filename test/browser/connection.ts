import { flow, work } from 'workloop';
import type { Panel } from 'workloop/view';
import { Program } from '../app/run-program.js';
import { MockApp } from '../view/page/mock-app.js';
import { CutLine } from './support/cut-line.js';
import { dayApp } from './support/day-app.js';
import { FedView } from './support/fed-view.js';
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

    it('is still looked at after a reload, in a narrow window too', async () => {
      const shown = await ShownApp.start(dayApp().root);
      const visit = await Visit.to(shown.url, { width: 400 });
      const details = visit.page.getByRole('region', { name: 'Details', exact: true });
      await visit.button('Components').click();
      await visit.select('root.download');
      await visit.openTab('Overview');
      await visit.page.reload();

      await details.getByText('root.download', { exact: true }).waitFor();
      await details.getByText('Status history').waitFor();
      await visit.button('Timeline').click();
      await visit.page.reload();

      await visit.page.getByRole('region', { name: 'Timeline', exact: true }).waitFor();
      await details.waitFor({ state: 'hidden' });
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
        await diary.has('report 2');
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
        await visit.call('succeeded').click();
        await visit.until('location.hash.includes("call=1")');

        first.kill('SIGKILL');
        await first.ended;
        await visit.sees('Connection lost');
        second = new Program(source('Second', Number(new URL(url).port)), { WORKLOOP_VIEW: '' });
        await second.shows(`${url}\n`);

        await visit.page.getByRole('heading', { name: 'Second', exact: true }).waitFor();
        // What has the number of the call there is another call.
        await visit.until('!location.hash.includes("call")');
        // It has the token of the new one.
        await visit.button('Pause').click();
        expect(await visit.message()).toMatch(/^No new pass begins/);
      } finally {
        first.kill('SIGKILL');
        second?.kill('SIGKILL');
        await Promise.all([first.ended, second?.ended]);
      }
    });

    it('to be a lost connection is told by the clock of the app', async () => {
      const view = await FedView.start(new MockApp(Date.UTC(2026, 0, 5, 12)));
      const visit = await Visit.to(view.url);
      await visit.page.locator('.header').waitFor();

      await view.end();

      await visit.page
        .getByRole('alert')
        .getByText(/Connection lost at 12:\d\d:\d\d/)
        .waitFor();
    });

    it('to be a failure is told at the call that failed, also where nobody asked for it before', async () => {
      let fail: () => void = () => undefined;
      const failing = new Promise<void>((resolve) => {
        fail = resolve;
      });
      @work()
      class Upload {
        async run(file: string): Promise<void> {
          await failing;
          throw new RangeError(`no room for ${file}`);
        }
      }
      @flow()
      class Backup {
        upload = new Upload();
        run(): void {
          void this.upload.run('a.tgz');
        }
      }
      const shown = await ShownApp.start(new Backup());
      const visit = await Visit.to(shown.url);
      await visit.call('running').waitFor();

      fail();
      await shown.ended;
      await visit.sees('The app has ended');
      // In a list that moves, the button comes up over another call.
      await visit.call('failed').dispatchEvent('mousedown', { button: 0 });

      const details = visit.page.getByRole('article', { name: 'Call 1', exact: true });
      await details.getByText('RangeError: no room for a.tgz').waitFor();
      await details.getByText('this was not asked for before').waitFor();
    });

    it('to be nowhere from the beginning is told in the middle of the page', async () => {
      const shown = await ShownApp.start(dayApp().root);
      const { page } = await Visit.to(shown.url);
      await page.route('**/api/v1/**', (route) => route.abort());
      await page.reload();

      const title = page.getByRole('heading', { name: 'The app cannot be reached' });
      const { y } = (await title.boundingBox())!;

      expect(y).toBeGreaterThan(200);
      expect(y).toBeLessThan(600);
    });

    it('to be the end leaves what was looked at and what is known, and says once that the rest is not', async () => {
      const shown = await ShownApp.start(panelApp());
      const visit = await Visit.to(shown.url);
      const { page } = visit;
      await visit.select('root');
      await visit.openTab('State');
      await visit.sees('Fields now');
      await page.locator('.fields').waitFor();

      await shown.end();
      await visit.sees('The app has ended');
      await visit.select('root.task');
      await visit.openTab('Overview');
      await visit.sees('this was not asked for before');
      const said = await page.getByText('this was not asked for before').count();
      const figures = await page.locator('.facts').first().textContent();
      await visit.select('root');
      await visit.openTab('State');
      await visit.sees(/^As it was at /);

      expect(said).toBe(1);
      expect(figures).toMatch(/^Executions1Hits/);
      expect(await page.locator('.fields dt').allTextContents()).toContain('count');
    });

    it('to need a token takes that out of the address, and a reload needs no other', async () => {
      const shown = await ShownApp.start(dayApp().root, { view: { host: '0.0.0.0' } });
      const visit = await Visit.to(shown.url, { at: 'path=root.download&tab=state' });
      await visit.page.getByRole('heading', { name: 'root.download' }).waitFor();

      const address = visit.page.url();
      await visit.page.reload();
      await visit.button('Pause').click();
      const message = await visit.message();
      await shown.act({ action: 'resume' });

      expect(shown.url).toContain('?token=');
      expect(address).toBe(`${shown.url.replace(/\?.*/, '')}#path=root.download&tab=state`);
      expect(message).toMatch(/^No new pass begins/);
    });
  });
}

/** An app with a work that shows something of itself. */
function panelApp(): object {
  @work()
  class Task {
    run(): number {
      return 1;
    }
    view(): Panel {
      return { kind: 'text', text: 'one' };
    }
  }
  @flow()
  class Root {
    count = 0;
    task = new Task();
    run(): void {
      this.count = this.task.run();
    }
  }
  return new Root();
}
