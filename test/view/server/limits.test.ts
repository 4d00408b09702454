import { once } from 'node:events';
import type { Socket } from 'node:net';
import { LIMITS } from '../../../src/view/server/limits.js';
import { appInfo, FakeApp, TOKEN } from './fake-app.js';
import { exchange, open, readUntilEnd, requestText } from './raw-http.js';

const STREAM = '/api/v1/stream';
const apps: FakeApp[] = [];
const sockets: Socket[] = [];

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const app of apps.splice(0)) app.end();
});

async function start(
  ...settings: ConstructorParameters<typeof FakeApp>
): Promise<{ app: FakeApp; port: number }> {
  const app = new FakeApp(...settings);
  apps.push(app);
  return { app, port: (await app.listening).port };
}

async function opened(port: number): Promise<Socket> {
  const socket = open(port);
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
}

/** A stream, and what comes on it up to a text, each part once. */
async function streaming(
  port: number,
  path = STREAM,
  ...headers: string[]
): Promise<{ socket: Socket; until: (text: string) => Promise<string> }> {
  const socket = await opened(port);
  let received = '';
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString();
  });
  socket.write(requestText(port, `GET ${path}`, headers));
  const until = async (text: string): Promise<string> => {
    while (!received.includes(text)) await once(socket, 'data');
    const read = received;
    received = '';
    return read;
  };
  return { socket, until };
}

const lives = async (port: number): Promise<void> => {
  expect(await exchange(port, requestText(port, 'GET /api/v1/app'))).toMatchObject({ status: 200 });
};

describe('slow requests', () => {
  it('ends those whose headers do not come', async () => {
    const { port } = await start({}, { http: { headersTimeoutMs: 50, requestTimeoutMs: 100 } });

    const answer = await exchange(port, `GET /api/v1/app HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-A: `);

    expect(answer).toMatchObject({ status: 408 });
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code: 'timeout' } });
    await lives(port);
  });

  it('ends those whose body stops, and does not act', async () => {
    const { app, port } = await start({}, { http: { headersTimeoutMs: 50, requestTimeoutMs: 100 } });
    const headers = ['Content-Type: application/json', `X-Workloop-Token: ${TOKEN}`, 'Content-Length: 17'];

    const answer = await exchange(
      port,
      requestText(port, 'POST /api/v1/actions', headers, '{"action":"stop"'),
    );

    expect(answer).toMatchObject({ status: 408 });
    expect(app.asks).toEqual([]);
    await lives(port);
  });

  it('ends connections where nothing is asked', async () => {
    const { port } = await start({}, { http: { headersTimeoutMs: 50, requestTimeoutMs: 100 } });

    expect(await exchange(port, '')).toMatchObject({ status: 408 });
  });

  it('answers a refused request whose body does not come, and ends its connection soon', async () => {
    const { port } = await start({}, { http: { requestTimeoutMs: 3_600_000, idleTimeoutMs: 3_600_000 } });
    const headers = ['Content-Type: application/json', 'X-Workloop-Token: wrong', 'Content-Length: 1000'];

    const answer = await readUntilEnd(port, requestText(port, 'POST /api/v1/actions', headers, '{'));

    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    await lives(port);
  });

  it('does not act where the client breaks off in the body', async () => {
    const { app, port } = await start();
    const socket = (await opened(port)).resume();
    const headers = ['Content-Type: application/json', `X-Workloop-Token: ${TOKEN}`, 'Content-Length: 100'];
    socket.write(requestText(port, 'POST /api/v1/actions', headers, '{"action":"stop"}'));
    socket.end();
    await once(socket, 'close');

    expect(app.asks).toEqual([]);
    await lives(port);
  });
});

