import { join } from 'node:path';
import ts from 'typescript';
import { TestProject } from './project.js';
import { type Ran, run, runCli } from './run-cli.js';

const entry = { transform: 'workloop/transformer', transformProgram: true };
const projects: TestProject[] = [];
afterAll(() => {
  for (const project of projects) project.dispose();
});

function project(files: Readonly<Record<string, string>> = {}): TestProject {
  const made = new TestProject(files);
  projects.push(made);
  return made;
}

function init(one: TestProject, ...args: string[]): Promise<Ran> {
  return runCli(one.folder, ['init', '--no-install', ...args]);
}

/** Runs init, which is to refuse and to leave everything as it was. */
async function refused(one: TestProject): Promise<string> {
  const before = one.files;
  const ran = await init(one);
  expect(one.files).toEqual(before);
  expect(ran.code).toBe(1);
  expect(ran.stderr).toContain('Nothing was changed');
  expect(ran.stderr).toContain('By hand:');
  return ran.stderr;
}

const esModule = JSON.stringify({ name: 'mine', type: 'module' });

describe('in an empty folder, init', () => {
  it('makes a project that `npm start` builds and runs', async () => {
    const one = project();

    const made = await runCli(one.folder, ['init']);
    expect(made.stderr).not.toContain('error');
    expect(made.code).toBe(0);
    const started = await run('npm', ['start'], one.folder);

    expect(started.stdout).toContain('counting src/app.ts');
    expect(started.stdout).toContain('Your app has stopped: src has');
    expect(started.code).toBe(0);
    expect((await runCli(one.folder, ['doctor'])).stdout).toContain('All is well');
  });

  it('makes the folder where it is named and not there', async () => {
    const one = project();

    const ran = await init(one, 'deep/My App');

    expect(ran.code).toBe(0);
    expect(one.json('deep/My App/package.json')).toMatchObject({
      name: 'my-app',
      type: 'module',
      private: true,
    });
    expect(ran.stdout).toMatch(/Next: cd "deep\/My App" && npm install && npm start/);
  });

  it('does nothing in a dry run, and says what it would do', async () => {
    const one = project();

    const ran = await init(one, '--dry-run');

    expect(one.files).toEqual({});
    expect(ran.stdout).toContain('would write    tsconfig.json');
    expect(ran.code).toBe(0);
  });

  it('refuses a file in the place of a folder', async () => {
    const one = project({ file: 'text' });

    expect(await init(one, 'file')).toMatchObject({ code: 1, stderr: expect.stringContaining('is a file') });
  });
});

describe('a second init', () => {
  it('finds that all is there, and changes nothing', async () => {
    const one = project({ 'package.json': esModule });
    await init(one);
    const first = one.files;

    const ran = await init(one);

    expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining('All is there already.') });
    expect(one.files).toEqual(first);
  });

  it('finds it after the first app was edited, moved or replaced', async () => {
    const one = project({ 'package.json': esModule });
    await init(one);
    one.write('src/app.ts', `import { run } from './other.js';\nrun();\n`);
    one.write('src/other.ts', `import { App } from "workloop";\nexport function run() { return App; }\n`);
    const before = one.files;

    expect(await init(one)).toMatchObject({ code: 0 });
    expect(one.files).toEqual(before);
  });
});

