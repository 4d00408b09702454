import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { startChromium } from '../../fixtures/chromium.js';

/** How somebody looks at a page. */
export interface Look {
  /** What stands behind `#` in the address: what is selected. */
  readonly at?: string;
  /** @default 1280 */
  readonly width?: number;
  /** @default 800 */
  readonly height?: number;
  /** @default 'dark' */
  readonly scheme?: 'dark' | 'light';
}

let browser: Browser | undefined;
const visits = new Set<Visit>();

/** One browser for all tests of a file, with a folder of its own, and no visit that outlives its test. */
export function useBrowser(): void {
  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    const all = [...visits];
    visits.clear();
    const problems = all.flatMap((visit) => visit.problems);
    await Promise.all(all.map((visit) => visit.close()));
    // Whatever a test is about, no page ever does one of these.
    expect(problems).toEqual([]);
  });
}

/** Somebody who opened the page of an app. */
export class Visit {
  /** Errors nobody caught, dialogs of the browser, violations of the policy, requests to anywhere else. */
  readonly problems: string[] = [];

  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  static async to(
    url: string,
    { at = '', width = 1280, height = 800, scheme = 'dark' }: Look = {},
  ): Promise<Visit> {
    if (browser === undefined) throw new Error('There is no browser before useBrowser().');
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: scheme,
      reducedMotion: 'reduce',
      locale: 'en-GB',
      timezoneId: 'UTC',
    });
    // The machine may be busy with other tests.
    context.setDefaultTimeout(30_000);
    const visit = new Visit(context, await context.newPage());
    visits.add(visit);
    await visit.watch(new URL(url).origin);
    await visit.page.goto(at === '' ? url : `${url}#${at}`);
    return visit;
  }

  /** A button that is in sight, by all of its name. */
  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Waits until a text is in sight. */
  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).filter({ visible: true }).first().waitFor();
  }

  /** What the app answered to an action: waits for it, and takes it away. */
  async message(): Promise<string> {
    const message = this.page.getByRole('status', { name: 'Results of actions' }).locator('.message').first();
    const text = await message.locator('> span').textContent();
    await message.getByRole('button', { name: 'Close message' }).click();
    await message.waitFor({ state: 'detached' });
    return text ?? '';
  }

  /** Does what is asked before something is destroyed, and says what was asked. */
  async confirm(verb: string): Promise<string> {
    const dialog = this.page.getByRole('alertdialog');
    const title = await dialog.getByRole('heading').textContent();
    await dialog.getByRole('button', { name: verb, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    return title ?? '';
  }

  /** Looks at a component. */
  async select(path: string): Promise<void> {
    const row = this.page.locator(`.tree-row[data-path=${JSON.stringify(path)}]`);
    await row.click();
    // A narrow window shows the details in its place.
    await row.and(this.page.locator('[aria-selected=true]')).waitFor({ state: 'attached' });
  }

  /** A row of the list of calls, by the state of the call and what stands in its arguments. */
  call(state: string, text = ''): Locator {
    const { page } = this;
    return page
      .locator('.call-row')
      .filter({ has: page.locator(`.status-${state}`) })
      .filter({ has: page.locator('.call-args', { hasText: text }) })
      .first();
  }

  async openTab(name: string): Promise<void> {
    await this.page.getByRole('tab', { name, exact: true }).click();
  }

  /** Of the app, as the header says it; waits until it is one. */
  async stateOfApp(state: string | RegExp): Promise<void> {
    await this.page.getByRole('status', { name: 'State of the app' }).filter({ hasText: state }).waitFor();
  }

  /** Waits until an expression is true in the page: looks with each frame, and evaluates no text in there. */
  async until(condition: string): Promise<void> {
    await this.page.evaluate(
      `new Promise((resolve) => {
        const look = () => ((${condition}) ? resolve(true) : requestAnimationFrame(look));
        look();
      })`,
    );
  }

  /** How many elements the document has. */
  elements(): Promise<number> {
    return this.page.evaluate('document.querySelectorAll("*").length');
  }

  async close(): Promise<void> {
    await this.context.close();
  }

  private async watch(origin: string): Promise<void> {
    const { page, problems } = this;
    page.on('pageerror', (error) => problems.push(`error: ${error.stack ?? error.message}`));
    page.on('dialog', (dialog) => {
      problems.push(`dialog: ${dialog.message()}`);
      dialog.dismiss().catch((error: unknown) => problems.push(String(error)));
    });
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.origin !== origin && url.protocol !== 'data:') problems.push(`request: ${request.url()}`);
    });
    await page.exposeFunction('noteViolation', (what: string) => problems.push(`policy: ${what}`));
    await page.addInitScript(
      'addEventListener("securitypolicyviolation", (e) => noteViolation(e.violatedDirective + " " + e.blockedURI + " " + e.sample))',
    );
  }
}
