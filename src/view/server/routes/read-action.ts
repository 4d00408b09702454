import type { Action } from '../../api.js';
import { LIMITS } from '../limits.js';
import { Refused } from '../refused.js';

const ofApp = ['run', 'pause', 'resume', 'stop', 'invalidateAll'];
const ofWork = ['startWork', 'stopWork', 'retry', 'invalidateWork'];
const ofCall = ['force', 'invalidate'];

/** An action from a body. @throws Refused where it is none. */
export function readAction(body: unknown): Action {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new Refused(400, 'An action is an object.');
  const { action, path, id, args } = body as Readonly<Record<string, unknown>>;
  if (typeof action !== 'string') throw new Refused(400, '`action` has to be the name of an action.');
  const given = Object.keys(body).sort().join();
  if (ofApp.includes(action)) {
    if (given !== 'action') throw wrong(action, 'nothing');
    return { action } as Action;
  }
  if (ofWork.includes(action)) {
    if (given !== 'action,path' || !isPath(path)) throw wrong(action, 'the `path` of a work');
    return { action, path } as Action;
  }
  if (!ofCall.includes(action)) {
    throw new Refused(
      400,
      `There is no such action. There are ${[...ofApp, ...ofWork, ...ofCall].join(', ')}.`,
    );
  }
  if (given === 'action,id' && isCount(id)) return { action, id } as Action;
  if (given === 'action,args,path' && isPath(path) && Array.isArray(args))
    return { action, path, args } as Action;
  throw wrong(action, 'the `id` of a call, or the `path` of a work and a list of `args`');
}

function wrong(action: string, expected: string): Refused {
  return new Refused(400, `Beside its name, \`${action}\` takes ${expected}.`);
}

function isPath(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LIMITS.text.path;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
