import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { TestProject, tools } from './project.js';
import { run, runCli } from './run-cli.js';

const plugin = { transform: 'workloop/transformer', transformProgram: true };
const compilerOptions = {
  target: 'es2022',
  module: 'nodenext',
  strict: true,
  outDir: 'dist',
  rootDir: 'src',
  skipLibCheck: true,
  types: ['node'],
};
const tsconfig = (options: object = {}, rest: object = { include: ['src'] }): string =>
  JSON.stringify({ compilerOptions: { ...compilerOptions, plugins: [plugin], ...options }, ...rest });
const aWork = `import { work } from 'workloop';\n@work()\nexport class Double { run(n: number) { return 2 * n; } }\n`;

const projects: TestProject[] = [];
afterAll(() => {
  for (const project of projects) project.dispose();
});

/** A project that is well, but for what is said. */
function project(
  files: Readonly<Record<string, string>> = {},
  packages: Readonly<Record<string, string>> = tools,
): TestProject {
  const made = new TestProject({
    'package.json': JSON.stringify({ type: 'module', scripts: { build: 'tspc -p .' } }),
    'tsconfig.json': tsconfig(),
    'src/app.ts': aWork,
    ...files,
  }).link(packages);
  projects.push(made);
  return made;
}

interface Finding {
  readonly check: string;
  readonly severity: string;
  readonly what: string;
  readonly where?: readonly string[];
  readonly remedy?: string;
}

/** What is not as it should be, by the doctor. */
async function found(one: TestProject, ...args: string[]): Promise<Finding[]> {
  const { code, stdout, stderr } = await runCli(one.folder, ['doctor', '--json', ...args]);
  expect(stderr).toBe('');
  const { isWell, findings } = JSON.parse(stdout) as { isWell: boolean; findings: Finding[] };
  expect(code).toBe(isWell ? 0 : 1);
  expect(isWell).toBe(findings.every(({ severity }) => severity !== 'problem'));
  const bad = findings.filter(({ severity }) => severity !== 'ok');
  for (const { remedy } of bad) expect(remedy).toMatch(/\.$|\.\)$/);
  return bad;
}

const scripts = (lines: Record<string, string>): string => JSON.stringify({ type: 'module', scripts: lines });

it('finds nothing wrong with a project that is well, and says what it looked at', async () => {
  const ran = await runCli(project().folder, ['doctor']);

  expect(ran).toMatchObject({ code: 0, stderr: '' });
  for (const check of [
    'node',
    'workloop',
    'typescript',
    'ts-patch',
    'plugin',
    'sources',
    'scripts',
    'output',
    'store',
  ])
    expect(ran.stdout).toContain(`ok      ${check}: `);
  expect(ran.stdout).toMatch(/All is well\.\n$/);
});

it('says in an empty folder what is missing', async () => {
  const one = new TestProject();
  projects.push(one);
  const checks = (await found(one)).map(({ check }) => check);
  expect(checks).toEqual(expect.arrayContaining(['workloop', 'typescript', 'ts-patch', 'tsconfig']));
});

describe('versions', () => {
  it('of TypeScript 6 and ts-patch 4 go together', async () => {
    const packages = { ...tools, typescript: 'typescript-6', 'ts-patch': 'ts-patch-4' };
    expect(await found(project({}, packages))).toEqual([]);
  });

  it.each([
    ['5.4.5', '3.3.0', ['typescript'], 'older than'],
    ['7.0.0', '3.3.0', ['typescript'], 'no compiler API'],
    ['5.9.3', '2.0.0', ['ts-patch'], 'does not go with'],
  ])('TypeScript %s and ts-patch %s are told of', async (typescript, tsPatch, checks, said) => {
    const { workloop, '@types/node': node } = tools;
    const packages: Record<string, string> = { workloop, '@types/node': node };
    if (typescript === '5.9.3') packages.typescript = tools.typescript;
    const one = project({}, packages).pretend('ts-patch', tsPatch);
    if (typescript !== '5.9.3') one.pretend('typescript', typescript);

    const findings = await found(one);
    expect(findings.map(({ check }) => check)).toEqual(checks);
    expect(findings[0]?.what).toContain(said);
  });

  it('of the wrong pair are told of', async () => {
    const findings = await found(project({}, { ...tools, typescript: 'typescript-6' }));
    expect(findings).toMatchObject([
      { check: 'ts-patch', remedy: expect.stringContaining('ts-patch@4.0.1') },
    ]);
  });

  it('of Node are held against the engines of the project', async () => {
    const manifest = JSON.stringify({
      type: 'module',
      engines: { node: '>=99' },
      scripts: { build: 'tspc' },
    });
    expect(await found(project({ 'package.json': manifest }))).toMatchObject([
      { check: 'node', severity: 'problem' },
    ]);
  });
});

