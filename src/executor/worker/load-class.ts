import { pathToFileURL } from 'node:url';
import { classesById } from '../../component/class-registry.js';
import { messageOf, WorkerSetupError } from '../../errors.js';
import { onAppRunInWorker } from '../../worker-mode.js';
import type { WorkerStart } from '../protocol.js';

/** A class that can be made an instance of. */
export type ConcreteClass = new (...args: readonly unknown[]) => object;

/**
 * Loads the module of a work and finds the class in it, exported or not. The module is ready when its import settles, or
 * when it reaches `App.run()`, which in a worker never returns to it.
 *
 * @throws {WorkerSetupError} where the module throws, or does not make exactly one class of that id.
 */
export async function loadClass(start: WorkerStart): Promise<ConcreteClass> {
  const { file } = start;
  const url = file.startsWith('file:') ? file : pathToFileURL(file).href;
  const loaded = import(url).then(
    () => 'loaded' as const,
    (error: unknown) => {
      throw new WorkerSetupError(
        start.path,
        `its module \`${file}\` threw: ${messageOf(error)}.${hintFor(file)}`,
        {
          cause: error,
        },
      );
    },
  );
  return findClass(start, await Promise.race([loaded, appRunReached()]));
}

/** Resolves when the statements after the call of `App.run()` have run, if they are not to wait for it. */
function appRunReached(): Promise<'appRun'> {
  return new Promise((resolve) => {
    onAppRunInWorker(() => setImmediate(() => resolve('appRun')));
  });
}

function findClass({ path, file, classId, className }: WorkerStart, by: 'loaded' | 'appRun'): ConcreteClass {
  const classes = classesById(classId);
  const [found] = classes;
  if (found !== undefined && classes.length === 1) return found as unknown as ConcreteClass;
  if (classes.length > 1) {
    throw new WorkerSetupError(
      path,
      `loading \`${file}\` made ${classes.length} classes of the id \`${classId}\`, and only the app knows which one is meant. ` +
        'Make the class once, at the top level of its module.',
    );
  }
  throw new WorkerSetupError(
    path,
    by === 'appRun'
      ? `its module \`${file}\` reached \`App.run()\` before it made the class \`${className}\`. ` +
          'Put the class above that call, or into a module of its own.'
      : `loading \`${file}\` did not make the class \`${className}\` (\`${classId}\`). A worker loads the module and calls ` +
          'nothing in it: make the class at its top level, whether this is a worker or not.',
  );
}

function hintFor(file: string): string {
  return /\.[cm]?tsx?$/.test(file)
    ? " A worker loads compiled modules: compile first and run the output, or use `executor: 'inline'` here."
    : '';
}
