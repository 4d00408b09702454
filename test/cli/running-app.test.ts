import { existsSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FakeView } from './fake-view.js';
import type { TestProject } from './project.js';
import { type Ran, runCli } from './run-cli.js';
import { appProject, startApp } from './stored-app.js';

const TOKEN = 'a-token-of-the-test';

const components = {
  body: [
    { path: 'root', kind: 'flow', className: 'Root', hasPanel: false },
    { path: 'root.greet', kind: 'work', className: 'Greet', hasPanel: false },
    {
      ...{ path: 'root.square', kind: 'work', className: 'Square', hasPanel: false },
      ...{ status: { name: 'running', atMs: 1 }, executions: 12, hits: 30, failures: 1, queue: 2 },
    },
    { path: 'root.unkept', kind: 'work', className: 'Unkept', hasPanel: false },
    { path: 'root.young', kind: 'work', className: 'Young', hasPanel: false },
  ],
};

describe('with the view of a running app', () => {
  const project: TestProject = appProject();
  const view = new FakeView();
  let app: Awaited<ReturnType<typeof startApp>>;
  let url: string;
  const file = join(project.folder, '.workloop', 'view.json');
  const cli = (...args: string[]): Promise<Ran> => runCli(project.folder, args);
  const leave = (content: object): void => writeFileSync(file, JSON.stringify(content));

  beforeAll(async () => {
    app = await startApp(project);
    url = await view.listen();
  });
  beforeEach(() => {
    view.asked.length = 0;
    view.answers = { components, actions: { body: { isDone: true, message: 'It is done.' } } };
    leave({ url, token: TOKEN, pid: app.pid });
  });
  afterAll(async () => {
    view.close();
    await app.end();
    project.dispose();
  });

  it.each<[string[], object]>([
    [['invalidate', 'root.square', '[1]'], { action: 'invalidate', path: 'root.square', args: [1] }],
    [['invalidate', 'root.square', '--all'], { action: 'invalidateWork', path: 'root.square' }],
    [
      ['force', 'greeter', '[{"name":"you"}]'],
      { action: 'force', path: 'root.greet', args: [{ name: 'you' }] },
    ],
    [['retry', 'root.square'], { action: 'retry', path: 'root.square' }],
    [['retry', 'root.young'], { action: 'retry', path: 'root.young' }],
  ])('%j is done by the app', async (args, action) => {
    expect(await cli(...args)).toEqual({ code: 0, stdout: 'It is done.\n', stderr: '' });

    expect(view.asked.at(-1)).toEqual({
      method: 'POST',
      target: '/api/v1/actions',
      token: TOKEN,
      type: 'application/json',
      body: action,
    });
  });

  it('says why the app did not do it', async () => {
    view.answers.actions = { status: 409, body: { isDone: false, message: '`root.square` is not stopped.' } };
    expect(await cli('retry', 'root.square')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'error: `root.square` is not stopped.\n',
    });

    view.answers.actions = {
      status: 401,
      body: { error: { code: 'unauthorized', message: 'The token is wrong.' } },
    };
    expect(await cli('retry', 'root.square')).toEqual({
      code: 1,
      stdout: '',
      stderr: `error: The running app (process ${app.pid}) refused: The token is wrong.\n`,
    });
  });

  it('explains a call as the app does', async () => {
    const why = { text: 'first', kind: 'first', changes: [] };
    view.answers.explain = { body: { decision: 'miss', sentence: 'It is a miss now.', why } };

    const said = await cli('explain', 'root.square', '["a b&c"]');
    const json = await cli('explain', 'root.square', '[1]', '--json');

    expect(said).toMatchObject({
      code: 0,
      stdout: `It is a miss now.\nAs the running app says, process ${app.pid}.\n`,
    });
    const asked = view.asked.filter(({ target }) => target.includes('explain'));
    expect([...new URL(asked[0]?.target ?? '', url).searchParams]).toEqual([
      ['path', 'root.square'],
      ['args', '["a b&c"]'],
    ]);
    expect(JSON.parse(json.stdout)).toMatchObject({
      ...{ work: 'root.square', id: expect.any(String), decision: 'miss', why },
      ...{ asOfRun: { run: 1 }, asOfProcess: app.pid },
    });
    // The store takes it for a hit, and what it knows of that is not said.
    expect(JSON.parse(json.stdout)).not.toHaveProperty('provenance');
  });

  it('says of a work how it stands in the app', async () => {
    view.answers.code = {
      body: { path: 'root.square', unknown: [], reaches: [], changes: ['src/a.ts#f changed'] },
    };

    const { stdout } = await cli('explain', 'root.square');

    expect(stdout).toContain('3 recorded, 1 failed or forgotten');
    expect(stdout).toContain('now        running, 12 executed in this run, 30 hits, 1 failures, 2 waiting');
    expect(stdout).toContain('changed    src/a.ts#f changed');
  });

  it('lists calls that are not in the store', async () => {
    const why = { text: 'first', kind: 'first', changes: [] };
    const call = {
      id: 9,
      path: 'root.square',
      call: 5,
      state: 'running',
      queuedAtMs: 1,
      startedAtMs: 2,
      attempt: 2,
      args: '(7)',
      why,
    };
    view.answers.calls = { body: { calls: [call], total: 1 } };

    const { stdout } = await cli('calls', '--work', 'root.square');
    expect(stdout).toMatch(/^running {3}root\.square\(7\) since .*, attempt 2; why: first\n/);
    expect(stdout).toMatch(/succeeded root\.square\(1\) id /);

    const [first] = (await cli('calls', '--work', 'root.square', '--last', '1', '--json')).stdout.split('\n');
    expect(JSON.parse(first ?? '')).toMatchObject({
      work: 'root.square',
      arguments: '(7)',
      outcome: 'running',
      call: 5,
    });
    const asked = view.asked.filter(({ target }) => target.includes('calls'));
    expect(new URL(asked[0]?.target ?? '', url).searchParams.get('state')).toBe('queued,running,retrying');
    expect((await cli('calls', '--work', 'root.square', '--failed')).stdout).not.toContain('running');
  });

  it('names the works that there are where one is unknown', async () => {
    const ran = await cli('invalidate', 'root.sqare', '--all');

    expect(ran).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('root.square') });
    expect(view.asked.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('does not ask by an id, which only the store knows', async () => {
    const ran = await cli('invalidate', 'root.square', '--id', 'x');

    expect(ran).toMatchObject({ code: 3, stderr: expect.stringContaining('name the call by its arguments') });
    expect(view.asked).toEqual([]);
  });

  it('leaves gc to who has the store', async () => {
    expect(await cli('gc')).toMatchObject({ code: 3, stderr: expect.stringContaining('Stop the app') });
    expect(view.asked).toEqual([]);
  });

  it.each<[string, () => object]>([
    ['of another process', () => ({ url, token: TOKEN, pid: process.pid })],
    ['without a token', () => ({ url, pid: app.pid })],
    ['with an address that is none', () => ({ url: 'file:///etc/passwd', token: TOKEN, pid: app.pid })],
    ['that is no object', () => []],
  ])('does not go by a view.json %s', async (_, content) => {
    leave(content());

    expect(await cli('retry', 'root.square')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('retry()'),
    });
    expect((await cli('explain', 'root.square', '[1]')).stdout).toContain('is a hit');
    expect(view.asked).toEqual([]);
  });

  it('does not go by what an app before left behind that had the same process id', async () => {
    utimesSync(file, 0, 0);

    expect(await cli('retry', 'root.square')).toMatchObject({ code: 3 });
    expect(view.asked).toEqual([]);
  });

  it.each<[string, () => void]>([
    ['nobody listens', () => leave({ url: 'http://127.0.0.1:1/view', token: TOKEN, pid: app.pid })],
    ['somebody else listens', () => void Object.assign(view.answers, { components: { body: '<html>' } })],
  ])('says so where %s there, and reads the store', async (_, arrange) => {
    arrange();

    const changed = await cli('invalidate', 'root.square', '--all');
    const read = await cli('explain', 'root.square', '[1]');

    expect(changed).toMatchObject({ code: 3, stdout: '' });
    expect(changed.stderr).toContain(`process ${app.pid}) does not answer at http://127.0.0.1:`);
    expect(read).toMatchObject({ code: 0, stdout: expect.stringContaining('is a hit') });
    expect(read.stderr).toMatch(/^warning: .* does not answer .* What follows is what the store knows\.\n$/);
  });

  it('goes on as it was where there is no such file', async () => {
    rmSync(file);

    const ran = await cli('force', 'root.square', '[1]');

    expect(ran).toMatchObject({ code: 3, stderr: expect.stringContaining('It has no view') });
  });
});

