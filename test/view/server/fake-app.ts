import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AppInfo, Snapshot } from '../../../src/view/api.js';
import type { Ask, FromView, ToView, ViewThreadData } from '../../../src/view/protocol.js';
import type { MessagePortLike } from '../../../src/view/server/message-port.js';
import { type ServeSettings, serve } from '../../../src/view/server/serve.js';

export const TOKEN = 'a-token-of-the-tests';

export const appInfo: AppInfo = {
  name: 'Daily',
  state: 'running',
  pid: 1,
  version: '0.1.0',
  startedAtMs: 1_000,
  atMs: 2_000,
  passes: 3,
  executions: 2,
  hits: 1,
  joins: 0,
  failures: 0,
  savedMs: 10,
  store: null,
  run: 1,
};

export const emptySnapshot: Snapshot = {
  app: appInfo,
  components: [],
  calls: [],
  hits: [],
  passes: [],
  logs: [],
  changes: [],
  series: [],
};

/** The app's side of a view that runs in this process: gives updates, and answers as it is told to. */
export class FakeApp implements MessagePortLike {
  readonly asks: Ask[] = [];
  /** What the server told of errors that nobody expected. */
  readonly troubles: string[] = [];
  /** Told when somebody begins to look, and when nobody does any more. */
  onWatched: (isWatched: boolean) => void = () => undefined;
  /** How many updates the server has taken. */
  taken = 0;
  readonly listening: Promise<{ readonly url: string; readonly token: string; readonly port: number }>;
  readonly closed: Promise<void>;
  private readonly messages = new EventEmitter();
  private readonly told = new EventEmitter();
  /** What is said to each question; nothing at all where it returns nothing. */
  respond: (
    ask: Ask,
  ) => { readonly answer: unknown } | Omit<Extract<ToView, { kind: 'refusal' }>, 'id'> | undefined = () => ({
    answer: { isDone: true, message: 'Done.' },
  });

  constructor(
    data: Omit<Partial<ViewThreadData>, 'token'> & {
      /** `null`: none is given. */ readonly token?: string | null;
    } = {},
    settings: Partial<ServeSettings> = {},
  ) {
    this.listening = new Promise((resolve, reject) => {
      this.told.once('failed', (message: string) => reject(new Error(message)));
      this.told.once('listening', ({ url, token }: { url: string; token: string }) =>
        resolve({ url, token, port: Number(new URL(url).port) }),
      );
    });
    this.closed = new Promise((resolve) => this.told.once('closed', () => resolve()));
    const page = pageFolder();
    const { token = TOKEN, ...rest } = data;
    void serve(
      this,
      {
        host: '127.0.0.1',
        port: 0,
        mayMove: true,
        snapshot: emptySnapshot,
        ...(token !== null && { token }),
        ...rest,
      },
      { pageFolder: page.url, ...settings },
    ).finally(page.remove);
  }

  send(message: ToView): void {
    this.messages.emit('message', message);
  }

  end(): void {
    this.send({
      kind: 'end',
      app: { ...appInfo, state: 'stopped', end: { exitCode: 0, reason: 'stopped' } },
    });
  }

  postMessage(message: FromView): void {
    if (message.kind === 'trouble') this.troubles.push(message.error);
    if (message.kind === 'taken') this.taken++;
    if (message.kind === 'watched') this.onWatched(message.isWatched);
    if (message.kind !== 'ask') {
      this.told.emit(message.kind, message.kind === 'failed' ? message.message : message);
      return;
    }
    this.asks.push(message);
    const response = this.respond(message);
    if (response === undefined) return;
    if ('answer' in response) this.send({ kind: 'answer', id: message.id, answer: response.answer });
    else this.send({ ...response, id: message.id });
  }

  on(event: 'message', listener: (message: ToView) => void): void {
    this.messages.on(event, listener);
  }

  close(): void {
    this.told.emit('closed');
  }
}

/** A page as the build makes it, small. */
function pageFolder(): { readonly url: URL; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'workloop-page-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><meta name="workloop-token" content="__WORKLOOP_TOKEN__">',
  );
  writeFileSync(join(folder, 'assets', 'main-1.js'), 'export {};\n');
  return { url: pathToFileURL(`${folder}/`), remove: () => rmSync(folder, { recursive: true }) };
}
