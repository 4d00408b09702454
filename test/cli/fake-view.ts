import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the fake view was asked. */
export interface Asked {
  readonly method: string;
  readonly target: string;
  readonly token: string | undefined;
  readonly type: string | undefined;
  readonly body: unknown;
}

/** Speaks like the view of an app, with answers by the last part of the path. */
export class FakeView {
  readonly asked: Asked[] = [];
  answers: Record<string, { readonly status?: number; readonly body: unknown }> = {};
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      void bodyOf(request).then((text) => {
        const { pathname } = new URL(request.url ?? '', 'http://localhost');
        this.asked.push({
          method: request.method ?? '',
          target: request.url ?? '',
          token: request.headers['x-workloop-token']?.toString(),
          type: request.headers['content-type'],
          body: text === '' ? undefined : JSON.parse(text),
        });
        const { status = 200, body } = this.answers[pathname.replace('/api/v1/', '')] ?? {
          status: 404,
          body: { error: { code: 'notFound', message: 'There is nothing here.' } },
        };
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(typeof body === 'string' ? body : JSON.stringify(body));
      });
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/view`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}
