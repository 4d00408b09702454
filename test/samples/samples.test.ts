import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { patternOf, promisesIn } from './promises.js';
import { repository, runCommand } from './run-command.js';

const samples = join(repository, 'samples');
const names = readdirSync(samples).filter((name) => /^\d\d-/.test(name));

beforeAll(async () => {
  const { stdout, exitCode } = await runCommand('tspc -p samples');
  if (exitCode !== 0) throw new Error(`The samples do not compile:\n${stdout}`);
}, 120_000);

it('numbers the samples without a gap', () => {
  expect(names.map((name) => name.slice(0, 2))).toEqual(names.map((_, i) => String(i + 1).padStart(2, '0')));
});

describe.each(names)('%s', (name) => {
  const promises = promisesIn(readFileSync(join(samples, name, 'README.md'), 'utf8'));

  it('has a program, and a README that promises its output', () => {
    expect(existsSync(join(samples, name, 'app.ts'))).toBe(true);
    expect(promises).not.toEqual([]);
  });

  it.each(promises.map((promise) => [promise.command, promise] as const))(
    'prints what is promised of `%s`',
    async (command, { stdout, stderr }) => {
      const ran = await runCommand(asBuilt(command), { env: { DAY_MS: '20' } });

      expect(ran.stderr).toMatch(patternOf(stderr));
      expect(ran.stdout).toMatch(patternOf(stdout));
      expect(ran.exitCode).toBe(0);
    },
    60_000,
  );
});

describe('the settings of the daily forecast', () => {
  it.each([
    ['--days 0', "Expected --days to be an integer from 1 to 1460, or all, got '0'\n"],
    ['--days=1461', "Expected --days to be an integer from 1 to 1460, or all, got '1461'\n"],
    ['--days 1.5', "Expected --days to be an integer from 1 to 1460, or all, got '1.5'\n"],
    ['--days ever', "Expected --days to be an integer from 1 to 1460, or all, got 'ever'\n"],
  ])('refuse %s with a sentence', async (args, message) => {
    const ran = await runCommand(`node samples/dist/05-daily-forecast/app.js ${args}`);

    expect(ran).toEqual({ exitCode: 1, stdout: '', stderr: message });
  });

  it('refuse an option that there is none of, and say which there is', async () => {
    const { exitCode, stderr } = await runCommand('node samples/dist/05-daily-forecast/app.js --day 3');

    expect(exitCode).toBe(1);
    expect(stderr).toContain("'--day'");
    expect(stderr).toContain('Usage: [--days <number>|all]');
  });

  it.each(['0', '-1', 'soon', '1e3'])('refuse a day of %s ms', async (dayMs) => {
    const env = { DAY_MS: dayMs };
    const ran = await runCommand('node samples/dist/05-daily-forecast/app.js', { env });

    const stderr = `Expected DAY_MS to be an integer of milliseconds from 1 up, got '${dayMs}'\n`;
    expect(ran).toEqual({ exitCode: 1, stdout: '', stderr });
  });
});

/** The program that `npm start` starts: what is built before is built already. */
function asBuilt(command: string): string {
  if (command !== 'npm start') return command;
  const { scripts } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  return scripts.start.split('&&').at(-1) ?? '';
}
