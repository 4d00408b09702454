import { CommandFailure } from '../command-failure.js';
import type { Terminal } from '../terminal.js';
import { findWorks } from './find-works.js';
import { folderOf, reading, type StoreOptions, warnTo } from './open-store.js';
import { NoAnswerError, type RunningApp, runningAppOf } from './running-app.js';
import { readWorks, type StoredWork } from './stored-works.js';

/**
 * Has the app that has the store do something to a work, and prints what came of it. `false`: there is no such app, or it
 * has no view.
 *
 * @param act Gives the sentence that is printed.
 */
export async function inRunningApp(
  name: string,
  options: StoreOptions,
  terminal: Terminal,
  act: (app: RunningApp, path: string) => Promise<string>,
): Promise<boolean> {
  const app = await runningAppOf(folderOf(options));
  if (app === undefined) return false;
  const works = await reading(options, terminal, readWorks);
  for (const path of await pathsMeant(app, works, name)) await terminal.print(await act(app, path));
  return true;
}

/** Asks the running app where it can be asked; where it does not answer that is said, and the store has to do. */
export async function askIfRunning<Answer>(
  options: StoreOptions,
  terminal: Terminal,
  ask: (app: RunningApp) => Promise<Answer>,
): Promise<Answer | undefined> {
  const app = await runningAppOf(folderOf(options));
  if (app === undefined) return undefined;
  try {
    return await ask(app);
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
    warnTo(terminal)(`${error.message} What follows is what the store knows.`);
    return undefined;
  }
}

/**
 * The paths of the works in a running app that a person means by a path or a `key`.
 *
 * @param works Those in the store, which knows their keys.
 * @throws {CommandFailure} where there is none.
 */
export async function pathsMeant(
  app: RunningApp,
  works: readonly StoredWork[],
  name: string,
): Promise<readonly string[]> {
  const components = await app.components();
  const current = new Set(components.filter(({ kind }) => kind === 'work').map(({ path }) => path));
  if (current.has(name)) return [name];
  const paths = new Set(findWorks(works, name).map(({ path }) => path));
  const found = [...paths].filter((path) => current.has(path));
  if (found.length > 0) return found;
  throw new CommandFailure(
    `The store remembers \`${name}\`, and the app that has it (process ${app.pid}) has no such work now.`,
  );
}
