import type { Action } from 'workloop/view';
import { App, type AppResult } from '../../../src/app.js';
import type { AppOptions } from '../../../src/loop/app-options.js';

const apps = new Set<ShownApp>();
const lines: string[] = [];
let noteLine: () => void = () => undefined;

/** Apps of this process have a view, and say on no console where it is; none outlives its test. */
export function useShownApps(): void {
  beforeAll(() => {
    process.env.WORKLOOP_VIEW = '';
    jest.spyOn(console, 'log').mockImplementation((line: unknown) => {
      lines.push(String(line));
      noteLine();
    });
    jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    for (const stream of [process.stdout, process.stderr]) leaveOutLogs(stream);
  });
  afterAll(() => {
    jest.restoreAllMocks();
    process.env.WORKLOOP_VIEW = 'off';
  });
  afterEach(async () => {
    await Promise.all([...apps].map((app) => app.end()));
    apps.clear();
    // An app that failed on purpose is no failure of the tests.
    process.exitCode = undefined;
  });
}

/** An app of this process with its view: what it does is seen on the page, and here. */
export class ShownApp {
  /** How it came to its end; what it failed with, where it did. */
  readonly ended: Promise<AppResult | { readonly error: unknown }>;
  #hasEnded = false;

  private constructor(
    readonly app: App,
    readonly url: string,
    run: Promise<AppResult>,
  ) {
    this.ended = run.catch((error: unknown) => ({ error }));
    void this.ended.then(() => {
      this.#hasEnded = true;
    });
    apps.add(this);
  }

  /** Starts it, with a view at any port; resolves when it listens. */
  static async start(root: object, { view, ...options }: AppOptions = {}): Promise<ShownApp> {
    lines.length = 0;
    const app = new App(root, { ...options, view: { ...(view || {}), port: 0 } });
    const run = app.run();
    for (;;) {
      const url = lines.flatMap((line) => /View it in your browser: (\S+)$/.exec(line)?.[1] ?? [])[0];
      if (url !== undefined) return new ShownApp(app, url, run);
      const nextLine = new Promise<void>((resolve) => {
        noteLine = resolve;
      });
      await Promise.race([nextLine, run]);
    }
  }

  /** Asks something of it as the page does. */
  async act(action: Action): Promise<void> {
    const html = await (await fetch(this.url)).text();
    const [, token = ''] = /name="workloop-token" content="([^"]+)"/.exec(html) ?? [];
    const { status } = await fetch(new URL('/api/v1/actions', this.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-workloop-token': token },
      body: JSON.stringify(action),
    });
    if (status !== 200) throw new Error(`${action.action}: ${status}`);
  }

  async end(): Promise<void> {
    if (!this.#hasEnded) await this.act({ action: 'stop' });
    await this.ended;
  }
}

/** What works log is looked at on the page. */
function leaveOutLogs(stream: NodeJS.WriteStream): void {
  const write = stream.write.bind(stream) as (...given: unknown[]) => boolean;
  jest
    .spyOn(stream, 'write')
    .mockImplementation((...given: unknown[]) => String(given[0]).startsWith('[root.') || write(...given));
}
