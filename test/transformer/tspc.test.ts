import { execFile, spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeProject } from './matrix/project.js';

/* The command itself, as users start it; every way to compile is in `matrix`. */
const repository = join(__dirname, '../..');
const modules = join(repository, 'node_modules');
const mode = { module: 'esm', decorators: 'standard', build: 'incremental' } as const;
const found = 'src/findings.ts(5,';

const toolchains = [
  { patch: 'ts-patch', typescript: 'typescript' },
  { patch: 'ts-patch-4', typescript: 'typescript-6' },
] as const;
type Toolchain = (typeof toolchains)[number];

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'workloop-tspc-')));
  writeProject(folder, repository, mode);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each(toolchains)(
  'exits with 2 on an error and 0 without one, warnings or not ($patch)',
  async (toolchain) => {
    const failing = await tspc(toolchain, ['-p', '.']);
    expect(failing).toMatchObject({ exitCode: 2, stdout: expect.stringContaining(found) });
    writeFileSync(join(folder, 'src/findings.ts'), withoutError());
    const passing = await tspc(toolchain, ['-p', '.']);
    expect(passing).toMatchObject({
      exitCode: 0,
      stdout: '',
      stderr: expect.stringContaining('warning TS9001001'),
    });
  },
  120_000,
);

test('emits nothing on error under noEmitOnError', async () => {
  const { exitCode } = await tspc(toolchains[0], ['-p', '.', '--noEmitOnError', '--listEmittedFiles']);
  expect(exitCode).not.toBe(0);
  expect(() => readFileSync(join(folder, 'out/src/app.js'))).toThrow('ENOENT');
}, 120_000);

test('compiles again when the transformer is configured otherwise, and only then', async () => {
  const listed = ['-p', '.', '--listEmittedFiles'];
  const emitted = async (): Promise<number> =>
    (await tspc(toolchains[0], listed)).stdout.split('TSFILE').length - 1;
  const first = await emitted();
  expect(await emitted()).toBe(0);
  const path = join(folder, 'tsconfig.json');
  const config = JSON.parse(readFileSync(path, 'utf8'));
  config.compilerOptions.plugins[0].anything = 'else';
  writeFileSync(path, JSON.stringify(config));
  expect(await emitted()).toBe(first);
}, 120_000);

test('compiles a subclass again when its base in another file gets or loses a decorator', async () => {
  const base = join(folder, 'src/base.ts');
  const plain =
    "import { flow } from 'workloop';\nexport const kept = flow;\nexport class Base { run(): void {} }\n";
  const decorated = plain.replace('export class', '@flow() export class');
  writeFileSync(base, plain);
  writeFileSync(
    join(folder, 'src/sub.ts'),
    "import { Base } from './base.js';\nexport class Sub extends Base { override run(): void { try { this.go(); } catch { this.go(); } } go(): void {} }\n",
  );
  const isGuarded = async (): Promise<boolean> => {
    await tspc(toolchains[0], ['-p', '.', '--declaration']);
    return readFileSync(join(folder, 'out/src/sub.js'), 'utf8').includes('workloop.signal');
  };
  expect(await isGuarded()).toBe(false);
  writeFileSync(base, decorated);
  expect(await isGuarded()).toBe(true);
  writeFileSync(base, plain);
  expect(await isGuarded()).toBe(false);
}, 120_000);

test('keeps its findings up to date in watch mode', async () => {
  const watching = spawn(
    process.execPath,
    [tspcPath(toolchains[0]), '-p', '.', '--watch', '--pretty', 'false'],
    {
      cwd: folder,
    },
  );
  try {
    const builds: string[] = [];
    let output = '';
    watching.stdout.setEncoding('utf8');
    for await (const text of watching.stdout) {
      output += text;
      if (!output.includes('Watching for file changes')) continue;
      builds.push(output);
      output = '';
      if (builds.length === 1) appendFileSync(join(folder, 'src/app.ts'), '\nexport const more = 1;\n');
      if (builds.length === 2) writeFileSync(join(folder, 'src/findings.ts'), withoutError());
      if (builds.length === 3) break;
    }
    expect(builds.map((text) => text.includes(found))).toEqual([true, true, false]);
  } finally {
    watching.kill();
  }
}, 120_000);

function withoutError(): string {
  return readFileSync(join(folder, 'src/findings.ts'), 'utf8').replace('onDone: () =>', 'onDone?: () =>');
}

function tspcPath({ patch }: Toolchain): string {
  return join(modules, patch, 'bin/tspc.js');
}

function tspc(
  toolchain: Toolchain,
  args: readonly string[],
): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  const env = { ...process.env, TSP_COMPILER_TS_PATH: join(modules, toolchain.typescript) };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [tspcPath(toolchain), ...args, '--pretty', 'false'],
      { cwd: folder, env },
      (_error, stdout, stderr) => resolve({ exitCode: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}