describe('too many', () => {
  it('connections: the next ones are ended', async () => {
    const { port } = await start({}, { http: { connections: 3 } });
    const held = await Promise.all([opened(port), opened(port), opened(port)]);

    expect(await exchange(port, requestText(port, 'GET /api/v1/app'))).toMatchObject({ status: 0 });

    for (const socket of held) {
      expect(await exchangeOn(socket, port)).toContain('HTTP/1.1 200 OK');
      socket.destroy();
    }
  });

  it('streams: the next one is told so', async () => {
    const { port } = await start();
    const streams = Array.from({ length: LIMITS.stream.connections }, () => streaming(port));
    for (const { until } of await Promise.all(streams)) await until('event: snapshot');

    expect(await exchange(port, requestText(port, 'GET /api/v1/stream'))).toMatchObject({ status: 429 });
    await lives(port);
  });

  it('requests a second: those above are told so, with when to come back', async () => {
    const { port } = await start({}, { http: { requestsPerSecond: 1 } });
    await lives(port);

    const answer = await exchange(port, requestText(port, 'GET /api/v1/app'));

    expect(answer).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
  });

  it('questions that a busy app has not answered: the next ones are not asked', async () => {
    const { app, port } = await start({}, { askTimeoutMs: 1 });
    app.respond = () => undefined;
    for (let number = 0; number <= LIMITS.asks.unanswered; number++) {
      expect(await exchange(port, requestText(port, 'GET /api/v1/state?path=root'))).toMatchObject({
        status: 503,
      });
    }
    expect(app.asks).toHaveLength(LIMITS.asks.unanswered);

    app.respond = () => ({ answer: {} });
    for (const { id } of [...app.asks]) app.send({ kind: 'answer', id, answer: {} });

    expect(await exchange(port, requestText(port, 'GET /api/v1/state?path=root'))).toMatchObject({
      status: 200,
    });
  });
});

describe('a stream', () => {
  it('goes over the line as server-sent events, and on where it was', async () => {
    const { app, port } = await start({}, { lastEventId: 7_000 });
    const first = await streaming(port);
    const begin = await first.until('event: snapshot');
    app.send({ kind: 'update', delta: { app: { ...appInfo, passes: 4 } } });
    const rest = await first.until('"passes":4');
    first.socket.destroy();
    app.send({ kind: 'update', delta: { app: { ...appInfo, passes: 5 } } });

    const second = await (await streaming(port, STREAM, 'Last-Event-ID: 7001')).until('"passes":5');
    const third = await (await streaming(port, STREAM, 'Last-Event-ID: 12')).until('event: snapshot');

    expect(begin).toContain('content-type: text/event-stream');
    expect(begin).toContain('id: 7000\nevent: snapshot');
    expect(rest).toContain('id: 7001\nevent: delta\ndata: {');
    expect(second).not.toContain('snapshot');
    expect(second).toContain('id: 7002\nevent: delta\ndata: {');
    expect(third).toContain('event: snapshot');
  });

  it('goes on behind `after` where a client cannot set headers', async () => {
    const { app, port } = await start({}, { lastEventId: 7_000 });
    app.send({ kind: 'update', delta: { app: { ...appInfo, passes: 4 } } });
    const text = await (await streaming(port, `${STREAM}?after=7000`)).until('"passes":4');

    expect(text).toContain('id: 7001\nevent: delta');
    expect(text).not.toContain('snapshot');
  });

  it('leaves a page that does not read behind, and no other', async () => {
    const { app, port } = await start();
    const [slow, quick] = await Promise.all([streaming(port), streaming(port)]);
    await Promise.all([slow.until('event: snapshot'), quick.until('event: snapshot')]);
    slow.socket.pause();

    // More than the line holds and the server keeps.
    for (let id = 1; id <= 40; id++) {
      const text = `${id} ${'x'.repeat(1024 * 1024)}`;
      app.send({ kind: 'update', delta: { logs: [{ id, atMs: 1, level: 'info', text }] } });
      await quick.until(`"text":"${id} x`);
    }
    slow.socket.resume();

    expect(await slow.until('event: snapshot')).not.toContain('"text":"39 x');
  });

  it('says at the end how the app ended, and ends', async () => {
    const { app, port } = await start();
    const { socket, until } = await streaming(port);
    await until('event: snapshot');

    app.end();
    await once(socket, 'close');

    const text = await until('event: end');
    expect(text).toContain('"reason":"stopped"');
  });
});

/** A request on a connection that is there already. */
async function exchangeOn(socket: Socket, port: number): Promise<string> {
  socket.write(requestText(port, 'GET /api/v1/app'));
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  return chunk.toString();
}
