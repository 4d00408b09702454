import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the sample printed about one run. */
export interface IndexRun {
  readonly executions: number;
  /** Why, one line for each reason. */
  readonly reasons: readonly string[];
  /** How long it took: `200 ms, 180 ms of processor time`. */
  readonly duration: string;
  readonly stdout: string;
}

/** A project of its own with the sources of a sample, to be edited. */
export class SampleCopy {
  readonly folder = mkdtempSync(join(realpathSync(tmpdir()), 'workloop-sample-'));
  readonly #compiler: string;

  /** @param repository Where the package is, built. */
  constructor(repository: string, sample = '12-incremental-index') {
    const modules = join(repository, 'node_modules');
    this.#compiler = join(modules, 'ts-patch', 'bin', 'tspc.js');
    cpSync(join(repository, 'samples', sample), join(this.folder, 'src'), {
      recursive: true,
    });
    mkdirSync(join(this.folder, 'node_modules'));
    symlinkSync(repository, join(this.folder, 'node_modules', 'workloop'), 'junction');
    symlinkSync(join(modules, '@types'), join(this.folder, 'node_modules', '@types'), 'junction');
    this.#write('package.json', { name: 'sample-copy', type: 'module' });
    this.#write('tsconfig.json', {
      extends: join(repository, 'samples', 'tsconfig.json'),
      compilerOptions: {
        rootDir: 'src',
        outDir: 'dist',
        plugins: [{ transform: 'workloop/transformer', transformProgram: true }],
      },
      include: ['src'],
    });
  }

  /** Puts one text in the place of another, which must be there. */
  edit(file: string, before: string, after: string): void {
    const path = join(this.folder, 'src', file);
    const source = readFileSync(path, 'utf8');
    if (!source.includes(before)) throw new Error(`There is no ${before} in ${path}.`);
    writeFileSync(path, source.replace(before, after));
  }

  compile(): void {
    this.#node([this.#compiler, '-p', this.folder]);
  }

  /** The compiled app. */
  get app(): string {
    return join(this.folder, 'dist', 'app.js');
  }

  /** Where its results outlive its processes. */
  get store(): string {
    return join(this.folder, 'store');
  }

  /** Indexes a folder, in a process of its own. */
  run(indexed: string): IndexRun {
    const stdout = this.#node([this.app, indexed, '--store', this.store]);
    const [, executions, reasons = ''] = /^(\d+) executions\n((?: {2}.*\n)*)/m.exec(stdout) ?? [];
    const [duration = ''] = /^\d+ ms, .*$/m.exec(stdout) ?? [];
    return {
      executions: Number(executions),
      reasons: reasons.split('\n').flatMap((line) => (line === '' ? [] : [line.trim()])),
      duration,
      stdout,
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  #node(args: readonly string[]): string {
    // Nobody looks on, and a view would be measured with the rest.
    const env = { ...process.env, WORKLOOP_VIEW: 'off' };
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
    if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
    return stdout;
  }

  #write(file: string, content: unknown): void {
    writeFileSync(join(this.folder, file), JSON.stringify(content, null, 2));
  }
}
