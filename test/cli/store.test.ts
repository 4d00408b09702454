import { join } from 'node:path';
import type { TestProject } from './project.js';
import { type Ran, run, runCli } from './run-cli.js';
import { appProject, startApp } from './stored-app.js';

const projects: TestProject[] = [];
afterAll(() => {
  for (const project of projects) project.dispose();
});

/** A project whose app has run to its end. */
async function afterRun(env: NodeJS.ProcessEnv = {}): Promise<TestProject> {
  const project = appProject();
  projects.push(project);
  await runApp(project, env);
  return project;
}

async function runApp({ folder }: TestProject, env: NodeJS.ProcessEnv = {}): Promise<void> {
  const ran = await run(process.execPath, ['app.js'], folder, env);
  expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining('done') });
}

function linesOf({ stdout }: Ran): Record<string, never>[] {
  return stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
}

describe('after a run', () => {
  let project: TestProject;
  beforeAll(async () => {
    project = await afterRun();
  });
  const cli = (...args: string[]): Promise<Ran> => runCli(project.folder, args);

  it('calls lists what succeeded and what failed', async () => {
    const { code, stdout } = await cli('calls');

    expect(code).toBe(0);
    expect(stdout).toMatch(/succeeded root\.square\(1\) id [\w-]{8} in run 1, .* ago, took .*; why: /);
    expect(stdout).toMatch(/failed {4}root\.square\(-1\) .*\n +userException: no number for a square/);
    expect(stdout).toContain("succeeded root.greet({name: 'you'})");
  });

  it('calls picks by work, by key, by failure and by age', async () => {
    expect(linesOf(await cli('calls', '--json', '--work', 'greeter'))).toMatchObject([
      { work: 'root.greet', key: 'greeter' },
    ]);
    expect(linesOf(await cli('calls', '--json', '--failed'))).toMatchObject([
      {
        outcome: 'failed',
        arguments: '(-1)',
        failure: { reason: 'userException', message: 'no number for a square' },
      },
    ]);
    expect(linesOf(await cli('calls', '--json', '--work', 'root.square', '--last', '2'))).toHaveLength(2);
    expect((await cli('calls', '--work', 'greeter', '--failed')).stdout).toBe('No failed calls.\n');
  });

  it('explain says of a call what would become of it', async () => {
    expect((await cli('explain', 'root.square', '[2]')).stdout).toMatch(
      /^This call of `root\.square` is a hit: run 1 produced the value as call \d .*\nAs of run 1, started /,
    );
    expect((await cli('explain', 'root.square', '[7]')).stdout).toMatch(/is a miss .*: args\[0\] -?\d → 7\./);
    expect((await cli('explain', 'root.square', '[-1]')).stdout).toContain('previous attempt failed');
    const json = JSON.parse((await cli('explain', 'greeter', '[{"name":"you"}]', '--json')).stdout);
    expect(json).toMatchObject({ decision: 'hit', provenance: { run: 1, attempt: 1 }, asOfRun: { run: 1 } });
    expect(
      JSON.parse((await cli('explain', 'greeter', '--id', json.id.slice(0, 10), '--json')).stdout),
    ).toMatchObject({
      decision: 'hit',
      id: json.id,
    });
  });

  it('explain says of a work what is known of it', async () => {
    const { stdout } = await cli('explain', 'root.square');
    expect(stdout).toContain('3 recorded, 1 failed or forgotten');
    expect(stdout).toContain("version '1'");
    expect(JSON.parse((await cli('explain', 'root.square', '--json')).stdout)).toMatchObject({
      calls: 3,
      traces: 1,
      isKept: true,
    });
    expect((await cli('explain', 'root.unkept')).stdout).toContain('stays in memory');
  });

  it('names what there is where a work is unknown, the nearest first', async () => {
    const ran = await cli('explain', 'root.sqare');
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(/no work `root\.sqare`.*\n {2}root\.square\n/);
    expect(ran.stderr).toContain('root.greet (key greeter)');
  });

  it.each([
    [['explain', 'root.square', '7'], /'\[7\]'/],
    [['explain', 'root.square', '[7'], /no JSON/],
    [['explain', 'root.square', '[7]', '--id', 'x'], /by its arguments or by its id/],
    [['invalidate', 'root.square'], /or give --all/],
    [['invalidate', 'root.square', '[1]', '--all'], /or give --all/],
    [['force', 'root.square'], /by its arguments or by its --id/],
    [['calls', '--last', '0'], /from 1 up/],
  ])('takes %j for a mistake', async (args, message) => {
    expect(await cli(...args)).toMatchObject({ code: 2, stderr: expect.stringMatching(message), stdout: '' });
  });

  it('export writes everything that JSON can say, and names the rest', async () => {
    const ran = await cli('export', 'out.jsonl');
    const lines = linesOf({ ...ran, stdout: project.read('out.jsonl') });

    expect(ran.stderr).toMatch(new RegExp(`^Wrote ${lines.length} lines to out.jsonl; of \\d+ of them`));
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'run', run: 1 }),
        expect.objectContaining({ type: 'component', path: 'root.greet', key: 'greeter', kind: 'work' }),
        expect.objectContaining({ type: 'field', component: 'root.square', name: 'calls', value: 4 }),
        expect.objectContaining({ type: 'field', name: 'when', leftOut: ['value: a Date'] }),
        expect.objectContaining({
          type: 'call',
          arguments: '(2)',
          value: { n: 2, square: 4 },
          leftOut: ['value.at: a Date', 'value.sizes: a Map'],
        }),
      ]),
    );
    expect((await cli('export')).stdout).toBe(project.read('out.jsonl'));
    expect(await cli('export', 'out.jsonl')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('out.jsonl'),
    });
  });

  it('says that there is no store where there is none', async () => {
    expect(await cli('calls', '--store', 'nowhere')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('nowhere'),
    });
    expect(await cli('gc', '--store', 'node_modules')).toMatchObject({ code: 1 });
    expect(await runCli(project.folder, ['calls'], { WORKLOOP_STORE: 'elsewhere' })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('elsewhere'),
    });
  });

  it('retry says what the next run tries again', async () => {
    expect((await cli('retry', 'root.square')).stdout).toContain(
      '1 failed call of `root.square` will execute again',
    );
    expect((await cli('retry', 'greeter')).stdout).toContain('has failed');
  });
});