describe('package.json', () => {
  it('keeps its indentation, its line ends, its order and its last line', async () => {
    const text =
      '{\r\n\t"version": "1.0.0",\r\n\t"name": "mine",\r\n\t"type": "module",\r\n\t"scripts": {\r\n\t\t"test": "jest"\r\n\t}\r\n}';
    const one = project({ 'package.json': text });

    await init(one);

    const after = one.read('package.json');
    expect(after.startsWith(text.slice(0, text.indexOf('jest"') + 5))).toBe(true);
    expect(after).toContain(
      '\r\n\t\t"build": "tspc -p .",\r\n\t\t"start": "tspc -p . && node dist/app.js"\r\n\t}',
    );
    expect(after).not.toMatch(/[^\r]\n|\n {2}/);
    expect(after.endsWith('}')).toBe(true);
    expect(Object.keys(one.json())).toEqual([
      'version',
      'name',
      'type',
      'scripts',
      'dependencies',
      'devDependencies',
    ]);
  });

  it('takes versions that go together', async () => {
    const one = project({ 'package.json': esModule });
    await init(one);
    expect(one.json()).toMatchObject({ devDependencies: { typescript: '5.9.3', 'ts-patch': '3.3.0' } });

    const six = project({ 'package.json': JSON.stringify({ devDependencies: { typescript: '^6.0.0' } }) });
    await init(six);
    expect(six.json()).toMatchObject({ devDependencies: { typescript: '^6.0.0', 'ts-patch': '4.0.1' } });

    const patched = project({
      'package.json': JSON.stringify({ devDependencies: { 'ts-patch': '^4.0.0' } }),
    });
    await init(patched);
    expect(patched.json()).toMatchObject({ devDependencies: { 'ts-patch': '^4.0.0', typescript: '6.0.3' } });
  });

  it.each([
    ['an old TypeScript', { typescript: '~5.4.0' }, /older than|not certain/],
    ['TypeScript 7', { typescript: '^7.0.0' }, /not certain|no compiler API/],
    ['any TypeScript', { typescript: '*' }, /not certain/],
    ['an old ts-patch', { 'ts-patch': '^2.1.0' }, /ts-patch@3\.3\.0/],
    ['a ts-patch for another TypeScript', { typescript: '5.9.3', 'ts-patch': '4.0.1' }, /ts-patch@3\.3\.0/],
    ['a ts-patch for an older TypeScript', { typescript: '6.0.3', 'ts-patch': '3.3.0' }, /ts-patch@4\.0\.1/],
  ])('is left alone with %s', async (_, devDependencies, message) => {
    expect(await refused(project({ 'package.json': JSON.stringify({ devDependencies }) }))).toMatch(message);
  });

  it('is judged by what is installed, where something is', async () => {
    const fitting = project({ 'package.json': JSON.stringify({ devDependencies: { typescript: '*' } }) });
    expect((await init(fitting.pretend('typescript', '5.9.2'))).code).toBe(0);

    const old = project({ 'package.json': JSON.stringify({ devDependencies: { typescript: '^5.0.0' } }) });
    expect(await refused(old.pretend('typescript', '5.4.5'))).toContain('TypeScript 5.4.5 is older');

    const seven = project({ 'package.json': JSON.stringify({ devDependencies: { typescript: '*' } }) });
    expect(await refused(seven.pretend('typescript', '7.0.1'))).toContain('no compiler API');
  });

  it.each([
    ['is no JSON', '{ "name": '],
    ['has a comment', '{ // mine\n"name": "mine" }'],
    ['is a list', '[]'],
    ['is empty', ''],
    ['has scripts that are no object', '{ "scripts": [] }'],
  ])('stops init where it %s', async (_, text) => {
    expect(await refused(project({ 'package.json': text }))).toContain('package.json');
  });

  it('that is a folder is told in a line, and nothing is changed', async () => {
    const { code, stderr } = await init(project({ 'package.json/x.txt': '' }));

    expect([code, stderr]).toEqual([1, expect.stringMatching(/^error: EISDIR.*\n$/)]);
  });

  it('keeps scripts that have the names of ours, and says how to build and run', async () => {
    const scripts = { build: 'tsc', start: 'node server.js', test: 'jest' };
    const one = project({ 'package.json': JSON.stringify({ type: 'module', scripts }) });

    const ran = await init(one);

    expect(one.json().scripts).toEqual(scripts);
    expect(ran.stdout).toContain('let it call `tspc`');
    expect(ran.stdout).toContain('npx tspc -p . && node dist/app.js');
    expect(ran.code).toBe(0);
  });

  it('of a member of a workspace takes what its root has', async () => {
    const one = project({
      'package.json': JSON.stringify({
        workspaces: ['packages/*'],
        devDependencies: { typescript: '~5.9.0' },
      }),
      'package-lock.json': '{}',
      'packages/app/package.json': '{}',
    });

    const ran = await runCli(join(one.folder, 'packages/app'), ['init', '--no-install']);

    expect(ran.code).toBe(0);
    expect(Object.keys(one.json('packages/app/package.json').devDependencies ?? {})).toEqual([
      '@types/node',
      'ts-patch',
    ]);
  });

  it.each([
    ['pnpm-lock.yaml', 'pnpm install && pnpm start'],
    ['yarn.lock', 'yarn install && yarn start'],
    ['bun.lock', 'bun install && bun start'],
    ['package-lock.json', 'npm install && npm start'],
  ])('with %s beside it: says which package manager to run', async (lock, next) => {
    expect((await init(project({ 'package.json': esModule, [lock]: '' }))).stdout).toContain(`Next: ${next}`);
  });
});

