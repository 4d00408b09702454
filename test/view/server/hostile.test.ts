import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FakeApp, TOKEN } from './fake-app.js';
import { type HostileRequest, hostileRequests } from './hostile.js';
import { exchange, requestText } from './raw-http.js';

const local = new FakeApp();
const remote = new FakeApp({ host: '0.0.0.0' });
let ports: Record<'local' | 'remote', number>;

beforeAll(async () => {
  ports = { local: (await local.listening).port, remote: (await remote.listening).port };
});

afterAll(() => {
  local.end();
  remote.end();
});

const portOf = ({ isRemote }: HostileRequest): number => (isRemote === true ? ports.remote : ports.local);

it.each(hostileRequests.map((request) => [request.area, request.name, request] as const))(
  'refuses %s: %s',
  async (_area, _name, request) => {
    const app = request.isRemote === true ? remote : local;
    const asked = app.asks.length;

    const answer = await exchange(portOf(request), request.bytes(portOf(request)));

    expect(answer).toMatchObject({ status: request.status });
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringMatching(/^default-src 'none';.* frame-ancestors 'none'$/),
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
    });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    expect(JSON.parse(answer.body)).toEqual({ error: { code: request.code, message: expect.any(String) } });
    // Nothing of what was sent comes back, nothing reached the app, and it lives.
    expect(answer.body).not.toContain('evil');
    expect(answer.body).not.toContain(TOKEN);
    expect(app.asks).toHaveLength(asked);
    expect({}).not.toHaveProperty('polluted');
    expect(
      await exchange(
        portOf(request),
        requestText(portOf(request), 'GET /api/v1/app', [`X-Workloop-Token: ${TOKEN}`]),
      ),
    ).toMatchObject({ status: 200 });
  },
);

it('tries at least a hundred, each once', () => {
  expect(hostileRequests.length).toBeGreaterThanOrEqual(100);
  expect(new Set(hostileRequests.map(({ area, name }) => `${area}: ${name}`)).size).toBe(
    hostileRequests.length,
  );
});

it('lists in test/README.md what is tried', () => {
  const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');
  const head = ['| # | what it tries | request | answer |', '|---:|---|---|---|'];
  const rows = hostileRequests.map(
    ({ area, name, status, code }, index) => `| ${index + 1} | ${area} | ${name} | ${status} \`${code}\` |`,
  );
  const written = readme.slice(readme.indexOf(head[0]!)).split('\n\n')[0]!.trimEnd();

  expect(written.split('\n')).toEqual([...head, ...rows]);
  expect(readme).toContain(`\n${rows.length} hostile requests`);
});
