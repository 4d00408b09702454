import { callContext, flow, work } from 'workloop';
import { ShownApp } from './support/shown-app.js';
import { Visit } from './support/visit.js';

/** A text that would be an element if it were anything but text; `where` tells one from another. */
const hostile = (where: string): string => `<img class=xss src=x onerror=alert(1)>${where}`;

/** Texts that an app may make up, wherever the page shows some. */
export function describeHostileText(): void {
  describe('text that looks like elements', () => {
    it('is shown as text wherever an app has its say, and nothing is made of it', async () => {
      const shown = await ShownApp.start(hostileApp());
      const visit = await Visit.to(shown.url);
      const holds = async (place: string, ...wheres: string[]): Promise<void> => {
        for (const where of wheres) await visit.sees(hostile(where));
        // Elements that only hostile text can have made.
        const made = await visit.page.evaluate(
          'document.querySelectorAll(".xss, img, iframe, object").length',
        );
        expect({ place, made }).toEqual({ place, made: 0 });
      };
      const item = `root.byUser["${hostile('key')}"]`;

      await visit.call('failed').waitFor();
      await visit.page.locator('.call-row').nth(1).waitFor();
      await holds('tree, timeline and calls', 'key', 'argument', 'class name of the app');
      await visit.button('Table').click();
      await holds('timeline as a table', 'key');
      await visit.openTab('State');
      await holds('state of the app', 'after');
      await visit.openTab('Logs');
      await holds('logs of the app', 'line');
      await visit.openTab('Charts');
      await holds('charts');

      await visit.select(item);
      await holds('details', 'key', 'class name');
      await visit.openTab('Calls');
      await visit.call('failed').click();
      await visit.page.locator('.errors li').nth(1).waitFor();
      await visit.page.locator('.errors summary').last().click();
      await holds('a failed call', 'argument', 'error name', 'message', 'code', 'stack', 'cause');
      await visit.call('succeeded').click();
      await holds('a call', 'result', 'before');
      await visit.button('Invalidate call').click();
      await holds('what is asked', 'argument');
      await visit.confirm('Invalidate call');
      expect(await visit.message()).toContain(hostile('argument'));
      for (const [tab, ...wheres] of [
        ['Overview', 'message', 'title', 'panel text', 'label', 'value', 'column', 'cell', 'series'],
        ['State', 'field', 'state'],
        ['Ledger', 'argument', 'result'],
        ['Code'],
        ['Logs', 'line'],
      ] as const) {
        await visit.openTab(tab);
        await holds(tab, ...wheres);
      }
      await visit.page.locator('.log-text').first().click();
      await holds('a whole line', 'line');
    });

    it('is text where it is the reason for the end', async () => {
      @flow()
      class Failing {
        run(): void {
          throw new Error(hostile('reason'));
        }
      }
      const shown = await ShownApp.start(new Failing(), { view: { start: 'manual' } });
      const visit = await Visit.to(shown.url);

      await visit.button('Run').click();

      await visit.sees(hostile('reason'));
      expect(await visit.page.locator('.xss').count()).toBe(0);
      expect(await shown.ended).toMatchObject({ error: { message: hostile('reason') } });
    });
  });
}

function hostileApp(): object {
  class HostileError extends Error {
    override name = hostile('error name');
    code = hostile('code');
  }

  class Named {
    [key: string]: unknown;
    async run(argument: string): Promise<unknown> {
      callContext().log.warn(hostile('line'));
      this[hostile('field')] = hostile('state');
      if (argument.includes('before')) throw failure();
      return { [hostile('result')]: 1 };
    }
    view(): object[] {
      return [
        { kind: 'text', title: hostile('title'), text: hostile('panel text') },
        { kind: 'keyValues', values: { [hostile('label')]: hostile('value') } },
        { kind: 'table', columns: [hostile('column')], rows: [[hostile('cell')]] },
        { kind: 'series', x: [1, 2], lines: [{ label: hostile('series'), values: [1, 2] }] },
      ];
    }
  }
  Object.defineProperty(Named, 'name', { value: hostile('class name') });
  work({ parallel: true, executor: 'inline', raiseException: false })(Named);

  function failure(): Error {
    const error = new HostileError(hostile('message'), { cause: new TypeError(hostile('cause')) });
    error.stack = `HostileError: broken\n    at ${hostile('stack')} (app.js:1:1)`;
    return error;
  }
  return rootOf(Named);
}

function rootOf(Work: new () => { run(argument: string): Promise<unknown> }): object {
  class Root {
    readonly byUser = new Map([[hostile('key'), new Work()]]);
    text = 'before';
    run(): void {
      for (const [, one] of this.byUser) {
        void one.run(hostile('before'));
        void one.run(hostile('argument'));
      }
      this.text = hostile('after');
    }
  }
  Object.defineProperty(Root, 'name', { value: hostile('class name of the app') });
  flow()(Root);
  return new Root();
}
