import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Ask, FromView, ToView, ViewThreadData } from '../../../src/view/protocol.js';
import { appInfo, emptySnapshot } from './fake-app.js';

// Threads run the built package, also where jest runs the sources.
const file = join(__dirname, '..', '..', '..', 'dist', 'view', 'server', 'thread.js');
const workerData: ViewThreadData = { host: '127.0.0.1', port: 0, mayMove: true, snapshot: emptySnapshot };
const end: ToView = {
  kind: 'end',
  app: { ...appInfo, state: 'stopped', end: { exitCode: 0, reason: 'stopped' } },
};

let thread: Worker;

beforeEach(() => {
  if (!existsSync(file)) throw new Error('The package is not built. Run `npm run build` first.');
  thread = new Worker(file, { workerData });
});

afterEach(() => thread.terminate());

async function listening(): Promise<{ url: string; token: string }> {
  const [message] = (await once(thread, 'message')) as [FromView];
  if (message.kind !== 'listening') throw new Error(`Expected an address, got ${JSON.stringify(message)}`);
  return message;
}

const isAsk = (message: FromView): message is Ask => message.kind === 'ask';

it('serves the interface, asks the app, and makes up a token', async () => {
  thread.on('message', (message: FromView) => {
    if (isAsk(message))
      thread.postMessage({ kind: 'answer', id: message.id, answer: { asked: message.asked } });
  });
  const { url, token } = await listening();

  expect(token.length).toBeGreaterThanOrEqual(43);
  expect(await (await fetch(new URL('/api/v1/app', url))).json()).toEqual(appInfo);
  expect(await (await fetch(new URL('/api/v1/state?path=root', url))).json()).toEqual({
    asked: { path: 'root' },
  });
});

it('serves the page that stands beside it in the package', async () => {
  const { url, token } = await listening();

  const page = await fetch(url);
  const text = await page.text();
  const scripts = [...text.matchAll(/(?:src|href)="(\/view\/[^"]+)"/g)].map((match) => match[1]!);

  expect(text).toContain(`content="${token}"`);
  expect(scripts).not.toEqual([]);
  for (const path of scripts) expect(await fetch(new URL(path, url))).toMatchObject({ status: 200 });
});

it('ends by itself when the app has ended, also while a page listens', async () => {
  const { url } = await listening();
  const stream = await fetch(new URL('/api/v1/stream', url));

  thread.postMessage(end);
  const [code] = (await once(thread, 'exit')) as [number];

  expect(code).toBe(0);
  expect(await stream.text()).toContain('event: end');
});

it('ends also where the app ends at once', async () => {
  thread.postMessage(end);

  expect(await once(thread, 'exit')).toEqual([0]);
});
