import type { CallInfo, LogLine } from '../../../src/view/api.js';
import { appInfo, emptySnapshot, FakeApp, TOKEN } from './fake-app.js';
import { ManualTiming } from './manual-timing.js';

const call = (id: number, rest: Partial<CallInfo> = {}): CallInfo => ({
  id,
  path: 'root.trainer',
  call: id,
  state: 'succeeded',
  queuedAtMs: id,
  attempt: 1,
  args: `(${id})`,
  why: { text: 'first call', kind: 'first', changes: [] },
  ...rest,
});

let app: FakeApp;
let base: string;

beforeEach(async () => {
  app = new FakeApp({
    snapshot: {
      ...emptySnapshot,
      components: [
        { path: 'root', kind: 'flow', className: 'Daily', hasPanel: false },
        { path: 'root.trainer', kind: 'work', className: 'Trainer', hasPanel: true },
      ],
      calls: [call(1), call(2, { state: 'failed' }), call(3, { path: 'root.trainer2', args: "('Bergen')" })],
      logs: [
        { id: 1, atMs: 1, level: 'info', text: 'The app begins' },
        { id: 2, atMs: 2, level: 'warn', path: 'root.trainer', text: 'slow <b>' },
      ] satisfies LogLine[],
    },
  });
  base = new URL((await app.listening).url).origin;
});

afterEach(async () => {
  app.end();
  await app.closed;
});

async function get(path: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(base + path);
  return { status: response.status, body: await response.json() };
}

async function act(body: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${base}/api/v1/actions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-workloop-token': TOKEN },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

describe('what the model knows', () => {
  it('is answered without asking the app', async () => {
    app.respond = () => undefined;

    expect(await get('/api/v1/app')).toEqual({ status: 200, body: appInfo });
    expect(await get('/api/v1/components')).toMatchObject({
      body: [{ path: 'root' }, { path: 'root.trainer' }],
    });
    expect(await get('/api/v1/series')).toEqual({ status: 200, body: [] });
    expect(app.asks).toEqual([]);
  });

  it('gives calls newest first, by pages', async () => {
    expect(await get('/api/v1/calls?limit=2')).toMatchObject({
      body: { calls: [{ id: 3 }, { id: 2 }], next: 2, total: 3 },
    });

    const { body } = await get('/api/v1/calls?limit=2&before=2');
    expect(body).toEqual({ calls: [call(1)], total: 3 });
  });

  it.each([
    ['path=root.trainer', [2, 1]],
    ['path=root', [3, 2, 1]],
    ['state=failed', [2]],
    ['state=failed,succeeded', [3, 2, 1]],
    ['search=BERGEN', [3]],
    ['search=%5B', []],
    ['search=', [3, 2, 1]],
  ])('filters calls by %s', async (query, ids) => {
    const { body } = await get(`/api/v1/calls?${query}`);

    expect(body).toMatchObject({ calls: ids.map((id) => ({ id })), total: ids.length });
  });

  it.each([
    ['', [2, 1]],
    ['path=root.trainer', [2]],
    ['level=info', [1]],
    ['search=%3CB%3E', [2]],
    ['before=2', [1]],
  ])('filters lines of the log by `%s`', async (query, ids) => {
    expect(await get(`/api/v1/logs?${query}`)).toEqual({
      status: 200,
      body: { lines: ids.map((id) => expect.objectContaining({ id })) },
    });
  });

  it('follows updates', async () => {
    app.send({
      kind: 'update',
      delta: { app: { ...appInfo, passes: 4 }, calls: [call(2, { state: 'running' })] },
    });

    expect(await get('/api/v1/app')).toMatchObject({ body: { passes: 4 } });
    expect(await get('/api/v1/calls?state=running')).toMatchObject({
      body: { calls: [{ id: 2 }], total: 1 },
    });
  });
});

it('has whoever comes first after a while wait for what happened meanwhile', async () => {
  const timing = new ManualTiming();
  const quiet = new FakeApp({}, { timing });
  const watched: boolean[] = [];
  quiet.onWatched = (isWatched) => {
    watched.push(isWatched);
    if (isWatched)
      setImmediate(() => quiet.send({ kind: 'update', delta: { app: { ...appInfo, hits: 77 } } }));
  };
  const { origin } = new URL((await quiet.listening).url);
  timing.advance(5_000);

  const answers = await Promise.all([fetch(`${origin}/api/v1/app`), fetch(`${origin}/api/v1/app`)]);
  for (const answer of answers) expect(await answer.json()).toMatchObject({ hits: 77 });
  expect(watched).toEqual([false, true]);

  const stream = await fetch(`${origin}/api/v1/stream`);
  timing.advance(60_000);
  expect(watched).toEqual([false, true]);
  await stream.body?.cancel();
  quiet.end();
  await quiet.closed;
});

it.each(['/', '/view/'])('sends whoever asks for %s on to the page', async (path) => {
  const { status, headers } = await fetch(base + path, { redirect: 'manual' });

  expect([status, headers.get('location')]).toEqual([302, '/view']);
});

it.each(['?debug=1', '?after=x'])(
  'refuses a stream with `%s` also where it goes on behind an event',
  async (query) => {
    const { status } = await fetch(`${base}/api/v1/stream${query}`, { headers: { 'last-event-id': '5' } });

    expect(status).toBe(400);
  },
);

it('takes each update once, so that the next one may come', () => {
  for (let id = 3; id < 6; id++) app.send({ kind: 'update', delta: {} });

  expect(app.taken).toBe(3);
});

it('tells the app of an error that nobody expected, and nobody else what it says', async () => {
  // JSON has no such number, so the answer cannot be made.
  app.respond = () => ({ answer: { secret: 1n } });

  const { status, body } = await get('/api/v1/state?path=root');

  expect([status, body]).toEqual([
    500,
    { error: { code: 'failed', message: 'The view could not answer this.' } },
  ]);
  expect(app.troubles).toEqual([expect.stringMatching(/^TypeError at .*\(.*\)$/)]);
  expect(await get('/api/v1/app')).toMatchObject({ status: 200 });
});

describe('what only the app knows', () => {
  it.each([
    ['component?path=root.trainer', { name: 'component', asked: { path: 'root.trainer' } }],
    ['state?path=root', { name: 'state', asked: { path: 'root' } }],
    ['ledger?path=root.trainer', { name: 'ledger', asked: { path: 'root.trainer' } }],
    ['code?path=root.trainer', { name: 'code', asked: { path: 'root.trainer' } }],
    ['panel?path=root.byUser.a%20b', { name: 'panel', asked: { path: 'root.byUser.a b' } }],
    ['call?id=2', { name: 'call', asked: { id: 2 } }],
    [
      'explain?path=root.trainer&args=[1,%22a%22]',
      { name: 'explain', asked: { path: 'root.trainer', args: [1, 'a'] } },
    ],
  ])('is asked there: %s', async (path, ask) => {
    app.respond = () => ({ answer: { known: true } });

    expect(await get(`/api/v1/${path}`)).toEqual({ status: 200, body: { known: true } });
    expect(app.asks).toMatchObject([ask]);
  });

  it.each([
    ['notFound', 404, 'notFound'],
    ['badRequest', 400, 'badRequest'],
    ['failed', 500, 'failed'],
  ] as const)('is refused as the app refuses it: %s', async (code, status, expected) => {
    app.respond = () => ({ kind: 'refusal', refusal: { code, message: 'That is why.' } });

    expect(await get('/api/v1/call?id=9')).toEqual({
      status,
      body: { error: { code: expected, message: 'That is why.' } },
    });
  });

  it('is not there while the thread of the app is busy', async () => {
    const busy = new FakeApp({}, { askTimeoutMs: 1 });
    busy.respond = () => undefined;
    const { url } = await busy.listening;

    const response = await fetch(new URL('/api/v1/state?path=root', url));

    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      error: { message: expect.stringContaining("app's thread is busy") },
    });
    busy.end();
  });
});

