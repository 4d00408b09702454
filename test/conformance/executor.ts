import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { workerProgram } from '../fixtures/worker-programs.js';
import type { CheckReply, CheckRequest } from './executor/run.js';
import { suite } from './executor/suite.js';

/** Why an executor leaves checks out, by the name of a group or of a check. */
export type Skips = Readonly<Record<string, string>>;

/** One check starts a few workers, on a machine that may be busy. */
const CHECK_TIMEOUT_MS = 60_000;

/**
 * The checks that every executor passes. They are made in a process of their own, with the built package, because
 * workers load compiled modules.
 */
export function describeExecutor(name: 'inline' | 'thread' | 'process', skips: Skips = {}): void {
  refuseUnknown(skips);
  describe(`the ${name} executor`, () => {
    let runner: ChildProcess | undefined;

    /** A process in which a check hung is of no use for the next one. */
    const endRunner = async (): Promise<void> => {
      if (runner === undefined || runner.exitCode !== null || runner.signalCode !== null) return;
      const gone = once(runner, 'exit');
      runner.kill('SIGKILL');
      await gone;
      runner = undefined;
    };

    let isHanging = false;
    beforeEach(async () => {
      if (isHanging) await endRunner();
      isHanging = true;
    });
    afterAll(endRunner);

    for (const group of suite) {
      describe(group.name, () => {
        for (const { name: check } of group.checks) {
          const reason = skips[group.name] ?? skips[check];
          if (reason !== undefined) {
            it.skip(`${check} (left out: ${reason})`, () => undefined);
            continue;
          }
          it(
            check,
            async () => {
              if (runner?.connected !== true) runner = startRunner(name);
              const { problem } = await ask(runner, { group: group.name, check });
              isHanging = false;
              if (problem !== undefined) throw new Error(problem);
            },
            CHECK_TIMEOUT_MS,
          );
        }
      });
    }
  });
}

function startRunner(name: string): ChildProcess {
  return fork(workerProgram('conformance/executor/run.js'), [name], {
    // Not the flags of jest.
    execArgv: ['--enable-source-maps'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

async function ask(runner: ChildProcess, request: CheckRequest): Promise<CheckReply> {
  const listening = new AbortController();
  const { signal } = listening;
  try {
    runner.send(request);
    return await Promise.race([
      once(runner, 'message', { signal }).then(([reply]) => reply as CheckReply),
      once(runner, 'exit', { signal }).then(([code, by]) => ({
        problem: `The process that makes the checks ended in the middle of one: ${by ?? `exit code ${code}`}.`,
      })),
    ]);
  } finally {
    listening.abort();
  }
}

function refuseUnknown(skips: Skips): void {
  const names = new Set(suite.flatMap((group) => [group.name, ...group.checks.map((check) => check.name)]));
  for (const name of Object.keys(skips)) {
    if (!names.has(name)) throw new Error(`There is no check and no group '${name}' to leave out.`);
  }
}
