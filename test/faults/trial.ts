import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leftOf, MARK } from '../executor/process-table.js';
import { type Entry, read } from './journal.js';
import { type Findings, Judge } from './judge.js';
import { scenarioOf } from './scenario.js';

/** What became of one scenario. */
export interface Verdict extends Findings {
  readonly seed: number;
  readonly hasHung: boolean;
  readonly journal: readonly Entry[];
  /** On both streams. */
  readonly printed: string;
}

/** After so long an app hangs, in milliseconds. It takes a few seconds; the machine may be busy with others. */
const HANGING_MS = 90_000;

/** How long what the app started may take to be gone after it, in milliseconds. */
const PATIENCE_MS = 10_000;

/** Runs the app of a seed in a process of its own, and judges what it did. */
export async function tryOut(seed: number, program: string): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'workloop-faults-'));
  const mark = randomUUID();
  try {
    const file = join(folder, 'journal');
    writeFileSync(file, '');
    const ended = await run(program, [String(seed), folder], mark);
    const left = await leftOf(mark, ended.hasHung ? 0 : PATIENCE_MS);
    for (const { pid } of left) process.kill(pid, 'SIGKILL');
    const journal = read(file);
    const { lost, twice, problems } = new Judge(scenarioOf(seed), journal).judge();
    if (ended.hasHung) problems.push(`the app did not end within ${HANGING_MS / 1000} s`);
    else problems.push(...left.map(({ command }) => `left behind: ${command}`));
    const over = journal.find((entry) => entry.kind === 'over');
    if (!ended.hasHung && over?.exitCode !== ended.code) {
      problems.push(`the process ended with ${ended.code}, and the app with ${over?.exitCode}`);
    }
    return { seed, lost, twice, problems, journal, hasHung: ended.hasHung, printed: ended.printed };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Ended {
  readonly code: number | string | null;
  readonly hasHung: boolean;
  readonly printed: string;
}

function run(program: string, args: readonly string[], mark: string): Promise<Ended> {
  // Not the flags of jest.
  const app = spawn(process.execPath, ['--enable-source-maps', program, ...args], {
    env: { ...process.env, WORKLOOP_VIEW: 'off', [MARK]: mark },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [app.stdout, app.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  return new Promise((resolve, reject) => {
    let hasHung = false;
    const guard = setTimeout(() => {
      hasHung = true;
      app.kill('SIGKILL');
    }, HANGING_MS);
    app.on('error', reject);
    app.on('close', (code, signal) => {
      clearTimeout(guard);
      resolve({ code: code ?? signal, hasHung, printed });
    });
  });
}