describe('actions', () => {
  it.each([
    { action: 'run' },
    { action: 'pause' },
    { action: 'resume' },
    { action: 'stop' },
    { action: 'invalidateAll' },
    { action: 'startWork', path: 'root.trainer' },
    { action: 'stopWork', path: 'root.trainer' },
    { action: 'retry', path: 'root.trainer' },
    { action: 'invalidateWork', path: 'root.trainer' },
    { action: 'force', id: 2 },
    { action: 'invalidate', id: 2 },
    { action: 'force', path: 'root.trainer', args: [{ a: null }] },
    { action: 'invalidate', path: 'root.trainer', args: [] },
  ])('go to the app: %j', async (action) => {
    expect(await act(action)).toEqual({ status: 200, body: { isDone: true, message: 'Done.' } });
    expect(app.asks).toMatchObject([{ name: 'act', asked: action }]);
  });

  it('tell with 409 that nothing was done', async () => {
    const answer = { isDone: false, message: 'The app is not paused.' };
    app.respond = () => ({ answer });

    expect(await act({ action: 'resume' })).toEqual({ status: 409, body: answer });
  });
});

describe('the page', () => {
  it('carries the token, and its files can be had', async () => {
    const page = await fetch(`${base}/view`);
    const script = await fetch(`${base}/view/assets/main-1.js`);

    expect(await page.text()).toContain(`content="${TOKEN}"`);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await script.text()).toBe('export {};\n');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  it('is where `/` leads', async () => {
    expect((await fetch(`${base}/`)).url).toBe(`${base}/view`);
  });

  it('escapes a token that was given', async () => {
    const odd = new FakeApp({ token: `"><script>$&'` });

    const text = await (await fetch((await odd.listening).url)).text();

    expect(text).toContain('content="&#34;&#62;&#60;script&#62;$&#38;&#39;"');
    odd.end();
  });
});
