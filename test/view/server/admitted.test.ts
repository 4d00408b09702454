import { createConnection } from 'node:net';
import { FakeApp, TOKEN } from './fake-app.js';
import { exchange, readUntilEnd, requestText } from './raw-http.js';

const local = new FakeApp();
const remote = new FakeApp({ host: '0.0.0.0' });
let port: number;
let remotePort: number;

beforeAll(async () => {
  port = (await local.listening).port;
  remotePort = (await remote.listening).port;
});

afterAll(() => {
  local.end();
  remote.end();
});

const RUN = '{"action":"run"}';
const action = (headers: readonly string[], body = RUN): string =>
  requestText(port, 'POST /api/v1/actions', [`X-Workloop-Token: ${TOKEN}`, ...headers], body);

// Each hostile request is one of these with something wrong: were they refused, the refusals would say nothing.
describe('on the loopback', () => {
  it.each<readonly [string, () => string]>([
    ['reading', () => requestText(port, 'GET /api/v1/app')],
    ['reading as `localhost`', () => requestText(port, 'GET /api/v1/app', [], '', `localhost:${port}`)],
    ['reading as `LOCALHOST`', () => requestText(port, 'GET /api/v1/app', [], '', `LOCALHOST:${port}`)],
    ['reading as `[::1]`', () => requestText(port, 'GET /api/v1/app', [], '', `[::1]:${port}`)],
    ['reading with the token', () => requestText(port, 'GET /api/v1/app', [`X-Workloop-Token: ${TOKEN}`])],
    ['reading with an empty query', () => requestText(port, 'GET /api/v1/app?')],
    [
      'reading by a script of the page',
      () =>
        requestText(port, 'GET /api/v1/app', [
          `Origin: http://127.0.0.1:${port}`,
          'Sec-Fetch-Site: same-origin',
          'Sec-Fetch-Mode: cors',
          'Sec-Fetch-Dest: empty',
        ]),
    ],
    [
      'an address typed into a browser',
      () => requestText(port, 'GET /view', ['Sec-Fetch-Site: none', 'Sec-Fetch-Mode: navigate']),
    ],
    [
      'a link of another site to the page',
      () =>
        requestText(port, 'GET /view', [
          'Sec-Fetch-Site: cross-site',
          'Sec-Fetch-Mode: navigate',
          'Sec-Fetch-Dest: document',
        ]),
    ],
    ['an address with the token', () => requestText(port, `GET /view?token=${TOKEN}`)],
    ['an action', () => action(['Content-Type: application/json', `Content-Length: ${RUN.length}`])],
    [
      'an action with a charset',
      () => action(['Content-Type: Application/JSON; charset=UTF-8', `Content-Length: ${RUN.length}`]),
    ],
    [
      'an action in chunks',
      () =>
        action(
          ['Content-Type: application/json', 'Transfer-Encoding: chunked'],
          `${RUN.length.toString(16)}\r\n${RUN}\r\n0\r\n\r\n`,
        ),
    ],
    [
      'an action that waits for `100 Continue`',
      () =>
        action(['Content-Type: application/json', 'Expect: 100-continue', `Content-Length: ${RUN.length}`]),
    ],
  ])('admits %s', async (_name, request) => {
    expect(await exchange(port, request())).toMatchObject({ status: 200 });
  });

  it('answers two requests that come together one after the other', async () => {
    const first = requestText(port, 'GET /api/v1/app');
    const second = requestText(port, 'GET /nothing', ['Connection: close']);

    const text = await readUntilEnd(port, first + second);

    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 404']);
  });

  it('keeps no cookie', async () => {
    expect((await exchange(port, requestText(port, 'GET /view'))).headers).not.toHaveProperty('set-cookie');
  });
});

describe('where a host was given', () => {
  it('lets the page in with the token, and then what the page asks for with the cookie', async () => {
    const page = await exchange(remotePort, requestText(remotePort, `GET /view?token=${TOKEN}`));

    expect(page.status).toBe(200);
    expect(page.headers['set-cookie']).toMatch(
      /^workloop-\d+=[0-9a-f]{64}; HttpOnly; SameSite=Strict; Path=\/$/,
    );

    const cookie = `Cookie: theme=dark; ${page.headers['set-cookie']!.split(';')[0]}`;
    for (const path of ['/view', '/view/assets/main-1.js', '/api/v1/app']) {
      expect(await exchange(remotePort, requestText(remotePort, `GET ${path}`, [cookie]))).toMatchObject({
        status: 200,
      });
    }
    const stopped = [cookie, 'Content-Type: application/json', `Content-Length: ${RUN.length}`];
    expect(
      await exchange(remotePort, requestText(remotePort, 'POST /api/v1/actions', stopped, RUN)),
    ).toMatchObject({
      status: 401,
    });
  });

  it('lets programs in with the header', async () => {
    const token = `X-Workloop-Token: ${TOKEN}`;

    expect(await exchange(remotePort, requestText(remotePort, 'GET /api/v1/app', [token]))).toMatchObject({
      status: 200,
    });
  });

  it('says a token that it made up in the address, and one that was given not', async () => {
    const told = await remote.listening;
    const other = new FakeApp({ host: '0.0.0.0', token: null });
    const { url, token } = await other.listening;

    expect(new URL(told.url).search).toBe('');
    expect(new URL(url).searchParams.get('token')).toBe(token);
    expect(token.length).toBeGreaterThanOrEqual(43);
    other.end();
  });
});

describe('ports', () => {
  it('moves on where the port is taken', async () => {
    const next = new FakeApp({ port });
    const { port: found } = await next.listening;

    expect(found).toBeGreaterThan(port);
    next.end();
  });

  it('says why it cannot listen where it may not move', async () => {
    const next = new FakeApp({ port, mayMove: false });

    await expect(next.listening).rejects.toThrow(
      `Port ${port} of 127.0.0.1 is taken. Give another \`port\`, or 0 for any.`,
    );
  });

  it('says that the machine has no such address', async () => {
    const next = new FakeApp({ host: '192.0.2.1' });

    await expect(next.listening).rejects.toThrow('This machine has no address 192.0.2.1.');
  });

  it('is not there any more after the end', async () => {
    const ending = new FakeApp();
    const { port: endedPort } = await ending.listening;

    ending.end();
    await ending.closed;

    const code = await new Promise((resolve) => {
      createConnection(endedPort, '127.0.0.1').on('error', ({ code }: NodeJS.ErrnoException) =>
        resolve(code),
      );
    });
    expect(code).toBe('ECONNREFUSED');
  });
});
