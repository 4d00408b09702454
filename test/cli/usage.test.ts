import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { command, run, runCli } from './run-cli.js';

const { version } = require('../../package.json') as { version: string };
const commands = ['init', 'doctor', 'explain', 'calls', 'invalidate', 'force', 'retry', 'gc', 'export'];
const cli = (args: string[], env: NodeJS.ProcessEnv = {}) => runCli(tmpdir(), args, env);

describe('help', () => {
  it('names every command', async () => {
    const { code, stdout } = await cli(['--help']);

    expect(code).toBe(0);
    for (const command of commands) expect(stdout).toContain(`\n  ${command} `);
    expect(await cli(['help'])).toMatchObject({ code: 0, stdout });
  });

  it.each(commands)('of %s has examples, either way', async (command) => {
    const { code, stdout } = await cli(['help', command]);

    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^Usage: workloop ${command}`));
    expect(stdout).toContain(`Examples:\n  $ workloop ${command}`);
    expect(await cli([command, '--help'])).toMatchObject({ code: 0, stdout });
  });

  it('has colours on a terminal only', async () => {
    expect((await cli(['--help'])).stdout).not.toContain('\u001b');
    expect((await cli(['--help'], { FORCE_COLOR: '1' })).stdout).toContain('\u001b');
    expect((await cli(['--help'], { NO_COLOR: '1' })).stdout).not.toContain('\u001b');
  });
});

it('tells its version', async () => {
  expect(await cli(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
});

describe('what is not understood', () => {
  it.each([
    [['inti'], 'Did you mean init?'],
    [['calls', '--jsno'], 'Did you mean --json?'],
    [['explain'], 'missing required argument'],
    [['gc', 'too', 'many'], 'too many arguments'],
    [['help', 'docter'], 'Did you mean doctor?'],
    [['--nothing'], 'unknown option'],
    [[], 'Usage: workloop'],
  ])('%j: ends with 2 and says what was meant', async (args, said) => {
    expect(await cli(args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(said) });
  });
});

(existsSync('/dev/full') ? it : it.skip)('says in a line that its output cannot be written', async () => {
  const script = '"$0" "$1" "$2" > /dev/full';
  const ran = await run('sh', ['-c', script, process.execPath, command, '--help'], __dirname);

  expect(ran).toMatchObject({ code: 1, stderr: expect.stringMatching(/^error: The output .*\n$/) });
});