describe('tsconfig.json', () => {
  it('keeps comments, trailing commas and other plugins', async () => {
    const text = `// The app.
{
    /* ours */
    "compilerOptions": {
        "target": "es2023",
        "module": "nodenext", // as Node does
        "outDir": "out", "rootDir": "src",
        "plugins": [
            { "name": "typescript-styled-plugin" }, // for the editor
        ],
        "strict": true, // always
    },
    "include": ["src"], // nothing else
}
`;
    const one = project({ 'package.json': esModule, 'tsconfig.json': text });

    const ran = await init(one);

    const line = '            { "transform": "workloop/transformer", "transformProgram": true },\n';
    expect(one.read('tsconfig.json')).toBe(text.replace('// for the editor\n', `// for the editor\n${line}`));
    expect(one.json()).toMatchObject({ scripts: { start: 'tspc -p . && node out/app.js' } });
    expect(ran.code).toBe(0);
  });

  it.each([
    [
      'with a remark on its last line',
      '{\n  "compilerOptions": {\n    "module": "nodenext" // Node\n  }\n}\n',
    ],
    ['on one line', '{ "compilerOptions": { "module": "nodenext" } }'],
    ['without options', '{}\n'],
    ['with empty options', '{\n  "compilerOptions": {}\n}\n'],
    ['with nothing but a remark', '{\n  "compilerOptions": {\n    // "strict": true\n  }\n}\n'],
    [
      'with a comma that leads',
      '{\n  "compilerOptions": { "module": "nodenext"\n  , "strict": true\n  }\n}\n',
    ],
    ['with a byte order mark', '\uFEFF{\n  "compilerOptions": { "module": "nodenext", }\n}\n'],
    [
      'with an incomplete entry',
      `{ "compilerOptions": { "plugins": [{ "transform": "${entry.transform}" }] } }`,
    ],
  ])('is understood %s', async (_, text) => {
    const one = project({ 'package.json': '{}', 'tsconfig.json': text });

    expect((await init(one)).code).toBe(0);

    const after = one.read('tsconfig.json');
    for (const remark of text.match(/"\w+": ("\w+"|true),?[ ]*\/\/.*|\/\/.*/g) ?? []) {
      expect(after.replaceAll(',', '')).toContain(remark.replaceAll(',', ''));
    }
    const { config, error } = ts.parseConfigFileTextToJson('tsconfig.json', after);
    expect(error).toBeUndefined();
    expect(config.compilerOptions.plugins).toEqual([entry]);
    expect(after.startsWith('\uFEFF')).toBe(text.startsWith('\uFEFF'));
  });

  it.each([
    ['{}', true],
    ['{ "compilerOptions": { "target": "ES5" } }', true],
    ['{ "compilerOptions": { "target": "es2015", "module": "commonjs" } }', undefined],
    ['{ "compilerOptions": { "target": "es2022", "module": "nodenext" } }', undefined],
    ['{ "compilerOptions": { "module": "node16" } }', undefined],
  ])('%s: has the types of packages left out where they do not compile', async (text, skipLibCheck) => {
    const one = project({ 'package.json': '{}', 'tsconfig.json': text });

    expect((await init(one)).code).toBe(0);

    expect(one.json('tsconfig.json')).toMatchObject({ compilerOptions: { plugins: [entry] } });
    expect(Object(one.json('tsconfig.json')).compilerOptions.skipLibCheck).toBe(skipLibCheck);
  });

  it('as `tsc --init` makes it is made to run', async () => {
    const one = project({ 'package.json': esModule }).link();
    await run(process.execPath, [require.resolve('typescript/bin/tsc'), '--init'], one.folder);
    const before = one.read('tsconfig.json');

    expect((await init(one)).code).toBe(0);

    const kept = before.split('\n').filter((line) => !/"(target|types)"/.test(line));
    expect(one.read('tsconfig.json').split('\n')).toEqual(expect.arrayContaining(kept));
    expect((await runCli(one.folder, ['doctor'])).stdout).toContain('All is well.');
  });

  it.each([
    ['is no JSON', '{ "compilerOptions": '],
    ['is empty', ''],
    ['is a list', '[]'],
    ['has options that are no object', '{ "compilerOptions": [] }'],
    ['has plugins that are no list', '{ "compilerOptions": { "plugins": {} } }'],
    ['has plugins that are no objects', '{ "compilerOptions": { "plugins": ["x"] } }'],
    ['has the transformer twice', JSON.stringify({ compilerOptions: { plugins: [entry, entry] } })],
    ['extends what is not there', '{ "extends": "@tsconfig/nowhere/tsconfig.json" }'],
    ['only refers to others', '{ "files": [], "references": [{ "path": "a" }] }'],
    ['writes no JavaScript', '{ "compilerOptions": { "noEmit": true } }'],
    ['does not find packages', '{ "compilerOptions": { "module": "es2022" } }'],
    ['has modules that Node would not run so', '{ "compilerOptions": { "module": "commonjs" } }'],
    ['sees no new file', '{ "files": ["main.ts"], "compilerOptions": { "module": "nodenext" } }'],
  ])('stops init where it %s', async (_, text) => {
    expect(await refused(project({ 'package.json': esModule, 'tsconfig.json': text }))).toContain(
      'tsconfig.json',
    );
  });

  it('takes the entry from a file that it extends, and does not hide plugins of one', async () => {
    const extending = { 'package.json': esModule, 'tsconfig.json': '{ "extends": "./base.json" }' };
    const base = (plugins: unknown[]) =>
      JSON.stringify({ compilerOptions: { target: 'es2022', module: 'nodenext', plugins } });

    const there = project({ ...extending, 'base.json': base([entry]) });
    expect((await init(there)).code).toBe(0);
    expect(there.read('tsconfig.json')).toBe(extending['tsconfig.json']);

    expect(await refused(project({ ...extending, 'base.json': base([{ name: 'other' }]) }))).toContain(
      'switch',
    );

    const none = project({ ...extending, 'base.json': base([]) });
    expect((await init(none)).code).toBe(0);
    expect(none.json('tsconfig.json')).toEqual({
      extends: './base.json',
      compilerOptions: { plugins: [entry] },
    });
  });
});

