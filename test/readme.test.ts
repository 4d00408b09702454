import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inspect } from 'node:util';
import { defaultAppOptions, defaultWorkOptions } from 'workloop';
import { fencesIn } from './samples/promises.js';
import { repository, runCommand } from './samples/run-command.js';

const readme = readFileSync(join(repository, 'README.md'), 'utf8');
const fences = fencesIn(readme);
const programs = bodiesOf('ts');

describe('the README', () => {
  it('begins with fifteen lines of code', () => {
    expect(programs[0]?.trimEnd().split('\n')).toHaveLength(15);
  });

  it('names the two commands', () => {
    expect(readme).toContain('`npm ci && npm start`');
    expect(readme).toContain('`npm ci && npm test`');
  });

  it('lists every option with its default', () => {
    expect(optionsIn('Of works')).toEqual(shown(defaultWorkOptions));
    expect(optionsIn('Of apps')).toEqual(shown(defaultAppOptions));
  });

  it('lists every option of a view with its default', () => {
    const { token, ...options } = optionsIn('export const app = new App(new Daily(), { view:');

    expect(token).toBeUndefined();
    expect(options).toEqual(shown(defaultAppOptions.view as object));
  });

  it('names everything that can be got of the interface', () => {
    const routes = readFileSync(join(repository, 'src', 'view', 'server', 'routes', 'routes.ts'), 'utf8');
    const known = [
      ...[...routes.matchAll(/from(?:Model|App)\('(\w+)'/g)].map(([, name]) => name),
      ...[...routes.matchAll(/app\.get\('\/api\/v1\/(\w+)'/g)].map(([, name]) => name),
    ];
    const [, table = ''] = /^\| `GET \/api\/v1.*?\n(.*?)\n\n/ms.exec(readme) ?? [];
    const listed = [...table.matchAll(/^\| `(\w+)/gm)].map(([, name]) => name);

    expect(listed).toHaveLength(13);
    expect(new Set(listed)).toEqual(new Set(known));
  });

  it('names every event, and none that there is not', () => {
    const events = readFileSync(join(repository, 'src', 'loop', 'events.ts'), 'utf8');
    const declared = [...events.matchAll(/^ {2}'(\w+:\w+)'/gm)].map(([, name]) => name);
    const listed = [...readme.matchAll(/`((?:app|pass|call|state|work):\w+)`/g)].map(([, name]) => name);

    expect(new Set(listed)).toEqual(new Set(declared));
  });

  it('names everything that the handle of a work gives', () => {
    const source = readFileSync(join(repository, 'src', 'call', 'handle.ts'), 'utf8');
    const [, members = ''] = /export interface WorkHandle<.*?\{\n(.*?)\n\}/s.exec(source) ?? [];
    const names = [...members.matchAll(/^ {2}(?:readonly )?(\w+)[:(]/gm)].map(([, name]) => name);
    const [, paragraph = ''] = /^(`handleOf\(work\)` gives.*?)\n\n/ms.exec(readme) ?? [];
    const listed = [...paragraph.matchAll(/`(\w+)(?:\(…args\)|\(\))?`/g)].map(([, name]) => name);

    expect(new Set(listed)).toEqual(new Set([...names, 'run']));
  });

  it('links to what is there', () => {
    const targets = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, target = '']) => target);

    expect(targets.filter((target) => !existsSync(join(repository, target)))).toEqual([]);
  });
});

describe('a project that does as the README says', () => {
  const project = mkdtempSync(join(tmpdir(), 'workloop-readme-'));
  afterAll(() => rmSync(project, { recursive: true }));

  beforeAll(async () => {
    await installPackage(project);
    const [tsconfig = ''] = bodiesOf('json');
    writeFileSync(join(project, 'package.json'), '{ "name": "yours", "type": "module" }');
    writeFileSync(join(project, 'tsconfig.json'), tsconfig);
    mkdirSync(join(project, 'src'));
    programs.forEach((program, i) => {
      writeFileSync(join(project, 'src', i === 0 ? 'app.ts' : `program-${i}.ts`), program);
    });
    expect(await runCommand('tspc', { cwd: project })).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  }, 120_000);

  it('prints what is promised, where to look at it too', async () => {
    const ran = await runCommand('node dist/app.js', { cwd: project, env: { WORKLOOP_VIEW: 'on' } });

    // Another app may have the port.
    const stdout = ran.stdout.replace(/127\.0\.0\.1:75\d\d|127\.0\.0\.1:7601/, '127.0.0.1:7501');
    expect({ ...ran, stdout }).toEqual({ exitCode: 0, stdout: bodiesOf('text')[0], stderr: '' });
  });

  it.each(programs.map((_, i) => i).slice(1))('runs program %d', async (i) => {
    const ran = await runCommand(`node dist/program-${i}.js`, { cwd: project });

    const promised = [...(programs[i] as string).matchAll(/console\.log\(.*\/\/ (.*)$/gm)].map(
      ([, line]) => line,
    );
    expect(ran).toEqual({ exitCode: 0, stdout: promised.map((line) => `${line}\n`).join(''), stderr: '' });
  });
});

/** Puts what would be published into a project, and what it is used with. */
async function installPackage(project: string): Promise<void> {
  const modules = join(project, 'node_modules');
  mkdirSync(join(modules, 'workloop'), { recursive: true });
  const packed = await runCommand(`npm pack --silent --ignore-scripts --pack-destination "${project}"`);
  const tarball = packed.stdout.trim().split('\n').at(-1);
  const unpacked = await runCommand(`tar -xzf "${tarball}" --strip-components 1 -C node_modules/workloop`, {
    cwd: project,
  });
  expect({ packed: packed.exitCode, unpacked }).toMatchObject({ packed: 0, unpacked: { exitCode: 0 } });
  const { dependencies } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  for (const name of [...Object.keys(dependencies), 'typescript', 'ts-patch']) {
    // Some names have a folder of their own: `@hono/node-server`.
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(repository, 'node_modules', name), join(modules, name), 'junction');
  }
}

function bodiesOf(info: string): string[] {
  return fences.filter((fence) => fence.info === info).map(({ body }) => body);
}

/** The table of options below a line: names and defaults. */
function optionsIn(table: string): Record<string, string> {
  const [, below = ''] = readme.split(`\n${table}`);
  const [rows = ''] = below.split('\n\n').slice(1);
  return Object.fromEntries(
    [...rows.matchAll(/^\| `(\w+)` \| `(.*?)` \|/gm)].map(([, name, value]) => [name, value]),
  );
}

/** Defaults that follow from something else, as the README says them. */
const following: Readonly<Record<string, string>> = {
  executor: "'thread'` where parallel, else `'inline'",
  maxThreads: 'max(2, availableParallelism())',
};

function shown(options: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name, following[name] ?? inspect(value)]),
  );
}
