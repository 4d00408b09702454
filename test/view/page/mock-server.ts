import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { Action, ActionResult, StreamEvent } from '../../../src/view/api.js';
import { answerOf } from './mock-answers.js';
import { MockApp, type MockAppOptions } from './mock-app.js';
import { MockLife } from './mock-life.js';

export interface MockServerOptions extends MockAppOptions {
  /** Where the page was built. @default dist/view/page */
  readonly pageFolder?: string;
  /** @default any */
  readonly port?: number;
  /** Whether the app goes on by itself, ten times a second. @default true */
  readonly isLively?: boolean;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Serves the page as it was built, under its strict policy, with an app behind it that is made up. */
export class MockServer {
  readonly mock: MockApp;
  /** Actions as they came. */
  readonly actions: Action[] = [];
  /** The `Last-Event-ID` of each stream that was opened. */
  readonly resumedFrom: string[] = [];
  readonly #server: Server;
  readonly #streams = new Set<ServerResponse>();
  readonly #events: StreamEvent[] = [];
  readonly #life: MockLife;
  #lastId = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  private constructor(private readonly options: MockServerOptions) {
    this.mock = new MockApp(Date.now(), options);
    this.#life = new MockLife(this.mock);
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(options: MockServerOptions = {}): Promise<MockServer> {
    const server = new MockServer(options);
    await new Promise<void>((resolve) => server.#server.listen(options.port ?? 0, '127.0.0.1', resolve));
    if (options.isLively !== false) server.#timer = setInterval(() => server.step(), 100);
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/view`;
  }

  /** Lets the app go on. */
  step(): void {
    this.#send({ event: 'delta', id: ++this.#lastId, data: this.#life.step(Date.now()) });
  }

  /** Breaks off all streams; pages may come again. */
  drop(): void {
    for (const stream of this.#streams) stream.destroy();
    this.#streams.clear();
  }

  end(exitCode = 0, reason = 'stopped from the view'): void {
    this.mock.update(Date.now(), { state: exitCode === 0 ? 'stopped' : 'failed', end: { exitCode, reason } });
    this.#send({ event: 'end', id: ++this.#lastId, data: this.mock.app });
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.drop();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #send(event: StreamEvent): void {
    this.#events.push(event);
    if (this.#events.length > 1_000) this.#events.shift();
    for (const stream of this.#streams) write(stream, event);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    response.setHeader('content-security-policy', POLICY);
    response.setHeader('cache-control', 'no-store');
    if (url.pathname === '/api/v1/stream') this.#stream(request, response);
    else if (url.pathname === '/api/v1/actions') json(response, 200, await this.#act(request));
    else if (url.pathname.startsWith('/api/v1/')) {
      const answer = answerOf(this.mock, url.pathname.slice('/api/v1/'.length), url.searchParams);
      if (answer === undefined)
        json(response, 404, { error: { code: 'notFound', message: 'There is no such thing.' } });
      else json(response, 200, answer);
    } else await this.#file(url.pathname, response);
  }

  #stream(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const last = request.headers['last-event-id'] as string | undefined;
    if (last !== undefined) this.resumedFrom.push(last);
    const missed = this.#events.filter(({ id }) => id > Number(last));
    if (last !== undefined && Number(last) >= (this.#events[0]?.id ?? 0)) {
      for (const event of missed) write(response, event);
    } else write(response, { event: 'snapshot', id: this.#lastId, data: this.mock.snapshot() });
    this.#streams.add(response);
    request.on('close', () => this.#streams.delete(response));
  }

  async #act(request: IncomingMessage): Promise<ActionResult> {
    let body = '';
    for await (const chunk of request) body += chunk;
    const action = JSON.parse(body) as Action;
    this.actions.push(action);
    const states = { run: 'running', pause: 'paused', resume: 'running' } as const;
    if (action.action in states)
      this.mock.update(Date.now(), { state: states[action.action as keyof typeof states] });
    if (action.action === 'stop') this.end();
    const about = 'path' in action ? ` ${action.path}` : 'id' in action ? ` call ${action.id}` : '';
    return { isDone: true, message: `Done: ${action.action}${about}.` };
  }

  async #file(pathname: string, response: ServerResponse): Promise<void> {
    const folder = this.options.pageFolder ?? join(process.cwd(), 'dist/view/page');
    const name = pathname === '/view' ? 'index.html' : pathname.replace(/^\/view\//, '');
    try {
      const content = await readFile(join(folder, name));
      response.writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream' });
      response.end(content);
    } catch {
      json(response, 404, { error: { code: 'notFound', message: `There is no ${pathname}.` } });
    }
  }
}

function write(stream: ServerResponse, { id, event, data }: StreamEvent): void {
  stream.write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

function json(response: ServerResponse, status: number, answer: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer));
}