describe('what is forgotten', () => {
  it('executes in the next run, with the reason, and nothing else does', async () => {
    const project = await afterRun();
    const cli = (...args: string[]): Promise<Ran> => runCli(project.folder, args);

    expect((await cli('invalidate', 'root.square', '[1]')).stdout).toContain('is forgotten');
    expect((await cli('force', 'root.square', '[2]')).stdout).toContain('is forgotten');
    expect((await cli('invalidate', 'root.square', '[99]')).stdout).toContain('is not in the store');
    expect((await cli('invalidate', 'greeter', '--all')).stdout).toContain('All calls of `root.greet`');
    expect((await cli('explain', 'root.square', '[1]')).stdout).toContain('because: invalidated');
    expect((await cli('calls')).stdout).toMatch(/forgotten root\.square id .*: forced/);
    expect((await cli('gc')).stdout).toMatch(/had \d+ bytes and has \d+ now/);
    await runApp(project);

    const calls = linesOf(await cli('calls', '--json')).map((call) => [call.arguments, call.run, call.why]);
    expect(calls).toHaveLength(5);
    expect(calls).toEqual(
      expect.arrayContaining([
        ['(0)', 1, 'first'],
        ['(1)', 2, 'invalidated'],
        ['(2)', 2, 'forced'],
        ['(-1)', 2, 'previous attempt failed'],
        ["({name: 'you'})", 2, 'invalidated'],
      ]),
    );
  });
});

describe('while the app runs', () => {
  it('reading works, and writing names the process and the remedy', async () => {
    const project = appProject();
    projects.push(project);
    const app = await startApp(project);
    const cli = (...args: string[]): Promise<Ran> => runCli(project.folder, args);
    try {
      expect((await cli('calls', '--failed')).stdout).toContain('no number for a square');
      expect((await cli('explain', 'root.square', '[1]')).stdout).toContain('is a hit');
      expect((await cli('explain', 'root.square', '[-1]')).stdout).toContain(
        'not tried again before `retry()`',
      );
      expect((await cli('export')).code).toBe(0);
      for (const [args, remedy] of [
        [['invalidate', 'root.square', '[1]'], 'handleOf(work).invalidate(…)'],
        [['invalidate', 'root.square', '--all'], 'handleOf(work).invalidate(…)'],
        [['force', 'root.square', '[1]'], 'handleOf(work).force(…)'],
        [['retry', 'root.square'], 'handleOf(work).retry()'],
        [['gc'], 'Stop the app'],
      ] as const) {
        const ran = await cli(...args);
        expect(ran).toMatchObject({ code: 3, stderr: expect.stringContaining(`process ${app.pid} on`) });
        expect(ran.stderr).toContain(remedy);
      }
      expect(await cli('doctor', '--json')).toMatchObject({
        stdout: expect.stringContaining(`process ${app.pid}`),
      });
    } finally {
      await app.end();
    }
    expect((await cli('invalidate', 'root.square', '[1]')).code).toBe(0);
  });
});

it('lists thousands of calls, also to who stops listening', async () => {
  const project = await afterRun({ COUNT: '1000' });

  const all = await runCli(project.folder, ['calls', '--json']);
  expect(linesOf(all)).toHaveLength(1002);

  const command = join(__dirname, '..', '..', 'dist', 'cli.js');
  // The shell tells how each command of a pipe ended in an array.
  const script = '"$0" "$1" calls | head -n 1; echo $PIPESTATUS';
  const piped = await run('bash', ['-c', script, process.execPath, command], project.folder);
  expect(piped.stderr).toBe('');
  expect(piped.stdout).toMatch(/^succeeded .*\n0\n$/);
});
