import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import ts from 'typescript';

/** A program that runs in a process of its own, on the built package. */
export class Program {
  stdout = '';
  stderr = '';
  /** How the process ended: its exit code, or the signal that ended it. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;

  readonly #process: ChildProcess;
  readonly #folder: string;
  #waiting: { readonly text: string; readonly resolve: () => void }[] = [];

  /**
   * @param source TypeScript with `App`, `flow`, `work` and the verbs at hand.
   * @param env Beside what the tests have: `{ WORKLOOP_VIEW: '' }` for an app with a view.
   */
  constructor(source: string, env: NodeJS.ProcessEnv = {}) {
    this.#folder = mkdtempSync(join(tmpdir(), 'workloop-program-'));
    const file = join(this.#folder, 'program.mjs');
    writeFileSync(
      file,
      compile(`import { App, fail, flow, now, stop, use, work } from 'workloop';\n${source}`),
    );
    linkPackage(this.#folder);
    this.#process = spawn(process.execPath, [file], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
      this.#tell();
    });
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
    this.ended = new Promise((resolveEnd) => {
      this.#process.on('close', (code, signal) => {
        rmSync(this.#folder, { recursive: true, force: true });
        this.#tell();
        resolveEnd({ code, signal });
      });
    });
  }

  /** The lines on stdout so far. */
  get lines(): string[] {
    return this.stdout.split('\n').filter((line) => line !== '');
  }

  /** Resolves when a text is on stdout, or the process has ended without it. */
  async shows(text: string): Promise<void> {
    if (this.stdout.includes(text)) return;
    const shown = new Promise<void>((resolveShown) => {
      this.#waiting.push({ text, resolve: resolveShown });
    });
    await Promise.race([shown, this.ended]);
    if (!this.stdout.includes(text)) throw new Error(`Never said '${text}':\n${this.stdout}\n${this.stderr}`);
  }

  kill(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  #tell(): void {
    this.#waiting = this.#waiting.filter(({ text, resolve: resolveShown }) => {
      if (!this.stdout.includes(text)) return true;
      resolveShown();
      return false;
    });
  }
}

function compile(source: string): string {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 };
  return ts.transpileModule(source, { compilerOptions }).outputText;
}

/** Lets the program find the package as it would find an installed one. */
function linkPackage(folder: string): void {
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  symlinkSync(resolve(__dirname, '../..'), join(modules, 'workloop'), 'dir');
}
