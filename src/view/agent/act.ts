import { messageOf } from '../../errors.js';
import { previewOf } from '../../ledger/why/preview.js';
import { argumentsLineOf } from '../../ledger/why/preview-line.js';
import type { Engine } from '../../loop/engine.js';
import type { WorkMember } from '../../loop/work-member.js';
import type { Action, ActionResult } from '../api.js';
import type { CallLog } from '../recorder/call-log.js';
import { controlApp } from './control-app.js';
import { workAt } from './find.js';
import { Refused } from './refused.js';

/** What actions act on. */
export interface Acting {
  readonly engine: Engine;
  readonly calls: CallLog;
}

const MOST_ARGUMENTS = 120;

/**
 * Does what a person asks for, or says why it cannot be done.
 *
 * @throws {Refused} where what is asked for is not there, or no action.
 * @throws {UnhashableArgumentError} where arguments cannot be identified.
 */
export function act(acting: Acting, action: Action): ActionResult {
  const { engine } = acting;
  if (engine.context.ending.current !== undefined) return notDone('The app is coming to its end.');
  switch (action.action) {
    case 'run':
    case 'pause':
    case 'resume':
    case 'stop':
      return controlApp(engine, action.action);
    case 'invalidateAll':
      return invalidateAll(engine);
    case 'startWork':
      return startWork(workAt(engine, action.path));
    case 'stopWork':
      return stopWork(workAt(engine, action.path));
    case 'retry':
      return retry(workAt(engine, action.path));
    case 'invalidateWork':
      return invalidateWork(workAt(engine, action.path));
    case 'invalidate':
    case 'force': {
      const meant = meantBy(acting, action);
      if ('message' in meant) return meant;
      return action.action === 'force' ? force(engine, meant) : invalidate(meant);
    }
    default:
      throw new Refused('badRequest', 'There is no such action.');
  }
}

function done(message: string): ActionResult {
  return { isDone: true, message };
}

function notDone(message: string): ActionResult {
  return { isDone: false, message };
}

function invalidateAll({ members }: Engine): ActionResult {
  const works = [...members.workMembers];
  if (works.length === 0) return notDone('The app has no works, so there is nothing to forget.');
  for (const { dispatch } of works) dispatch.forgetAll('invalidated');
  const whose = works.length === 1 ? 'the one work' : `all ${works.length} works`;
  const left = works.reduce((sum, work) => sum + recordedLater(work), 0);
  return done(`The calls of ${whose} are forgotten; the next ones execute.${notThose(left)}`);
}

/** How many calls are under way whose results will count: what was forgotten before does not hold for them. */
function recordedLater({ dispatch, options }: WorkMember): number {
  return options.cacheCalls ? [...dispatch.known.ledger.callsUnderWay()].length : 0;
}

function notThose(count: number): string {
  if (count === 0) return '';
  return count === 1
    ? ' Not so the one under way: what it comes to will be remembered.'
    : ` Not so the ${count} under way: what they come to will be remembered.`;
}

function startWork({ dispatch, path }: WorkMember): ActionResult {
  if (dispatch.queue?.isStopped !== true) return notDone(`\`${path}\` is not stopped.`);
  dispatch.start();
  return done(`\`${path}\` is started; its calls execute again.`);
}

function stopWork({ dispatch, path }: WorkMember): ActionResult {
  if (dispatch.queue?.isStopped === true) return notDone(`\`${path}\` is stopped already.`);
  dispatch.stop('stopped from the view');
  return done(`\`${path}\` is stopped; calls of it wait until it is started.`);
}

function retry({ dispatch, path }: WorkMember): ActionResult {
  const { failures } = dispatch.known.ledger;
  if (failures === 0) return notDone(`\`${path}\` has no failed call to try again.`);
  dispatch.retry();
  const whose = failures === 1 ? 'One failure' : `${failures} failures`;
  return done(`${whose} of \`${path}\` forgotten; the next calls execute.`);
}

function invalidateWork(work: WorkMember): ActionResult {
  const { dispatch, path } = work;
  dispatch.forgetAll('invalidated');
  return done(
    `All calls of \`${path}\` are forgotten; the next ones execute.${notThose(recordedLater(work))}`,
  );
}

/** A call that an action is meant for. */
interface Meant {
  readonly work: WorkMember;
  readonly args: readonly unknown[];
  /** On one line. */
  readonly text: string;
}

function meantBy(
  { engine, calls }: Acting,
  action: Extract<Action, { action: 'force' | 'invalidate' }>,
): Meant | ActionResult {
  if ('id' in action) return meantById(engine, calls, action.id);
  const { path, args } = action;
  if (!Array.isArray(args)) throw new Refused('badRequest', '`args` is a list: the arguments of the call.');
  const work = workAt(engine, path);
  const preview = previewOf(args, { redact: engine.context.redact, work: path });
  return { work, args, text: argumentsLineOf(preview, MOST_ARGUMENTS) };
}

function meantById({ members }: Engine, calls: CallLog, id: number): Meant | ActionResult {
  const entry = calls.get(id);
  if (entry === undefined && !(Number.isInteger(id) && id >= 1 && id <= calls.count))
    throw new Refused('notFound', `There is no call ${id}.`);
  if (entry?.args === undefined)
    return notDone(
      `The arguments of call ${id} are not kept any more: it was too long ago, or they are too large.`,
    );
  const work = members.workOf(entry.host.target.work);
  if (work === undefined) return notDone(`\`${entry.path}\` is not part of the app any more.`);
  return { work, args: entry.args, text: entry.info().args };
}

function force({ control }: Engine, { work, args, text }: Meant): ActionResult {
  const { dispatch, path } = work;
  if (control.hold === 'waiting') return notDone('The app waits for Run; nothing executes before.');
  if (dispatch.queue?.isStopped === true) return notDone(`\`${path}\` is stopped. Start it first.`);
  if (dispatch.explain(args).decision === 'joined')
    return notDone(`\`${path}${text}\` is under way already.`);
  try {
    // What it comes to is told like the end of every call.
    Promise.resolve(dispatch.force(args)).catch(() => undefined);
  } catch (error) {
    return notDone(messageOf(error));
  }
  return done(`\`${path}${text}\` executes again.`);
}

function invalidate({ work, args, text }: Meant): ActionResult {
  const { dispatch, path } = work;
  if (work.options.cacheCalls && dispatch.explain(args).decision === 'joined')
    return notDone(
      `\`${path}${text}\` is under way, and what it comes to will be remembered. Invalidate it then.`,
    );
  if (!dispatch.forget(args)) return notDone(`Nothing is remembered of \`${path}${text}\`.`);
  return done(`\`${path}${text}\` is forgotten; the next such call executes.`);
}
