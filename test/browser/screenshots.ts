import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MockApp, type MockAppOptions } from '../view/page/mock-app.js';
import { MockLife } from '../view/page/mock-life.js';
import { FedView } from './support/fed-view.js';
import { Visit } from './support/visit.js';

/** Set, the pictures are taken anew. */
const WRITE = 'WORKLOOP_WRITE_SCREENSHOTS';
const folder = join(__dirname, 'screenshots');
/** By the clock of the app, so that pictures do not differ for the time at which they were taken. */
const NOON = Date.UTC(2026, 0, 5, 12);
const WORK = 'root.today.download';

interface State {
  readonly name: string;
  readonly app?: MockAppOptions;
  /** For so many seconds the app has been going on. @default 40 */
  readonly seconds?: number;
  /** What is selected. */
  readonly at?: (mock: MockApp) => string;
  /** Which part a narrow window shows. */
  readonly section?: 'Components' | 'Timeline' | 'Details';
  /** What happens when the page is there. */
  readonly arrange?: (view: FedView, visit: Visit) => Promise<void>;
}

const STATES: readonly State[] = [
  { name: 'waiting-for-run', app: { isWaiting: true }, seconds: 0 },
  { name: 'running' },
  {
    name: 'work-with-why',
    at: (mock) => {
      const { id } = mock.calls.findLast(({ path, state }) => path === WORK && state === 'failed')!;
      return `path=${WORK}&call=${id}`;
    },
    section: 'Details',
    arrange: (_, { page }) => page.locator('.errors').waitFor(),
  },
  {
    name: 'state-diff',
    at: () => `path=${WORK}&tab=state`,
    section: 'Details',
    arrange: (_, { page }) => page.locator('.change').first().waitFor(),
  },
  { name: 'thousand-components', app: { moreWorks: 1_000 }, seconds: 20, section: 'Components' },
  {
    name: 'connection-lost',
    arrange: async (view, visit) => {
      await view.end();
      await visit.sees('Connection lost');
    },
  },
  {
    name: 'ended',
    arrange: async (view, visit) => {
      view.mock.update(view.mock.app.atMs, {
        state: 'stopped',
        end: { exitCode: 0, reason: 'stopped from the view' },
      });
      view.endApp();
      await visit.sees('The app has ended');
    },
  },
];
const WIDTHS = [1280, 400];
const SCHEMES = ['dark', 'light'] as const;

/** Pictures of the page for people to look at: nothing compares them. */
export function describeScreenshots(): void {
  describe('pictures', () => {
    if (process.env[WRITE]) it.each(STATES)('are taken: $name', take);

    it(`of all main states are there; ${WRITE}=1 takes them anew`, () => {
      const expected = STATES.flatMap(({ name }) =>
        WIDTHS.flatMap((width) => SCHEMES.map((scheme) => `${name}-${width}-${scheme}.png`)),
      );
      expect(existsSync(folder) ? readdirSync(folder).sort() : []).toEqual(expected.sort());
    });
  });
}

async function take({ name, app, seconds = 40, at, section = 'Timeline', arrange }: State): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const width of WIDTHS) {
    const view = await FedView.start(livedFor(seconds, app));
    try {
      const look = { width, height: 800, ...(at === undefined ? {} : { at: at(view.mock) }) };
      const visit = await Visit.to(view.url, look);
      const { page } = visit;
      await page.locator('.header').waitFor();
      if (width < 600) await page.getByRole('navigation').getByRole('button', { name: section }).click();
      await arrange?.(view, visit);
      for (const scheme of SCHEMES) {
        await page.emulateMedia({ colorScheme: scheme });
        await page.evaluate(
          'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
        );
        await page.screenshot({ path: join(folder, `${name}-${width}-${scheme}.png`) });
      }
      await visit.close();
    } finally {
      await view.end();
    }
  }
}

/** An app that has been going on for a while. */
function livedFor(seconds: number, options: MockAppOptions = {}): MockApp {
  const mock = new MockApp(NOON - seconds * 1_000, options);
  const life = new MockLife(mock);
  for (let step = 1; step <= seconds * 10; step++) life.step(mock.startedAtMs + step * 100);
  return mock;
}