describe('the first app', () => {
  it('takes another name where its name is taken', async () => {
    const one = project({ 'package.json': esModule, 'src/app.ts': 'export const mine = 1;\n' });

    await init(one);

    expect(one.read('src/app.ts')).toBe('export const mine = 1;\n');
    expect(one.json()).toMatchObject({ scripts: { start: 'tspc -p . && node dist/workloop-app.js' } });
  });

  it.each([
    ['as an ES module', '{ "type": "module" }', undefined],
    ['as CommonJS', '{}', undefined],
    [
      'as CommonJS of the old kind',
      '{}',
      '{ "compilerOptions": { "module": "commonjs", "target": "es2022", "strict": true, "skipLibCheck": true, "outDir": "lib" } }',
    ],
    [
      'under every check',
      '{ "type": "module" }',
      `{ "compilerOptions": { "module": "nodenext", "target": "es2022", "outDir": "out", "composite": true, "strict": true,
         "noUnusedLocals": true, "noUnusedParameters": true, "noImplicitReturns": true, "noImplicitOverride": true, "verbatimModuleSyntax": true,
         "noUncheckedIndexedAccess": true, "exactOptionalPropertyTypes": true, "noPropertyAccessFromIndexSignature": true, "isolatedDeclarations": true, "types": [] } }`,
    ],
    [
      'with legacy decorators',
      '{ "type": "module" }',
      '{ "compilerOptions": { "module": "nodenext", "experimentalDecorators": true, "skipLibCheck": true, "outDir": "out" } }',
    ],
    [
      'beside other sources, without folders for either',
      '{ "type": "module" }',
      '{ "compilerOptions": { "module": "nodenext", "skipLibCheck": true } }',
    ],
  ])('is built and run %s', async (_, manifest, tsconfig) => {
    const one = project({
      'package.json': manifest,
      ...(tsconfig !== undefined && {
        'tsconfig.json': tsconfig,
        'src/deep/other.ts': 'export const one = 1;\n',
      }),
    });
    expect((await init(one.link())).code).toBe(0);

    const path = [join(__dirname, '..', '..', 'node_modules', '.bin'), process.env.PATH].join(':');
    const ran = await run('npm', ['start'], one.folder, { PATH: path });

    expect(ran.stdout).toContain('Your app has stopped: src has');
    expect(ran.code).toBe(0);
  });
});

it('puts back what it wrote where it cannot write the rest', async () => {
  const tsconfig = '{ "compilerOptions": { "module": "nodenext" } }';
  const one = project({
    'package.json': esModule,
    'tsconfig.json': tsconfig,
    src: 'a file, where the folder is to be',
  });
  const before = one.files;

  const ran = await init(one);

  expect(ran).toMatchObject({ code: 1, stderr: expect.stringContaining('Nothing was changed.') });
  expect(one.files).toEqual(before);
});
