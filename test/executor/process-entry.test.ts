import { workerProgram } from '../fixtures/worker-programs.js';
import { runCommand } from '../samples/run-command.js';

/** Runs a compiled app to its end. */
async function run(path: string) {
  const { exitCode, stdout, stderr } = await runCommand(`node ${workerProgram(path)}`);
  return { exitCode, stderr, lines: stdout.split('\n').filter((line) => line !== '') };
}

describe('a work in the entry file of its app', () => {
  it('runs in a process that loads the file up to the await of App.run()', async () => {
    const { exitCode, stderr, lines } = await run('fixtures/workers/apps/entry.js');

    expect(stderr).toBe('');
    expect(lines).toContain('the answer is 42, hello ann, hidden, 4 of common.cjs, in a worker, the end');
    expect(lines.filter((line) => line.endsWith('loaded by node'))).toEqual(['loaded by node']);
    expect(lines.filter((line) => line.endsWith('loaded by a worker'))).toEqual([
      '[root.inEntry] loaded by a worker',
    ]);
    expect(lines.filter((line) => line.includes('Your app has started'))).toHaveLength(1);
    expect(lines.at(-1)).toBe('the app is over');
    expect(lines.join()).not.toContain('never said');
    expect(exitCode).toBe(0);
  }, 30_000);

  it('runs in a process and on a thread where the file is CommonJS', async () => {
    const { exitCode, stderr, lines } = await run('fixtures/workers/apps/entry-commonjs.cjs');

    expect(stderr).toBe('');
    expect(lines).toContain('3 in a worker, 6 in a worker');
    expect(exitCode).toBe(0);
  }, 30_000);
});
