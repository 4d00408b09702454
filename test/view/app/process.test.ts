import { createServer, type Server } from 'node:net';
import { Program } from '../../app/run-program.js';

/** With a view, and its port where nothing else is. */
const viewed = { WORKLOOP_VIEW: '', WORKLOOP_PORT: '0', WORKLOOP_STORE: '' };

const programs: Program[] = [];

function start(...given: ConstructorParameters<typeof Program>): Program {
  const program = new Program(...given);
  programs.push(program);
  return program;
}

// A test that fails leaves none behind.
afterEach(async () => {
  for (const program of programs.splice(0)) {
    program.kill('SIGKILL');
    await program.ended;
  }
});

const quiet = '@flow() class Root { run() {} }';

/** The address of the page, from the line that says it. */
async function pageOf(program: Program): Promise<string> {
  await program.shows('/view\n');
  const [, url] = /^INFO: Your app has started\. View it in your browser: (\S+)$/m.exec(program.stdout) ?? [];
  if (url === undefined) throw new Error(program.stdout);
  return url;
}

async function appInfo(page: string): Promise<Record<string, unknown>> {
  const response = await fetch(new URL('/api/v1/app', page));
  return (await response.json()) as Record<string, unknown>;
}

async function act(page: string, action: object): Promise<unknown> {
  const html = await (await fetch(page)).text();
  const [, token = ''] = /name="workloop-token" content="([^"]+)"/.exec(html) ?? [];
  const response = await fetch(new URL('/api/v1/actions', page), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-workloop-token': token },
    body: JSON.stringify(action),
  });
  return response.json();
}

it('says where its view is, in one line, and ends in good order', async () => {
  const program = start(`${quiet} await new App(new Root()).run();`, viewed);

  const page = await pageOf(program);
  const info = await appInfo(page);
  program.kill('SIGINT');

  expect(new URL(page)).toMatchObject({ hostname: '127.0.0.1', pathname: '/view' });
  expect(info).toMatchObject({ name: 'Root', store: null });
  expect(await program.ended).toEqual({ code: 0, signal: null });
  expect(program.lines).toEqual([
    `INFO: Your app has started. View it in your browser: ${page}`,
    'INFO: Your app has stopped: SIGINT',
  ]);
  expect(program.stderr).toBe('');
});

it.each([
  ['the option', 'new App(new Root(), { view: false })', viewed],
  [
    'the environment',
    "new App(new Root(), { view: { start: 'manual' } })",
    { ...viewed, WORKLOOP_VIEW: 'off' },
  ],
])('has no view where %s says so', async (_, app, environment) => {
  const program = start(`@flow() class Root { run() { stop('done'); } } await ${app}.run();`, environment);

  expect(await program.ended).toEqual({ code: 0, signal: null });
  expect(program.lines).toEqual(['INFO: Your app has started.', 'INFO: Your app has stopped: done']);
});

it('takes the next port where its own is taken', async () => {
  const taken = await listening();
  const { port } = taken.address() as { readonly port: number };
  const program = start(`${quiet} await new App(new Root(), { view: { port: ${port} } }).run();`, viewed);

  const page = new URL(await pageOf(program));
  program.kill('SIGTERM');
  await program.ended;
  taken.close();

  expect(Number(page.port)).toBeGreaterThan(port);
});

it('runs nothing before somebody says Run, and ends while it waits', async () => {
  const source = `
    @work() class Task { run() { console.log('task'); } }
    @flow() class Root { task = new Task(); run() { console.log('pass'); this.task.run(); stop('done'); } }
    await new App(new Root(), { view: { start: 'manual' } }).run();`;
  const [run, interrupted] = [start(source, viewed), start(source, viewed)];

  const pages = await Promise.all([pageOf(run), pageOf(interrupted)]);
  const waiting = await Promise.all(pages.map(appInfo));
  interrupted.kill('SIGINT');
  const answer = await act(pages[0]!, { action: 'run' });

  expect(pages[0]).not.toBe(pages[1]);
  expect(waiting).toMatchObject([
    { state: 'waiting', passes: 0 },
    { state: 'waiting', passes: 0 },
  ]);
  expect(answer).toEqual({ isDone: true, message: 'The app begins.' });
  expect((await run.ended).code).toBe(0);
  expect(run.lines.slice(1)).toEqual(['pass', 'task', 'pass', 'INFO: Your app has stopped: done']);
  expect((await interrupted.ended).code).toBe(0);
  expect(interrupted.stdout).not.toContain('pass');
});

it('calls a work as root when somebody says Run', async () => {
  const source = `
    @work() class Task { run() { console.log('task'); } }
    await new App(new Task(), { view: { start: 'manual' } }).run();`;
  const program = start(source, viewed);

  const page = await pageOf(program);
  const before = program.stdout;
  await act(page, { action: 'run' });

  expect(before).not.toContain('task');
  expect((await program.ended).code).toBe(0);
  expect(program.lines.slice(1)).toEqual(['task', 'INFO: Your app has stopped: Task is done']);
});

it('ends when it is told to in the view', async () => {
  const program = start(`${quiet} await new App(new Root()).run();`, viewed);

  const answer = await act(await pageOf(program), { action: 'stop' });

  expect(answer).toMatchObject({ isDone: true });
  expect((await program.ended).code).toBe(0);
  expect(program.lines.at(-1)).toBe('INFO: Your app has stopped: stopped from the view');
});

it('has a view of its own for each app of a process', async () => {
  const program = start(
    `
    @flow() class Root { constructor(name) { this.name = name; } run() {} }
    await Promise.all([new App(new Root('one')).run(), new App(new Root('two')).run()]);`,
    viewed,
  );

  await program.shows('/view\nINFO');
  await program.shows('/view\n');
  const pages = [...program.stdout.matchAll(/http:\S+/g)].map(([url]) => url);
  const infos = await Promise.all(pages.map((page) => fetch(new URL('/api/v1/state?path=root', page))));
  const states = await Promise.all(infos.map(async (response) => JSON.stringify(await response.json())));
  program.kill('SIGINT');

  expect(new Set(pages).size).toBe(2);
  expect(states.map((state) => /one|two/.exec(state)?.[0]).sort()).toEqual(['one', 'two']);
  expect((await program.ended).code).toBe(0);
});

it('ends with the error of a failed app, and is not held up by its view', async () => {
  const program = start(
    `@flow() class Root { run() { throw new RangeError('broken'); } } await new App(new Root()).run();`,
    viewed,
  );

  expect((await program.ended).code).toBe(1);
  expect(program.stderr).toContain('RangeError: broken');
});

function listening(): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => resolve(server));
  });
}