it('what a killed app has left behind is not asked', async () => {
  const project = appProject();
  const app = await startApp(project);
  writeFileSync(
    join(project.folder, '.workloop', 'view.json'),
    JSON.stringify({ url: 'http://127.0.0.1:1/view', token: TOKEN, pid: app.pid }),
  );
  await app.end('SIGKILL');

  const ran = await runCli(project.folder, ['invalidate', 'root.square', '[1]']);

  expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining('is forgotten'), stderr: '' });
  project.dispose();
});

describe('with a running app that has a view', () => {
  const project: TestProject = appProject();
  let app: Awaited<ReturnType<typeof startApp>>;
  const cli = (...args: string[]): Promise<Ran> => runCli(project.folder, args);
  const file = join(project.folder, '.workloop', 'view.json');

  beforeAll(async () => {
    app = await startApp(project, { WORKLOOP_VIEW: 'on', WORKLOOP_PORT: '0' });
  });
  afterAll(async () => {
    await app.end();
    project.dispose();
  });

  it('finds it by a file that nobody but its owner may read', () => {
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/view$/),
      token: expect.stringMatching(/^[\x21-\x7e]{16,}$/),
      pid: app.pid,
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('has calls forgotten, executed and tried again, and is told of all', async () => {
    expect(await cli('invalidate', 'root.square', '[1]')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('`root.square(1)` is forgotten'),
    });
    expect(await cli('force', 'root.square', '[2]')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('`root.square(2)` executes again'),
    });
    expect(await cli('invalidate', 'greeter', '--all')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('All calls of `root.greet` are forgotten'),
    });
    expect(await cli('retry', 'root.square')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('`root.square`'),
    });
    expect(await cli('invalidate', 'root.square', '[99]')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Nothing is remembered'),
    });
    expect(await cli('explain', 'root.square', '[98]')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/is a miss .*\nAs the running app says, process \d+\.\n$/),
    });
    expect((await cli('explain', 'root.square')).stdout).toMatch(/now {8}\w+, \d+ executed in this run/);
    expect(await cli('gc')).toMatchObject({ code: 3 });
  });

  it('lists the calls of works that stay in memory', async () => {
    const { stdout } = await cli('calls', '--work', 'root.unkept');

    expect(stdout).toMatch(/^succeeded root\.unkept\(\) .* ago, took .*, in memory; why: first\n$/);
  });

  it('leaves the store to the command line when it has ended', async () => {
    await app.end();

    expect(existsSync(file)).toBe(false);
    expect((await cli('invalidate', 'root.square', '[0]')).stdout).toContain('is forgotten, and executes');
    const calls = (await cli('calls', '--work', 'root.square')).stdout;
    expect(calls).toMatch(/root\.square\(1\) .* why: invalidated/);
    expect(calls).toMatch(/root\.square\(2\) .* why: forced/);
  });
});
