import type { AppInfo, CallInfo, ComponentInfo } from '../../api.js';

type Why = string | undefined;

/** What can be asked of the app as a whole. */
export type AppActionName = 'run' | 'pause' | 'resume' | 'stop' | 'invalidateAll';

/** Why an app cannot be told to run, pause, resume or stop now; `undefined` where it can. */
export function whyAppCannot(action: AppActionName, app: AppInfo, rootKind?: ComponentInfo['kind']): Why {
  const why = whyNothing(app);
  if (why !== undefined) return why;
  const isWaiting = app.state === 'waiting';
  switch (action) {
    case 'run':
      if (app.state === 'paused') return 'The app is paused: Resume lets it go on.';
      return isWaiting ? undefined : 'The app runs already.';
    case 'pause':
      if (isWaiting) return 'The app has not begun: it waits for Run.';
      if (rootKind === 'work')
        return 'The root is a work, which is called once: there is no pass to hold back.';
      return app.state === 'paused' ? 'The app is paused already.' : undefined;
    case 'resume':
      return app.state === 'paused' ? undefined : 'The app is not paused.';
    case 'stop':
    case 'invalidateAll':
      return undefined;
  }
}

/** The same for a work. */
export function whyWorkCannot(
  action: 'startWork' | 'stopWork' | 'retry' | 'invalidateWork',
  work: ComponentInfo,
  app: AppInfo,
): Why {
  const why = whyNothing(app);
  if (why !== undefined || action === 'invalidateWork') return why;
  if (app.state === 'waiting') return 'The app has not begun: it waits for Run.';
  switch (action) {
    case 'startWork':
      return work.isStopped ? undefined : 'The work is not stopped.';
    case 'stopWork':
      return work.isStopped ? 'The work is stopped already.' : undefined;
    case 'retry':
      if (work.failedCalls) return undefined;
      return work.failures
        ? 'No failure of this work is remembered any more.'
        : 'No call of this work has failed.';
  }
}

/** The same for one call. */
export function whyCallCannot(
  action: 'force' | 'invalidate',
  call: CallInfo,
  isRepeatable: boolean | undefined,
  app: AppInfo,
  work: ComponentInfo | undefined,
): Why {
  const why = whyNothing(app);
  if (why !== undefined) return why;
  if (app.state === 'waiting') return 'The app has not begun: it waits for Run.';
  if (action === 'force' && work?.isStopped) return 'The work is stopped: start it first.';
  if (call.state === 'queued' || call.state === 'running' || call.state === 'retrying') {
    return 'The call is still under way.';
  }
  if (isRepeatable === false)
    return 'Its arguments are not kept any more: only those of the last 1,000 calls are.';
  if (isRepeatable === undefined) return 'Its details are not there yet.';
  return action === 'invalidate' && call.state === 'stopped'
    ? 'The call was stopped: nothing of it is remembered.'
    : undefined;
}

/** Why nothing at all can be done any more. */
function whyNothing(app: AppInfo): Why {
  if (app.end !== undefined || app.state === 'stopped' || app.state === 'failed') return 'The app has ended.';
  return app.isEnding ? 'The app is coming to its end.' : undefined;
}