describe('the plugin', () => {
  it.each([
    ['is missing', tsconfig({ plugins: [{ name: 'other' }] }), 'does not name'],
    ['has no list', tsconfig({ plugins: undefined }), 'does not name'],
    ['lacks transformProgram', tsconfig({ plugins: [{ transform: plugin.transform }] }), 'transformProgram'],
    ['is there twice', tsconfig({ plugins: [plugin, plugin] }), 'twice'],
  ])('%s', async (_, text, said) => {
    const findings = await found(project({ 'tsconfig.json': text }));
    expect(findings).toMatchObject([{ check: 'plugin', severity: 'problem', where: ['tsconfig.json'] }]);
    expect(findings[0]?.what).toContain(said);
  });

  it('is found in what a tsconfig extends, unless a list of its own hides it', async () => {
    const base = { 'base.json': tsconfig({}, {}) };
    expect(
      await found(project({ ...base, 'tsconfig.json': '{ "extends": "./base.json", "include": ["src"] }' })),
    ).toEqual([]);
    const hiding = '{ "extends": "./base.json", "include": ["src"], "compilerOptions": { "plugins": [] } }';
    expect(await found(project({ ...base, 'tsconfig.json': hiding }))).toMatchObject([{ check: 'plugin' }]);
  });

  it('is looked for in the tsconfig that scripts name, and in those that it refers to', async () => {
    const named = { 'tsconfig.json': tsconfig({ plugins: [] }), 'tsconfig.build.json': tsconfig() };
    expect(
      await found(project({ ...named, 'package.json': scripts({ build: 'tspc -p tsconfig.build.json' }) })),
    ).toEqual([]);
    expect(await found(project(named), '-p', 'tsconfig.build.json')).toEqual([]);

    const referring = project({
      'package.json': scripts({ build: 'tspc -b' }),
      'tsconfig.json': '{ "files": [], "references": [{ "path": "./one" }] }',
      'one/tsconfig.json': tsconfig({ composite: true, rootDir: '.', plugins: [] }, { include: ['*.ts'] }),
      'one/work.ts': aWork,
      'src/app.ts': '',
    });
    expect(await found(referring)).toMatchObject([{ check: 'plugin', where: ['one/tsconfig.json'] }]);
  });

  it('is not asked for where the tsconfig cannot be read', async () => {
    expect(await found(project({ 'tsconfig.json': '{ "compilerOptions": ' }))).toMatchObject([
      { check: 'tsconfig', severity: 'problem' },
    ]);
    expect(await found(project({ 'tsconfig.json': '{ "extends": "./nowhere.json" }' }))).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ check: 'tsconfig', severity: 'problem' })]),
    );
  });

  it('is no use where decorators are written out as they are', async () => {
    expect(await found(project({ 'tsconfig.json': tsconfig({ target: 'esnext' }) }))).toMatchObject([
      { check: 'tsconfig', remedy: 'Set `"target": "es2022"`.' },
    ]);
  });

  it('does not compile for a target older than private fields, also where none is given', async () => {
    for (const target of ['es5', undefined]) {
      const old = { target, module: 'commonjs', moduleResolution: 'node10', skipLibCheck: false };
      expect(await found(project({ 'tsconfig.json': tsconfig(old) }))).toMatchObject([
        { check: 'tsconfig', severity: 'problem', what: expect.stringContaining('`es5`') },
      ]);
      const skipping = project({ 'tsconfig.json': tsconfig({ ...old, skipLibCheck: true }) });
      expect(await found(skipping)).toEqual([]);
    }
  });
});

