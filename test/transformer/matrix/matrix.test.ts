import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Mode, modes, type Project, pairwiseModes, writeProject } from './project.js';

/*
 * Compiles one project in every way, with the real compilers, and loads what came of it: the same plans, the same keys
 * and the same findings everywhere. `WORKLOOP_LONG=1` takes every way on the second toolchain as well.
 */
const repository = join(__dirname, '../../..');
const isLong = process.env.WORKLOOP_LONG !== undefined;
const run = promisify(execFile);

interface Toolchain {
  readonly name: string;
  readonly patch: string;
  readonly typescript: string;
  readonly modes: readonly Mode[];
}

const toolchains: readonly Toolchain[] = [
  { name: 'TypeScript 5.9 with ts-patch 3', patch: 'ts-patch', typescript: 'typescript', modes },
  {
    name: 'TypeScript 6.0 with ts-patch 4',
    patch: 'ts-patch-4',
    typescript: 'typescript-6',
    modes: isLong ? modes : pairwiseModes,
  },
];

interface Result {
  readonly exitCode: number;
  readonly output: string;
  readonly warnings: string;
}

interface Cell {
  readonly mode: Mode;
  readonly project: Project;
  readonly results: readonly Result[];
  readonly described: unknown;
}

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'workloop-matrix-')));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A change of these keys is a break of the format; `WORKLOOP_WRITE_EXPECTED=1` writes them anew. */
const goldenPath = join(__dirname, 'golden.json');

describe.each(toolchains)('$name', (toolchain) => {
  let cells: readonly Cell[];

  beforeAll(async () => {
    cells = await compile(toolchain);
  }, 300_000);

  test.each(toolchain.modes)('gives the same plans and keys ($module, $decorators, $build)', (mode) => {
    const { project, described } = cellOf(mode);
    if (project.entry) expect(described).toEqual(JSON.parse(readFileSync(goldenPath, 'utf8')));
  });

  test.each(toolchain.modes)('says the same in each build ($module, $decorators, $build)', (mode) => {
    const { results } = cellOf(mode);
    for (const [index, { exitCode, output, warnings }] of results.entries()) {
      expect(exitCode).not.toBe(0);
      expect(output.split('\n').filter(Boolean)).toEqual([
        expect.stringMatching(/^src\/findings\.ts\(\d+,\d+\): error TS9001001: WL1001: `args\[1\]\.onDone` /),
      ]);
      // A build that finds nothing changed looks at no file, and so has nothing to warn of.
      const expected =
        /^src\/findings\.ts\(\d+,\d+\): warning TS9001001: WL1001: `args\[1\]` may be [^\n]*\n$/;
      expect(warnings).toMatch(index === 0 ? expected : /^$/);
    }
  });

  function cellOf(wanted: Mode): Cell {
    const cell = cells.find(({ mode }) => mode === wanted);
    if (!cell) throw new Error('Expected every mode to be compiled');
    return cell;
  }
});

/** The toolchains one after the other, each in a process of its own: compilers keep state for a process. */
async function compile({ patch, typescript, modes: wanted }: Toolchain): Promise<readonly Cell[]> {
  const projects = wanted.map((mode) => {
    const name = [patch, mode.module, mode.decorators, mode.build].join('-');
    return { mode, project: writeProject(join(folder, name), repository, mode) };
  });
  const jobs = join(folder, `${patch}.json`);
  writeFileSync(jobs, JSON.stringify(projects.flatMap(({ project }) => project.jobs)));
  const modules = join(repository, 'node_modules');
  const env = { ...process.env, TSP_COMPILER_TS_PATH: join(modules, typescript) };
  const compiler = join(modules, patch, 'compiler/typescript.js');
  const results = await runJson<Result[]>([join(__dirname, 'compile-all.cjs'), compiler, jobs], env);
  const entries = projects.flatMap(({ project }) => project.entry ?? []);
  const described = await runJson<unknown[]>([
    join(__dirname, 'print-keys.mjs'),
    join(repository, 'dist'),
    ...entries,
  ]);
  if (process.env.WORKLOOP_WRITE_EXPECTED)
    writeFileSync(goldenPath, `${JSON.stringify(described[0], undefined, 2)}\n`);
  return projects.map(({ mode, project }) => ({
    mode,
    project,
    results: results.splice(0, project.jobs.length),
    described: project.entry && described.shift(),
  }));
}

async function runJson<T>(args: readonly string[], env = process.env): Promise<T> {
  const { stdout } = await run(process.execPath, args, { env, maxBuffer: 2 ** 26 });
  return JSON.parse(stdout) as T;
}