describe('what would not be transformed', () => {
  it('are works outside of the program, under whatever name they have', async () => {
    const one = project({
      'scripts/job.ts': aWork.replace('{ work }', '{ work as task }').replace('@work', '@task'),
      'scripts/flows.ts': `import * as w from 'workloop';\n@w.flow()\nexport class Daily { run() {} }\n`,
      'lib/ours.ts': `export { work } from 'workloop';\n`,
      'lib/use.ts': aWork.replace("'workloop'", "'./ours.js'"),
      'lib/other.ts': `const work = () => (target: unknown, context: unknown) => {};\n@work()\nexport class Other {}\n`,
      'lib/text.ts': `import { work } from 'workloop';\nexport const text = '@work()' + work.name;\n`,
      'packages/own/package.json': '{}',
      'packages/own/work.ts': aWork,
    });

    expect(await found(one)).toMatchObject([
      {
        check: 'sources',
        severity: 'problem',
        where: expect.arrayContaining(['scripts/job.ts', 'scripts/flows.ts', 'lib/use.ts']),
      },
    ]);
    expect((await found(one))[0]?.where).toHaveLength(3);
  });

  it('is what a script compiles with `tsc`', async () => {
    const wrong = {
      bare: 'tsc',
      project: 'tsc -p .',
      after: 'rm -rf dist && npx tsc --project tsconfig.json',
      path: 'node node_modules/typescript/bin/tsc',
      mode: 'tsc -b',
      beside: 'concurrently "tsc -w" "node --watch dist/app.js"',
    };
    const right = {
      types: 'tsc --noEmit',
      config: 'tsc -p types.json',
      named: 'npm run tsc',
      said: 'tspc -p . && echo tsc',
      another: 'vue-tsc',
      removed: 'rm tsc',
    };
    const one = project({
      'package.json': scripts({ ...wrong, ...right }),
      'types.json': tsconfig({ noEmit: true }),
    });

    const findings = await found(one);

    expect(findings.every(({ check, severity }) => check === 'scripts' && severity === 'problem')).toBe(true);
    expect(findings.map(({ where }) => where)).toEqual(
      Object.keys(wrong).map((name) => [`script \`${name}\``]),
    );
  });

  it('is what other tools run, which is a warning', async () => {
    const one = project({
      'package.json': scripts({ build: 'tspc', dev: 'NODE_ENV=dev tsx watch src/app.ts' }),
    });
    expect(await found(one)).toMatchObject([
      { check: 'scripts', severity: 'warning', where: ['script `dev`'] },
    ]);
  });

  it('is what ts-jest compiles without the transformer', async () => {
    const jest = (options: string): Record<string, string> => ({
      'jest.config.cjs': `module.exports = { transform: { '\\.ts$': ['ts-jest', ${options}] } };`,
      'src/app.test.ts': aWork,
      'tsconfig.json': tsconfig({}, { include: ['src'], exclude: ['**/*.test.ts'] }),
    });
    expect((await found(project(jest('{}')))).map(({ check }) => check)).toEqual(['sources', 'jest']);
    expect(
      await found(project(jest(`{ astTransformers: { before: ['workloop/transformer/jest'] } }`))),
    ).toEqual([]);
  });

  it('is what stands compiled without it, until it is built again', async () => {
    const one = project();
    await run(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', '.'], one.folder);
    expect(await found(one)).toMatchObject([
      { check: 'output', severity: 'problem', where: ['dist/app.js'] },
    ]);

    await run(process.execPath, [require.resolve('ts-patch/bin/tspc.js'), '-p', '.'], one.folder);
    expect(await found(one)).toEqual([]);
  });
});

describe('the store', () => {
  it('is to be a folder that can be used', async () => {
    const one = project({ 'a-file': '', 'other/data.txt': 'of another program' });
    mkdirSync(join(one.folder, 'empty'));

    expect(await found(one, '--store', 'a-file')).toMatchObject([{ check: 'store', what: 'It is a file.' }]);
    expect(await found(one, '--store', 'a-file/below')).toMatchObject([
      { check: 'store', severity: 'problem' },
    ]);
    expect(await found(one, '--store', 'other')).toMatchObject([{ check: 'store', severity: 'problem' }]);
    expect(await found(one, '--store', 'empty')).toEqual([]);
    expect(await found(one, '--store', 'not/yet/there')).toEqual([]);
  });
});

it('refuses a folder that is not there', async () => {
  expect(await runCli(project().folder, ['doctor', 'nowhere'])).toMatchObject({ code: 1, stdout: '' });
});
